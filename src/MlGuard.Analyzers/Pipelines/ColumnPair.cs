namespace MlGuard.Analyzers.Pipelines;

/// <summary>One column that a step makes.</summary>
/// <param name="Output">Its name.</param>
/// <param name="Inputs">What it is made of; null when that is not known.</param>
internal readonly record struct ColumnPair(NamedColumn Output, ImmutableArray<NamedColumn>? Inputs);
