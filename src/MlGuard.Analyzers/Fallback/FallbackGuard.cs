using System.Collections.Concurrent;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Fallback;

/// <summary>Whether something answers in place of a call that throws, in the body that the call stands in.</summary>
/// <remarks>What counts is settled in the page of MLG5001: an answer on the failure path, not a log and a rethrow.</remarks>
internal sealed class FallbackGuard(MlSymbols symbols, bool acceptsErrorAnswer)
{
    /// <summary>Many calls may stand in one <c>try</c>.</summary>
    private readonly ConcurrentDictionary<ICatchClauseOperation, bool> _answers = new();

    /// <summary>
    /// Whether <paramref name="site"/> stands in a <c>try</c> whose <c>catch</c> answers, or runs under a policy that can.
    /// </summary>
    public bool Covers(IOperation site)
    {
        if (!Streams.IsStream(site, symbols))
            return IsCovered(site);

        IOperation[] readers = [.. Streams.ReadersOf(site, symbols)];
        return readers.Length > 0 && readers.All(IsCovered);
    }

    private bool IsCovered(IOperation site)
    {
        for (var (inner, outer) = (site, site.Parent); outer is not null; (inner, outer) = (outer, outer.Parent))
        {
            switch (outer)
            {
                case ITryOperation attempt when ReferenceEquals(attempt.Body, inner)
                    && !EscapesAsTask(site)
                    && attempt.Catches.Any(Answers):
                case IInvocationOperation call when symbols.Plays(call.TargetMethod, Role.Resilience):
                    return true;
                case IAnonymousFunctionOperation or ILocalFunctionOperation:
                    // Who calls the lambda is a step of its own; only a policy sees through its braces.
                    return outer is IAnonymousFunctionOperation lambda && RunsUnderPolicy(lambda);
            }
        }

        return false;
    }

    private bool RunsUnderPolicy(IAnonymousFunctionOperation lambda)
    {
        IOperation? current = lambda.Parent;
        while (current is IDelegateCreationOperation or IConversionOperation or IArgumentOperation)
            current = current.Parent;
        return current is IInvocationOperation call && symbols.Plays(call.TargetMethod, Role.Resilience);
    }

    /// <summary><c>try { return PredictAsync(); }</c> without <c>await</c>: the task fails when the <c>try</c> is long left.</summary>
    private static bool EscapesAsTask(IOperation site)
    {
        if (site.Type is not INamedTypeSymbol { Name: "Task" or "ValueTask" })
            return false;

        var parent = site.Parent;
        while (parent is IConversionOperation or IParenthesizedOperation)
            parent = parent.Parent;
        return parent is IReturnOperation;
    }

    private bool Answers(ICatchClauseOperation clause) =>
        CaughtFailure.Covers(clause) && _answers.GetOrAdd(clause, new FailureAnswer(symbols, acceptsErrorAnswer).Answers);
}
