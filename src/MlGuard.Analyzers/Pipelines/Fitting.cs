using MlGuard.Analyzers.Frameworks.MlNet;

namespace MlGuard.Analyzers.Pipelines;

/// <summary>One run of <c>Fit</c>: which steps learnt from which rows.</summary>
/// <param name="Steps">The steps that learnt.</param>
/// <param name="Rows">What they learnt from.</param>
/// <param name="Call">The call.</param>
/// <param name="Site">What in the body that is read leads there: the same call, or that of a helper.</param>
/// <param name="Validation">Rows that the trainer watched to decide when to stop.</param>
internal sealed record Fitting(ImmutableArray<Step> Steps, RowSet Rows, IInvocationOperation Call, IOperation Site, Validation? Validation)
{
    public bool HasTrainer => Steps.Any(step => step.Row.Form == StepForm.Trainer);

    /// <summary>
    /// The first transform whose output says something about the rows that it learnt from. Which keys stand for which values does not.
    /// </summary>
    public Step? Preparation => Steps.FirstOrDefault(step => step.Row.Form != StepForm.Trainer && step.Row.Method != "MapValueToKey");
}
