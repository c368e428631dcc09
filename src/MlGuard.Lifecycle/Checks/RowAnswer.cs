using MlGuard.Catalogue;
using MlGuard.Lifecycle.Product;

namespace MlGuard.Lifecycle.Checks;

/// <summary>What a check found out about a row.</summary>
/// <param name="State">When there are problems, the worst of theirs.</param>
/// <param name="Reason">One sentence without a period.</param>
/// <param name="Problems">What keeps the row from being fulfilled; empty when it is.</param>
internal sealed record RowAnswer(RowState State, string Reason, ImmutableArray<Problem> Problems)
{
    /// <summary>Something to say although the row is fulfilled; never louder than a warning.</summary>
    public Problem? Notice { get; init; }

    /// <summary>The highest stage for which the row is fulfilled, where that is not simply all or none.</summary>
    public Stage? Reaches { get; init; }

    public static RowAnswer Proven(string reason) => new(RowState.Proven, reason, []);

    public static RowAnswer Declared(string reason) => new(RowState.Declared, reason, []);

    /// <summary>Results that nothing binds to this build: they hold until maturity asks for more.</summary>
    public static RowAnswer Unbound(string reason) => new(RowState.Unbound, reason, []) { Reaches = Stage.Growth };

    public static RowAnswer NotApplicable(string reason) => new(RowState.NotApplicable, reason, []);

    public static RowAnswer Pending(string reason) => new(RowState.Pending, reason, []);

    public static RowAnswer Of(Problem problem) => Of([problem]);

    /// <summary>Where all that is wrong is that results are bound to nothing, the row holds until maturity.</summary>
    public static RowAnswer Of(ImmutableArray<Problem> problems)
    {
        var state = problems.Max(problem => problem.State);
        return new(state, problems[0].What, problems) { Reaches = state == RowState.Unbound ? Stage.Growth : null };
    }

    public static RowAnswer Of(Problem? problem, RowAnswer otherwise) => problem is null ? otherwise : Of(problem);

    /// <summary>One answer of several: all problems, or the state that says least, with the reasons of those that say something.</summary>
    public static RowAnswer Together(ImmutableArray<RowAnswer> answers)
    {
        ImmutableArray<Problem> problems = [.. answers.SelectMany(answer => answer.Problems)];
        if (!problems.IsEmpty)
            return Of(problems);
        var state = answers.Max(answer => answer.State);
        var reasons = answers.Where(answer => answer.Reason.Length > 0 && (state is RowState.Proven || answer.State == state))
            .Select(answer => answer.Reason).Distinct();
        return new(state, string.Join("; ", reasons), [])
        {
            Notice = answers.Select(answer => answer.Notice).FirstOrDefault(notice => notice is not null),
            Reaches = answers.Select(answer => answer.Reaches).Where(stage => stage is not null).DefaultIfEmpty(null).Min(),
        };
    }

    /// <summary>The answer of several parts: the problems of all, or the last part's.</summary>
    public static RowAnswer Of(ImmutableArray<Problem> problems, RowAnswer otherwise) => problems.IsEmpty ? otherwise : Of(problems);
}
