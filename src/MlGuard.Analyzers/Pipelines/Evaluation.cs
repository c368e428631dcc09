namespace MlGuard.Analyzers.Pipelines;

/// <summary>An evaluation that the interpreter met.</summary>
/// <param name="Call">Where.</param>
/// <param name="Data">What is evaluated.</param>
/// <param name="IsInHelper">Whether it stands in a helper of the body that is read.</param>
internal sealed record Evaluation(IInvocationOperation Call, Value.Data Data, bool IsInHelper);
