namespace MlGuard.Lifecycle.Product.Summaries;

/// <summary>What running a method does to the world outside of the program.</summary>
/// <param name="What">For a message.</param>
/// <param name="IsDestructive">Whether something is lost or changed, and not only added.</param>
internal sealed record OutsideEffect(string What, bool IsDestructive);
