using System.Collections.Concurrent;

namespace MlGuard.Analyzers.Flow.Calls;

/// <summary>
/// Classes that no code outside of them names, so that nobody makes or registers them by name: beside one that is registered, the others
/// behind a contract wait for their turn.
/// </summary>
/// <param name="bodiesNaming">The bodies that mention a name.</param>
/// <param name="isInherited">Whether classes inherit from one, which stand for it.</param>
internal sealed class UnmadeTypes(
    Func<string, CancellationToken, IEnumerable<SyntaxNode>> bodiesNaming, Func<INamedTypeSymbol, bool> isInherited)
{
    private readonly ConcurrentDictionary<INamedTypeSymbol, bool> _named = new(SymbolEqualityComparer.Default);

    /// <summary>
    /// Whether a call of a contract goes past <paramref name="body"/>: nobody names its class, and somebody names that of another body.
    /// Where none is named they are registered in a way that cannot be seen here, and each may be called.
    /// </summary>
    public bool Waits(ISymbol body, IEnumerable<ISymbol> bodies, CancellationToken cancellationToken) =>
        body.ContainingType is { } own && !IsNamed(own, cancellationToken)
        && bodies.Any(other => !SymbolEqualityComparer.Default.Equals(other.ContainingType, own)
            && IsNamed(other.ContainingType, cancellationToken));

    private bool IsNamed(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        type = type.OriginalDefinition;
        if (_named.TryGetValue(type, out var known))
            return known;
        var named = isInherited(type)
            || bodiesNaming(type.Name, cancellationToken).Any(body => !IsInside(body, type));
        _named.TryAdd(type, named);
        return named;
    }

    private static bool IsInside(SyntaxNode body, INamedTypeSymbol type) => type.DeclaringSyntaxReferences.Any(declaration =>
        declaration.SyntaxTree == body.SyntaxTree && declaration.Span.Contains(body.Span));
}
