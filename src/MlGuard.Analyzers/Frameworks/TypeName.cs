using System.Collections.Concurrent;
using System.Globalization;

namespace MlGuard.Analyzers.Frameworks;

/// <summary>
/// A metadata name, <c>Namespace.Outer+Inner`1</c>, taken apart once: a symbol is compared with it part by part, from the innermost on,
/// which asks no assembly anything.
/// </summary>
internal sealed class TypeName
{
    private static readonly ConcurrentDictionary<string, TypeName> s_known = new(StringComparer.Ordinal);

    private readonly ImmutableArray<string> _types;

    private TypeName(string metadataName)
    {
        var parts = metadataName.Split('.');
        _types = [.. parts[parts.Length - 1].Split('+')];
        Namespaces = [.. parts.Take(parts.Length - 1)];
    }

    /// <summary>The namespaces around the type, the outermost first.</summary>
    public ImmutableArray<string> Namespaces { get; }

    public static TypeName Of(string metadataName) => s_known.GetOrAdd(metadataName, static name => new TypeName(name));

    /// <summary>Whether <paramref name="type"/>, which binds, has this name.</summary>
    public bool IsOf(ITypeSymbol type)
    {
        var current = type as INamedTypeSymbol;
        for (var at = _types.Length - 1; at >= 0; at--, current = current.ContainingType)
        {
            if (current is null || current.TypeKind == TypeKind.Error || !current.MetadataName.Equals(_types[at], StringComparison.Ordinal))
                return false;
        }

        return current is null && StandsIn(type.ContainingNamespace);
    }

    /// <summary>The types of this name directly in <paramref name="space"/>, which is the namespace that the name starts with.</summary>
    public IEnumerable<INamedTypeSymbol> In(INamespaceSymbol space) => _types.Skip(1).Aggregate<string, IEnumerable<INamedTypeSymbol>>(
        MembersOf(space, _types[0]), (outer, inner) => outer.SelectMany(type => MembersOf(type, inner)));

    private bool StandsIn(INamespaceSymbol? space)
    {
        for (var at = Namespaces.Length - 1; at >= 0; at--, space = space.ContainingNamespace)
        {
            if (space is null || !space.Name.Equals(Namespaces[at], StringComparison.Ordinal))
                return false;
        }

        return space is { IsGlobalNamespace: true };
    }

    private static ImmutableArray<INamedTypeSymbol> MembersOf(INamespaceOrTypeSymbol container, string metadataName)
    {
        var tick = metadataName.IndexOf('`');
        return tick < 0
            ? container.GetTypeMembers(metadataName, 0)
            : container.GetTypeMembers(
                metadataName.Substring(0, tick), int.Parse(metadataName.Substring(tick + 1), CultureInfo.InvariantCulture));
    }
}
