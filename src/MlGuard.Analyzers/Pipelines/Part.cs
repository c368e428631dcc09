namespace MlGuard.Analyzers.Pipelines;

/// <summary>One of the columns that were put together into another.</summary>
/// <param name="Origin">See <see cref="Column.Origin"/>.</param>
/// <param name="Name">What the column was called when it was put in.</param>
/// <param name="Blame">The argument that put it in.</param>
/// <param name="IsRaw">See <see cref="Column.IsRaw"/>.</param>
internal readonly record struct Part(object Origin, string Name, IOperation Blame, bool IsRaw);
