using System.Collections.Concurrent;
using MlGuard.Analyzers.Flow.Calls;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Knowledge;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Fallback;

/// <summary>Whether something answers in place of a call that throws, in the body that the call stands in.</summary>
/// <remarks>What counts is settled in the page of MLG5001: an answer on the failure path, not a log and a rethrow.</remarks>
internal sealed class FallbackGuard
{
    private readonly MlSymbols _symbols;
    private readonly MethodKnowledge _knowledge;
    private readonly ShieldingMethods _shielding;
    private readonly AskedFailure _asked;
    private readonly GuardingDecorators _decorators;

    /// <summary>Many calls may stand in one <c>try</c>.</summary>
    private readonly ConcurrentDictionary<ICatchClauseOperation, bool> _answers = new();

    private readonly bool _acceptsErrorAnswer;
    private readonly bool _isEnduringEnough;

    /// <param name="symbols">The members with a role.</param>
    /// <param name="calls">Who calls whom.</param>
    /// <param name="knowledge">What is known of methods, here and in other projects.</param>
    /// <param name="acceptsErrorAnswer">Whether a deliberate error is an answer.</param>
    /// <param name="isEnduringEnough">Whether nobody waits for an answer, so that work that goes on has lost nothing.</param>
    public FallbackGuard(
        MlSymbols symbols, CallPaths calls, MethodKnowledge knowledge, bool acceptsErrorAnswer, bool isEnduringEnough = false)
    {
        (_symbols, _knowledge, _acceptsErrorAnswer) = (symbols, knowledge, acceptsErrorAnswer);
        _isEnduringEnough = isEnduringEnough;
        (_shielding, _asked) = (new(calls, IsCaught), new(calls));
        _decorators = new(calls, IsAnswered);
    }

    /// <summary>Whether a step cannot fail for its caller, or its caller answers when it does.</summary>
    public bool Covers(CallEdge edge, CancellationToken cancellationToken) =>
        IsAnswered(edge, cancellationToken) || _decorators.Answer(edge, cancellationToken);

    /// <summary>
    /// Whether <paramref name="site"/> stands in a <c>try</c> whose <c>catch</c> answers, or runs under a policy that can.
    /// </summary>
    public bool Covers(IOperation site, CancellationToken cancellationToken)
    {
        if (!Streams.IsStream(site, _symbols))
            return IsCovered(site, cancellationToken);

        IOperation[] readers = [.. Streams.ReadersOf(site, _symbols)];
        return readers.Length > 0 && readers.All(reader => IsCovered(reader, cancellationToken));
    }

    private bool IsAnswered(CallEdge edge, CancellationToken cancellationToken) =>
        Covers(edge.Site, cancellationToken) || _asked.IsAsked(edge, cancellationToken);

    private bool IsCovered(IOperation site, CancellationToken cancellationToken) =>
        IsCaught(site) || (ArgumentAround(site) is { } argument && _shielding.Shield(argument, cancellationToken));

    /// <summary>The argument as which the lambda around a call, or the method that it names, is handed to somebody.</summary>
    private static IArgumentOperation? ArgumentAround(IOperation site)
    {
        var handed = site is IMethodReferenceOperation ? site : Bodies.FunctionAround(site);
        while (handed.Parent is IDelegateCreationOperation or IConversionOperation)
            handed = handed.Parent;
        return handed.Parent as IArgumentOperation;
    }

    private bool IsCaught(IOperation site)
    {
        for (var (inner, outer) = (site, site.Parent); outer is not null; (inner, outer) = (outer, outer.Parent))
        {
            switch (outer)
            {
                case ITryOperation attempt when ReferenceEquals(attempt.Body, inner)
                    && !EscapesAsTask(site)
                    && (attempt.Catches.Any(Answers) || (_isEnduringEnough && EnduredFailure.Goes(attempt, site))):
                case IInvocationOperation call when _symbols.Plays(call.TargetMethod, Role.Resilience):
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
        return current is IInvocationOperation call && _symbols.Plays(call.TargetMethod, Role.Resilience);
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
        CaughtFailure.Covers(clause) && _answers.GetOrAdd(clause, new FailureAnswer(_symbols, _knowledge, _acceptsErrorAnswer).Answers);
}
