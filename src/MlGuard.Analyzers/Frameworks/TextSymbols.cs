using System.Collections.Concurrent;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Frameworks;

/// <summary>What the members that a compilation uses do to text, by the tables of <c>src/Shared/Frameworks</c>.</summary>
internal static class TextSymbols
{
    private static readonly ILookup<string, TextRow> s_rowsByType =
        TextTable.All.ToLookup(row => row.Type.Substring(row.Type.LastIndexOfAny(['.', '+']) + 1), StringComparer.Ordinal);

    private static readonly ImmutableArray<string> s_patterns = [.. TextTable.All.Select(row => row.Member).Distinct()];

    /// <summary>Whether a member is called so in any row: most are not, and cost one look each.</summary>
    private static readonly ConcurrentDictionary<string, bool> s_named = new(StringComparer.Ordinal);

    /// <summary>The rows of <paramref name="member"/>, found on its type, what that derives from, or what it implements.</summary>
    public static ImmutableArray<TextRow> RowsOf(ISymbol member)
    {
        var name = member is IMethodSymbol { MethodKind: MethodKind.Constructor } ? ".ctor" : member.Name;
        if (member.ContainingType is not { } type || !IsNamed(name))
            return [];
        return [.. TypesOf(type, isConstructor: name == ".ctor").SelectMany(it => RowsOf(it, name))];
    }

    private static bool IsNamed(string name) =>
        s_named.GetOrAdd(name, static it => s_patterns.Any(pattern => NamePattern.Matches(pattern, it)));

    private static IEnumerable<TextRow> RowsOf(INamedTypeSymbol type, string name) =>
        s_rowsByType[type.MetadataName].Where(row =>
            row.Names(name) && string.Equals(type.FullMetadataName(), row.Type, StringComparison.Ordinal));

    private static IEnumerable<INamedTypeSymbol> TypesOf(INamedTypeSymbol type, bool isConstructor)
    {
        for (var current = type; current is not null; current = current.BaseType)
            yield return current;
        if (isConstructor)
            yield break;
        foreach (var contract in type.AllInterfaces)
            yield return contract;
    }
}
