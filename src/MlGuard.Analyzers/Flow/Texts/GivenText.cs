namespace MlGuard.Analyzers.Flow.Texts;

/// <summary>What a variable is given.</summary>
/// <param name="Value">The value, or what it is a part of.</param>
/// <param name="Part">Which part of a tuple, or of each tuple of a collection; null for the whole.</param>
internal readonly record struct GivenText(IOperation Value, int? Part);
