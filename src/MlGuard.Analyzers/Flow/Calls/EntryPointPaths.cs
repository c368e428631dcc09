using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Flow.Calls;

/// <summary>The shortest ways from entry points down to the code that they serve, by the steps that a rule lets pass.</summary>
/// <param name="calls">Who calls whom.</param>
/// <param name="mayPass">Which steps a way may take; all when null.</param>
/// <param name="isAsked">From which kinds of entry points a way may come; from all when null.</param>
internal sealed class EntryPointPaths(
    CallPaths calls, Func<CallEdge, CancellationToken, bool>? mayPass, Func<EntryPointKind, bool>? isAsked = null)
{
    private const int MaximumMembers = 100_000;

    private static readonly GraphNode<ISymbol, CallEdge> s_deadEnd = new(IsGoal: false, []);

    private readonly ShortestPaths<ISymbol, CallEdge> _paths = new(
        (code, cancellationToken) => Read(code, calls, mayPass, isAsked, cancellationToken), SymbolEqualityComparer.Default, MaximumMembers);

    /// <summary>The shortest way from an entry point to <paramref name="code"/>, or null when it is not serving code.</summary>
    /// <param name="code">A method, local function or lambda, such as <see cref="RoleCall.Caller"/>.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public CallPath? To(ISymbol code, CancellationToken cancellationToken) =>
        _paths.From(CallPaths.NodeOf(code), cancellationToken) is var (entryPoint, steps)
        && calls.EntryKindOf(entryPoint, cancellationToken) is { } kind
            ? new CallPath(entryPoint, kind, [.. steps.Reverse()])
            : null;

    /// <summary>Read backwards: the steps of a node are its callers.</summary>
    private static GraphNode<ISymbol, CallEdge> Read(
        ISymbol code,
        CallPaths calls,
        Func<CallEdge, CancellationToken, bool>? mayPass,
        Func<EntryPointKind, bool>? isAsked,
        CancellationToken cancellationToken)
    {
        if (calls.IsPartOfModel(code))
            return s_deadEnd;
        // The callers come first: among them may be the call that makes the node a handler.
        var callers = calls.CallersOf(code, cancellationToken);
        if (calls.Trains(code, cancellationToken))
            return s_deadEnd;
        return calls.EntryKindOf(code, cancellationToken) is { } kind && isAsked?.Invoke(kind) != false
            ? new(IsGoal: true, [])
            : new(
                IsGoal: false, [.. callers.Where(MayPass)
                    .Select(edge => new GraphStep<ISymbol, CallEdge>(edge, CallPaths.NodeOf(edge.Caller)))]);

        bool MayPass(CallEdge edge) => mayPass is null || mayPass(edge, cancellationToken);
    }
}
