using System.Text;

namespace MlGuard.Analyzers.Frameworks;

/// <summary>Names of symbols as the framework tables and the manifest write them.</summary>
internal static class SymbolNames
{
    /// <summary><c>Namespace.Outer+Inner`1</c>.</summary>
    public static string FullMetadataName(this INamedTypeSymbol type)
    {
        var name = new StringBuilder(type.MetadataName);
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
            name.Insert(0, '+').Insert(0, outer.MetadataName);
        return Prefixed(name, type.ContainingNamespace);
    }

    /// <summary><c>Namespace.Outer.Inner.Member</c>, without arities: how a manifest names a symbol.</summary>
    public static string MemberPath(this ISymbol symbol)
    {
        var name = new StringBuilder(symbol.Name);
        for (var outer = symbol.ContainingType; outer is not null; outer = outer.ContainingType)
            name.Insert(0, '.').Insert(0, outer.Name);
        return Prefixed(name, symbol.ContainingNamespace);
    }

    public static bool IsOrInherits(this ITypeSymbol type, INamedTypeSymbol wanted)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, wanted))
                return true;
        }

        return wanted.TypeKind == TypeKind.Interface
            && type.AllInterfaces.Any(contract => SymbolEqualityComparer.Default.Equals(contract.OriginalDefinition, wanted));
    }

    private static string Prefixed(StringBuilder name, INamespaceSymbol? space)
    {
        for (; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
            name.Insert(0, '.').Insert(0, space.Name);
        return name.ToString();
    }
}
