namespace MlGuard.Analyzers.Flow.Calls;

/// <summary>
/// A node of the call graph: a piece of code that runs, or a member that calls name. The two are apart so that a call through a contract is
/// one step, whatever the number of bodies behind it, and the callers of a contract are listed once for all of them.
/// </summary>
/// <param name="Code">A method, local function or lambda; for an initializer, its field or property.</param>
/// <param name="IsNamed">Whether the node is the member as calls name it, and not its body.</param>
internal readonly record struct CallNode(ISymbol Code, bool IsNamed)
{
    /// <summary>Compares the symbols as the compiler does.</summary>
    public static IEqualityComparer<CallNode> Comparer { get; } = new BySymbol();

    private sealed class BySymbol : IEqualityComparer<CallNode>
    {
        public bool Equals(CallNode x, CallNode y) => x.IsNamed == y.IsNamed && SymbolEqualityComparer.Default.Equals(x.Code, y.Code);

        public int GetHashCode(CallNode node) =>
            unchecked((SymbolEqualityComparer.Default.GetHashCode(node.Code) * 2) + (node.IsNamed ? 1 : 0));
    }
}
