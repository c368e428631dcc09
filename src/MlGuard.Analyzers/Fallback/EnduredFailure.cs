namespace MlGuard.Analyzers.Fallback;

/// <summary>
/// Whether work that nobody waits for outlives a failure: its <c>catch</c> lets it go on with the next item, or at its next turn.
/// </summary>
internal static class EnduredFailure
{
    /// <summary>Whether what follows <paramref name="attempt"/> goes on when <paramref name="site"/> in it fails.</summary>
    public static bool Goes(ITryOperation attempt, IOperation site) =>
        attempt.Catches.Any(clause => CaughtFailure.Covers(clause) && !Rethrows(clause)) && !EndsWork(attempt, site);

    /// <summary>A handler that throws now and then lets most failures pass.</summary>
    private static bool Rethrows(ICatchClauseOperation clause) =>
        clause.Handler.Operations.LastOrDefault() is IThrowOperation or IExpressionStatementOperation { Operation: IThrowOperation };

    /// <summary>Whether an endless loop is left: the <c>try</c> stands around it, and no other loop around the <c>try</c>.</summary>
    private static bool EndsWork(ITryOperation attempt, IOperation site) =>
        LoopsBetween(site, attempt).Any(IsEndless) && !LoopsBetween(attempt, null).Any();

    private static bool IsEndless(ILoopOperation loop) => loop is IWhileLoopOperation
        or IForEachLoopOperation { IsAsynchronous: true } or IForLoopOperation { Condition: null };

    private static IEnumerable<ILoopOperation> LoopsBetween(IOperation inner, IOperation? outer)
    {
        for (var current = inner.Parent; current is not null && current != outer; current = current.Parent)
        {
            if (current is IAnonymousFunctionOperation or ILocalFunctionOperation)
                yield break;
            if (current is ILoopOperation loop)
                yield return loop;
        }
    }
}
