using MlGuard.Analyzers.Frameworks.MlNet;

namespace MlGuard.Analyzers.Pipelines;

/// <summary>A trainer in a pipeline.</summary>
/// <param name="Row">What is known about it.</param>
/// <param name="Call">Where it is made.</param>
/// <param name="Label">Name of the column it learns from; null when it is unknown or there is none.</param>
internal sealed record TrainerUse(StepRow Row, IInvocationOperation Call, string? Label);
