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
