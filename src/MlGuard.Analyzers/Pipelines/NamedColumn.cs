namespace MlGuard.Analyzers.Pipelines;

/// <summary>A column as code names it.</summary>
/// <param name="Name">Null when the name is only known at run time.</param>
/// <param name="Blame">The argument that says it; a default has no syntax of its own and stands for its call.</param>
internal readonly record struct NamedColumn(string? Name, IOperation Blame);
