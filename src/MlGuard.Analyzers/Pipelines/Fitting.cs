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
    private const string Keys = "MapValueToKey";
    private const string Categories = "OneHotEncoding";

    /// <summary>Whether many models were tried, of which this is the best.</summary>
    public bool IsSearch { get; init; }

    /// <summary>Whether something has learnt to predict: only a trainer watches rows, also one that is not known.</summary>
    public bool HasTrainer => IsSearch || Validation is not null || Steps.Any(step => step.Row.Form == StepForm.Trainer);

    /// <summary>
    /// The first transform whose output depends on the rows that it learnt from. Which keys stand for which values does not count.
    /// </summary>
    public Step? Preparation => Steps.FirstOrDefault(step => step.Row.Form != StepForm.Trainer && step.Row.Method != Keys);

    /// <summary>
    /// The first transform that tells a model about other rows. A column of its own for a category that no row to learn from has tells
    /// nothing: its weight stays where it began, as if the category were unknown.
    /// </summary>
    public Step? Leaking => Steps.FirstOrDefault(step => step.Row.Form != StepForm.Trainer && step.Row.Method is not (Keys or Categories));
}
