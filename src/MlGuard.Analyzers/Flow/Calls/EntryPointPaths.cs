using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Flow.Calls;

/// <summary>The shortest ways from entry points down to the code that they serve, by the steps that a rule lets pass.</summary>
/// <param name="calls">Who calls whom.</param>
/// <param name="mayPass">Which steps a way may take; all when null.</param>
/// <param name="isAsked">From which kinds of entry points a way may come; from all when null.</param>
internal sealed class EntryPointPaths(
    CallPaths calls, Func<CallEdge, CancellationToken, bool>? mayPass, Func<EntryPointKind, bool>? isAsked = null)
{
    private const int MaximumNodes = 200_000;

    private static readonly GraphNode<CallNode, CallEdge?> s_deadEnd = new(IsGoal: false, []);

    private readonly ShortestPaths<CallNode, CallEdge?> _paths = new(
        (node, cancellationToken) => node.IsNamed
            ? CallersNaming(node.Code, calls, mayPass, cancellationToken)
            : Read(node.Code, calls, isAsked, cancellationToken),
        CallNode.Comparer,
        MaximumNodes);

    /// <summary>The shortest way from an entry point to <paramref name="code"/>, or null when it is not serving code.</summary>
    /// <param name="code">A method, local function or lambda, such as <see cref="RoleCall.Caller"/>.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public CallPath? To(ISymbol code, CancellationToken cancellationToken) =>
        _paths.From(new CallNode(CallPaths.NodeOf(code), IsNamed: false), cancellationToken) is var (entryPoint, steps)
        && calls.EntryKindOf(entryPoint.Code, cancellationToken) is { } kind
            ? FromOwnType(new CallPath(entryPoint.Code, kind, [.. steps.OfType<CallEdge>().Reverse()]), code, cancellationToken)
            : null;

    /// <summary>
    /// Where several entry points take the same first step, as by a method of their base class that calls back into each, the one of the
    /// code's own type is the one that reaches it.
    /// </summary>
    private CallPath FromOwnType(CallPath path, ISymbol code, CancellationToken cancellationToken)
    {
        var type = CallPaths.OwnerOf(code).ContainingType;
        if (path.Steps is not [{ Callee: var callee }, ..] || IsOf(path.EntryPoint, type))
            return path;

        foreach (var edge in calls.CallersNaming(callee, cancellationToken))
        {
            if (IsOf(edge.Caller, type) && mayPass?.Invoke(edge, cancellationToken) != false
                && calls.EntryKindOf(CallPaths.NodeOf(edge.Caller), cancellationToken) is { } kind && isAsked?.Invoke(kind) != false)
                return new CallPath(CallPaths.NodeOf(edge.Caller), kind, path.Steps.SetItem(0, edge));
        }

        return path;
    }

    private static bool IsOf(ISymbol code, INamedTypeSymbol? type) =>
        type is not null && SymbolEqualityComparer.Default.Equals(code.ContainingType, type);

    /// <summary>Read backwards: code leads to what calls name it, and that to its callers.</summary>
    private static GraphNode<CallNode, CallEdge?> Read(
        ISymbol code, CallPaths calls, Func<EntryPointKind, bool>? isAsked, CancellationToken cancellationToken)
    {
        if (calls.IsPartOfModel(code))
            return s_deadEnd;
        // The callers come first: among them may be the call that makes the code a handler.
        var names = calls.NamesOf(code)
            .Where(name => calls.CallersNaming(name, cancellationToken).Any() && calls.MayRun(code, name, cancellationToken))
            .ToImmutableArray();
        if (calls.Trains(code, cancellationToken))
            return s_deadEnd;
        return calls.EntryKindOf(code, cancellationToken) is { } kind && isAsked?.Invoke(kind) != false
            ? new(IsGoal: true, [])
            : new(IsGoal: false, [.. names.Select(name => new GraphStep<CallNode, CallEdge?>(null, new CallNode(name, IsNamed: true)))]);
    }

    private static GraphNode<CallNode, CallEdge?> CallersNaming(
        ISymbol name, CallPaths calls, Func<CallEdge, CancellationToken, bool>? mayPass, CancellationToken cancellationToken) => new(
        IsGoal: false,
        [
            .. calls.CallersNaming(name, cancellationToken).Where(edge => mayPass is null || mayPass(edge, cancellationToken))
                .Select(edge => new GraphStep<CallNode, CallEdge?>(edge, new CallNode(CallPaths.NodeOf(edge.Caller), IsNamed: false))),
        ]);
}
