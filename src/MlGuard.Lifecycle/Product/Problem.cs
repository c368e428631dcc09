using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Product;

/// <summary>One thing that keeps a row from being fulfilled.</summary>
/// <param name="State">Pending, failed or broken.</param>
/// <param name="What">What is wrong, with its consequence; one sentence without a period.</param>
/// <param name="Remedy">What to do; a sentence.</param>
/// <param name="Span">Where.</param>
internal sealed record Problem(RowState State, string What, string Remedy, Span Span)
{
    /// <summary>The slice, source or monitor that it is about; what a waiver's scope names.</summary>
    public string Scope { get; init; } = "";

    /// <summary>Nothing was seen, as against something wrong: an attestation can stand in.</summary>
    public bool IsAbsence { get; init; }

    /// <summary>Something speaks against the row, so no person's word stands in for it.</summary>
    public bool IsSeen => !IsAbsence || State == RowState.Broken;

    /// <summary>Nothing is written where an answer should stand.</summary>
    public bool IsGap { get; init; }

    /// <summary>It came about by the passing of days, so the build phase only warns.</summary>
    public bool IsOfDate { get; init; }

    /// <summary>Already said about the manifest's structure.</summary>
    public bool IsReported { get; init; }

    /// <summary>A document lacks something, which keeps the row's own check from nothing.</summary>
    public bool IsOfDocument { get; init; }

    /// <summary>Code was not found: where a project was not seen, that is why, and only that is said.</summary>
    public bool IsOfMissingCode { get; init; }

    public bool IsWaivable { get; init; } = true;

    public static Problem Failed(string what, string remedy, Span span) => new(RowState.Failed, what, remedy, span);

    public static Problem Broken(string what, string remedy, Span span) => new(RowState.Broken, what, remedy, span);

    public static Problem Absent(string what, string remedy, Span span) => new(RowState.Failed, what, remedy, span) { IsAbsence = true };

    /// <summary>It hangs on a condition that no reading of code decides: a person can vouch for it.</summary>
    public static Problem Conditional(string what, string remedy, Span span) =>
        new(RowState.Conditional, what, remedy, span) { IsAbsence = true };

    /// <summary>Evidence that is not there: it may be on its way on a developer's machine, and is not on a build server.</summary>
    public static Problem NotThere(ProductSnapshot product, string what, string remedy, Span span) =>
        new(product.ContinuousIntegration ? RowState.Failed : RowState.Pending, what, remedy, span) { IsAbsence = true };
}
