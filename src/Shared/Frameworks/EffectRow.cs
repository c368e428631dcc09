namespace MlGuard.Frameworks;

/// <summary>A member that does something to the world outside of the program.</summary>
/// <param name="Type">Metadata name of the type that declares it.</param>
/// <param name="Member">Its name, or the beginning of several before <c>*</c>.</param>
/// <param name="What">For a message.</param>
/// <param name="IsDestructive">Whether something is lost or changed, and not only added.</param>
internal sealed record EffectRow(string Type, string Member, string What, bool IsDestructive);
