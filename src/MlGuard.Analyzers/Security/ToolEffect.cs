namespace MlGuard.Analyzers.Security;

/// <summary>What a tool does to the world outside of it.</summary>
/// <param name="What">For a message.</param>
/// <param name="IsDestructive">Whether something is lost or changed, and not only added.</param>
internal sealed record ToolEffect(string What, bool IsDestructive);
