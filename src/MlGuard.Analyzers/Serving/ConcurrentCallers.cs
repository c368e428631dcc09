using MlGuard.Analyzers.Flow.Calls;

namespace MlGuard.Analyzers.Serving;

/// <summary>
/// Which code is reached, through calls that nothing guards, from a lambda or method that several threads run at the same time.
/// </summary>
internal sealed class ConcurrentCallers(MlCompilation compilation)
{
    private const int MaximumMembers = 10_000;

    private static readonly GraphNode<ISymbol, CallEdge> s_goal = new(IsGoal: true, []);

    private readonly ShortestPaths<ISymbol, CallEdge> _paths = new(
        (code, cancellationToken) => Read(code, compilation, cancellationToken), SymbolEqualityComparer.Default, MaximumMembers);

    public bool Reach(ISymbol code, CancellationToken cancellationToken) =>
        _paths.LengthFrom(CallPaths.NodeOf(code), cancellationToken) is not null;

    /// <summary>Read backwards: the steps of a node are its callers.</summary>
    private static GraphNode<ISymbol, CallEdge> Read(ISymbol code, MlCompilation compilation, CancellationToken cancellationToken)
    {
        var callers = compilation.Calls.CallersOf(code, cancellationToken);
        return callers.Any(edge => ConcurrentWork.Starts(edge.Site, compilation.Symbols))
            ? s_goal
            : new(IsGoal: false, [.. callers.Where(edge => Flow.Values.Guards.GuardOf(edge.Site) is null)
                .Select(edge => new GraphStep<ISymbol, CallEdge>(edge, CallPaths.NodeOf(edge.Caller)))]);
    }
}
