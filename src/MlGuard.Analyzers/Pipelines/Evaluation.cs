namespace MlGuard.Analyzers.Pipelines;

/// <summary>An evaluation that the interpreter met.</summary>
/// <param name="Call">Where.</param>
/// <param name="Data">What is evaluated.</param>
/// <param name="Site">What in the body that is read leads there: the same call, or that of a helper.</param>
internal sealed record Evaluation(IInvocationOperation Call, Value.Data Data, IOperation Site);
