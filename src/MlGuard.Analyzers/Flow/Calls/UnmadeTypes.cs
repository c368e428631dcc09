using System.Collections.Concurrent;

namespace MlGuard.Analyzers.Flow.Calls;

/// <summary>
/// Classes that no code outside of them names, so that nobody makes or registers them by name: beside one that is registered, the others
/// behind a contract wait for their turn.
/// </summary>
/// <param name="bodiesNaming">The bodies that mention a name.</param>
/// <param name="isMadeOutOfSight">Whether somebody makes one without naming it.</param>
/// <param name="bodiesOf">The bodies that may run for a member of a contract.</param>
internal sealed class UnmadeTypes(
    Func<string, CancellationToken, IEnumerable<SyntaxNode>> bodiesNaming, Func<INamedTypeSymbol, bool> isMadeOutOfSight,
    Func<ISymbol, IEnumerable<ISymbol>> bodiesOf)
{
    private readonly ConcurrentDictionary<INamedTypeSymbol, bool> _named = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, bool> _settled = new(SymbolEqualityComparer.Default);

    /// <summary>
    /// Whether a call of <paramref name="contract"/> goes past <paramref name="body"/>: nobody names its class, and somebody names that of
    /// another of its bodies. Where none is named they are registered in a way that cannot be seen here, and each may be called.
    /// </summary>
    public bool Waits(ISymbol body, ISymbol contract, CancellationToken cancellationToken) =>
        body.ContainingType is { } own && !IsNamed(own, cancellationToken) && IsSettled(contract, cancellationToken);

    /// <summary>Whether the code names a class behind the contract; asked once, however many there are.</summary>
    private bool IsSettled(ISymbol contract, CancellationToken cancellationToken)
    {
        if (_settled.TryGetValue(contract, out var known))
            return known;
        var settled = bodiesOf(contract).Any(body => IsNamed(body.ContainingType, cancellationToken));
        _settled.TryAdd(contract, settled);
        return settled;
    }

    private bool IsNamed(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        type = type.OriginalDefinition;
        if (_named.TryGetValue(type, out var known))
            return known;
        var named = isMadeOutOfSight(type)
            || bodiesNaming(type.Name, cancellationToken).Any(body => !IsInside(body, type));
        _named.TryAdd(type, named);
        return named;
    }

    private static bool IsInside(SyntaxNode body, INamedTypeSymbol type) => type.DeclaringSyntaxReferences.Any(declaration =>
        declaration.SyntaxTree == body.SyntaxTree && declaration.Span.Contains(body.Span));
}
