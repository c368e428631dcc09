using System.Collections.Concurrent;
using MlGuard.Analyzers.Frameworks;

namespace MlGuard.Analyzers.Flow.Calls;

/// <summary>Which members of interfaces and base types the methods of a compilation implement or override.</summary>
internal sealed class MemberContracts(Compilation compilation)
{
    private static readonly ILookup<ISymbol, ISymbol> s_none = Array.Empty<ISymbol>().ToLookup(it => it, SymbolEqualityComparer.Default)!;

    private readonly ConcurrentDictionary<INamedTypeSymbol, ILookup<ISymbol, ISymbol>> _implemented = new(SymbolEqualityComparer.Default);
    private readonly Lazy<ILookup<ISymbol, ISymbol>> _implementations = new(() => ReadImplementations(compilation));

    /// <summary>The member itself, and what a call of it may be written as: the members that it overrides or implements.</summary>
    public IEnumerable<ISymbol> NamesOf(ISymbol member) => member is IMethodSymbol { ContainingType: { } type } method
        ? [member, .. Overridden(method), .. _implemented.GetOrAdd(type.OriginalDefinition, ReadImplemented)[member]]
        : [member];

    /// <summary>The bodies of the compilation that may run when <paramref name="member"/> of a contract or base type is called.</summary>
    public IEnumerable<ISymbol> ImplementationsOf(ISymbol member) => _implementations.Value[member];

    private static IEnumerable<ISymbol> Overridden(IMethodSymbol method)
    {
        for (var overridden = method.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
            yield return overridden.OriginalDefinition;
    }

    /// <summary>For each member of the type, what it implements: read once for all members of a type.</summary>
    private static ILookup<ISymbol, ISymbol> ReadImplemented(INamedTypeSymbol type) => type.AllInterfaces.IsEmpty
        ? s_none
        : type.AllInterfaces.SelectMany(contract => contract.GetMembers()).OfType<IMethodSymbol>()
            .Select(member => (Body: type.FindImplementationForInterfaceMember(member), Member: (ISymbol)member.OriginalDefinition))
            .Where(pair => pair.Body is not null)
            .ToLookup(pair => CallPaths.NodeOf(pair.Body!), pair => pair.Member, SymbolEqualityComparer.Default)!;

    private static ILookup<ISymbol, ISymbol> ReadImplementations(Compilation compilation) => DeclaredTypes.Of(compilation)
        .Where(type => type.TypeKind is TypeKind.Class or TypeKind.Struct)
        .SelectMany(ImplementationsIn)
        .ToLookup(pair => pair.Member, pair => pair.Body, SymbolEqualityComparer.Default)!;

    private static IEnumerable<(ISymbol Member, ISymbol Body)> ImplementationsIn(INamedTypeSymbol type)
    {
        var implemented = ReadImplemented(type);
        return type.GetMembers().OfType<IMethodSymbol>().Select(CallPaths.NodeOf).OfType<IMethodSymbol>()
            .SelectMany(body => Overridden(body).Concat(implemented[body]).Select(member => (member, (ISymbol)body)));
    }
}
