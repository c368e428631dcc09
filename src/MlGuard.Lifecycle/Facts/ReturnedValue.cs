namespace MlGuard.Lifecycle.Facts;

/// <summary>What a method always returns, or a field always holds.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The path, or its end; empty for anything else.</param>
internal sealed record ReturnedValue(ReturnedKind Kind, string Text);
