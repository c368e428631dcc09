using MlGuard.Lifecycle.Manifest;

namespace MlGuard.Lifecycle.Gates;

/// <summary>What a check found out about a row.</summary>
/// <param name="State">When there are problems, the worst of theirs.</param>
/// <param name="Reason">One sentence without a period.</param>
/// <param name="Problems">What keeps the row from being fulfilled; empty when it is.</param>
internal sealed record RowAnswer(RowState State, string Reason, ImmutableArray<Problem> Problems)
{
    /// <summary>Something to say although the row is fulfilled; never louder than a warning.</summary>
    public Problem? Notice { get; init; }

    public static RowAnswer Proven(string reason) => new(RowState.Proven, reason, []);

    public static RowAnswer Declared(string reason) => new(RowState.Declared, reason, []);

    public static RowAnswer NotApplicable(string reason) => new(RowState.NotApplicable, reason, []);

    public static RowAnswer Pending(string reason) => new(RowState.Pending, reason, []);

    public static RowAnswer Of(Problem problem) => Of([problem]);

    public static RowAnswer Of(ImmutableArray<Problem> problems) => new(problems.Max(problem => problem.State), problems[0].What, problems);

    /// <summary>The answer of several parts: the problems of all, or the last part's.</summary>
    public static RowAnswer Of(ImmutableArray<Problem> problems, RowAnswer otherwise) => problems.IsEmpty ? otherwise : Of(problems);
}

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

    /// <summary>It came about by the passing of days, so the build phase only warns.</summary>
    public bool IsOfDate { get; init; }

    /// <summary>Already said about the manifest's structure.</summary>
    public bool IsReported { get; init; }

    public bool IsWaivable { get; init; } = true;

    public static Problem Failed(string what, string remedy, Span span) => new(RowState.Failed, what, remedy, span);

    public static Problem Broken(string what, string remedy, Span span) => new(RowState.Broken, what, remedy, span);

    public static Problem Absent(string what, string remedy, Span span) => new(RowState.Failed, what, remedy, span) { IsAbsence = true };

    /// <summary>Evidence that is not there: it may be on its way on a developer's machine, and is not on a build server.</summary>
    public static Problem NotThere(Product product, string what, string remedy, Span span) =>
        new(product.ContinuousIntegration ? RowState.Failed : RowState.Pending, what, remedy, span) { IsAbsence = true };
}
