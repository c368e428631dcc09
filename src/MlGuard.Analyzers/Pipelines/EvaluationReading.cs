namespace MlGuard.Analyzers.Pipelines;

/// <summary>An evaluation, and what its model had learnt from the very rows.</summary>
/// <param name="Call">The evaluation; a helper's too.</param>
/// <param name="Learnt">The rows as they were given to <c>Fit</c>; null when the model saw none of them, or nobody knows.</param>
/// <param name="IsOfWinner">Whether the model was chosen by its metrics on these rows, all of which it had learnt from.</param>
/// <param name="LoadedAgain">What read them from the same file, when they are the rows of a second load.</param>
internal sealed record EvaluationReading(
    IInvocationOperation Call, SyntaxNode? Learnt, bool IsOfWinner, IInvocationOperation? LoadedAgain = null);
