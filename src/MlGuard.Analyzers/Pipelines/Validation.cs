namespace MlGuard.Analyzers.Pipelines;

/// <summary>Rows that a trainer is given to watch its own progress on.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Blame">The argument that gives them.</param>
internal sealed record Validation(RowSet Rows, IOperation Blame);
