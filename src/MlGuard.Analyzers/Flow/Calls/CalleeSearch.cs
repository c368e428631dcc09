namespace MlGuard.Analyzers.Flow.Calls;

/// <summary>
/// Which code comes to a goal within some calls: itself, or through what it calls, also through contracts and base types.
/// </summary>
/// <param name="calls">Who calls whom.</param>
/// <param name="steps">The calls that a piece of code makes.</param>
/// <param name="isGoal">Whether a piece of code is a goal itself.</param>
/// <param name="depth">How many calls deep a goal may be.</param>
internal sealed class CalleeSearch(
    CallPaths calls,
    Func<ISymbol, CancellationToken, IEnumerable<CallEdge>> steps,
    Func<ISymbol, CancellationToken, bool> isGoal,
    int depth)
{
    private const int MaximumMembers = 100_000;

    /// <summary>A call is two steps: to the member that is named, and to a body that may run for it.</summary>
    private const int StepsOfCall = 2;

    private readonly ShortestPaths<Node, ISymbol> _paths = new(
        (node, cancellationToken) => node.IsCalled ? BodiesBehind(node.Code, calls) : Read(node.Code, steps, isGoal, cancellationToken),
        NodeComparer.Instance,
        MaximumMembers);

    /// <summary>
    /// Whether a goal is met when <paramref name="code"/> runs. Where the compilation is too large to be read, it is taken to be.
    /// </summary>
    public bool Reaches(ISymbol code, CancellationToken cancellationToken) =>
        _paths.LengthFrom(new Node(code, IsCalled: false), cancellationToken) <= depth * StepsOfCall || _paths.IsIncomplete;

    /// <summary>Whether a goal is met when the call is made.</summary>
    public bool ReachesBy(CallEdge edge, CancellationToken cancellationToken) =>
        _paths.LengthFrom(new Node(edge.Callee, IsCalled: true), cancellationToken) <= (depth * StepsOfCall) - 1 || _paths.IsIncomplete;

    private static GraphNode<Node, ISymbol> Read(
        ISymbol code,
        Func<ISymbol, CancellationToken, IEnumerable<CallEdge>> steps,
        Func<ISymbol, CancellationToken, bool> isGoal,
        CancellationToken cancellationToken) => isGoal(code, cancellationToken)
            ? new(IsGoal: true, [])
            : new(IsGoal: false, [.. steps(code, cancellationToken).Select(edge => StepTo(edge.Callee, isNamed: true))]);

    private static GraphNode<Node, ISymbol> BodiesBehind(ISymbol callee, CallPaths calls) =>
        new(
            IsGoal: false, [
                StepTo(callee, isNamed: false), .. calls.ImplementationsOf(callee).Select(body => StepTo(body, isNamed: false))]);

    private static GraphStep<Node, ISymbol> StepTo(ISymbol code, bool isNamed) => new(code, new Node(code, isNamed));

    /// <summary>
    /// A piece of code that runs, or a member that is called: one body calls it, whatever the number of bodies behind it.
    /// </summary>
    private readonly record struct Node(ISymbol Code, bool IsCalled);

    private sealed class NodeComparer : IEqualityComparer<Node>
    {
        public static NodeComparer Instance { get; } = new();

        public bool Equals(Node x, Node y) => x.IsCalled == y.IsCalled && SymbolEqualityComparer.Default.Equals(x.Code, y.Code);

        public int GetHashCode(Node node) =>
            unchecked((SymbolEqualityComparer.Default.GetHashCode(node.Code) * 2) + (node.IsCalled ? 1 : 0));
    }
}
