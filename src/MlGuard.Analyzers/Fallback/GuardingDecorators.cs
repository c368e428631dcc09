using System.Collections.Concurrent;
using MlGuard.Analyzers.Flow.Calls;

namespace MlGuard.Analyzers.Fallback;

/// <summary>
/// Classes that keep a contract, hand its calls to another class that keeps it, and answer when that fails. Where there is one, a call of
/// the contract is its.
/// </summary>
internal sealed class GuardingDecorators(CallPaths calls, Func<CallEdge, CancellationToken, bool> covers)
{
    private readonly ConcurrentDictionary<ISymbol, bool> _guarded = new(SymbolEqualityComparer.Default);

    /// <summary>Whether a step calls a contract that such a class keeps; what it hands on itself is no such step.</summary>
    public bool Answer(CallEdge edge, CancellationToken cancellationToken) =>
        edge.Callee is { ContainingType.TypeKind: TypeKind.Interface }
        && _guarded.GetOrAdd(edge.Callee, contract =>
            calls.ImplementationsOf(contract).Any(body => Guards(body, contract, cancellationToken)))
        && !calls.ImplementationsOf(edge.Callee).Contains(CallPaths.OwnerOf(edge.Caller), SymbolEqualityComparer.Default);

    private bool Guards(ISymbol body, ISymbol contract, CancellationToken cancellationToken)
    {
        ISymbol[] others =
        [
            .. calls.ImplementationsOf(contract).Append(contract).Where(other => !SymbolEqualityComparer.Default.Equals(other, body)),
        ];
        ImmutableArray<CallEdge> handedOn =
        [
            .. calls.BodiesOf(body, cancellationToken).SelectMany(facts => others.SelectMany(facts.EdgesTo)),
        ];
        return !handedOn.IsEmpty && handedOn.All(edge => covers(edge, cancellationToken));
    }
}
