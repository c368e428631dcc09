using System.Collections.Concurrent;
using MlGuard.Analyzers.Digest;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Frameworks;

/// <summary>
/// The compilation seen through the tables of <c>src/Shared/Frameworks</c> and the manifest's <c>apis</c>: which method plays which role.
/// Every answer is looked up once and kept.
/// </summary>
internal sealed class MlSymbols
{
    private static readonly ILookup<string, RoleRow> s_rowsByType = FrameworkTable.All
        .SelectMany(framework => framework.Rows)
        .ToLookup(row => SimpleName(row.Type), StringComparer.Ordinal);

    private static readonly Dictionary<string, Framework> s_frameworksByType = FrameworkTable.All
        .SelectMany(framework => framework.Rows, (framework, row) => (row.Type, Framework: framework))
        .GroupBy(pair => pair.Type, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.First().Framework, StringComparer.Ordinal);

    private static readonly ImmutableHashSet<string> s_modelBases = [.. FrameworkTable.All.SelectMany(framework => framework.ModelBases)];

    private readonly Compilation _compilation;
    private readonly ILookup<string, DeclaredApi> _apisByMember;
    private readonly ConcurrentDictionary<string, INamedTypeSymbol?> _types = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<IMethodSymbol, RoleRow?> _roles = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, bool> _models = new(SymbolEqualityComparer.Default);

    public MlSymbols(Compilation compilation, ManifestDigest? digest)
    {
        _compilation = compilation;
        _apisByMember = (digest?.Apis ?? []).ToLookup(api => api.Member, StringComparer.Ordinal);
    }

    /// <summary>The wrappers of the team's own that the manifest declares and the compilation sees.</summary>
    public IEnumerable<RoleRow> DeclaredRows =>
        from api in _apisByMember.SelectMany(apis => apis)
        let dot = api.Member.LastIndexOf('.')
        where dot > 0
        let type = Type(api.Member.Substring(0, dot))
        where type is not null
        select new RoleRow(type.FullMetadataName(), api.Member.Substring(dot + 1), api.Role);

    /// <summary>The type of this metadata name (nested types after <c>+</c>), or null when the compilation does not see it.</summary>
    public INamedTypeSymbol? Type(string metadataName) => _types.GetOrAdd(metadataName, Find);

#pragma warning disable CA1822 // Asked here as every other question about symbols, whatever the answer needs.
    public bool Is(ITypeSymbol? type, string metadataName) => type is not null && TypeName.Of(metadataName).IsOf(type);

    /// <summary>Whether <paramref name="type"/> is, derives from or implements the type of this metadata name.</summary>
    public bool IsOrInherits(ITypeSymbol? type, string metadataName)
    {
        if (type is null)
            return false;

        var wanted = TypeName.Of(metadataName);
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (wanted.IsOf(current))
                return true;
        }

        foreach (var contract in type.AllInterfaces)
        {
            if (wanted.IsOf(contract))
                return true;
        }

        return false;
    }
#pragma warning restore CA1822

    /// <summary>Whether this compilation declares <paramref name="symbol"/>, and not an assembly that it references.</summary>
    public bool IsDeclaredHere(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, _compilation.Assembly);

    /// <summary>What <paramref name="method"/> is for, or null when no framework and no manifest says.</summary>
    public Role? RoleOf(IMethodSymbol method) => RowOf(method)?.Role;

    public bool Plays(IMethodSymbol method, Role role) => RowOf(method)?.Role == role;

    /// <summary>
    /// The row that gives <paramref name="method"/> its role, found on the method, what it overrides, or what it implements.
    /// </summary>
    public RoleRow? RowOf(IMethodSymbol method) => _roles.GetOrAdd((method.ReducedFrom ?? method).OriginalDefinition, Look);

    /// <summary>The library that <paramref name="row"/> speaks of; null for a wrapper of the team's own.</summary>
    public static Framework? FrameworkOf(RoleRow row) => s_frameworksByType.TryGetValue(row.Type, out var framework) ? framework : null;

    /// <summary>
    /// Whether <paramref name="type"/> is a model itself, such as a network of TorchSharp, a delegating chat client or an agent. Whoever
    /// asks it makes the prediction; what it asks in turn are its parts.
    /// </summary>
    public bool IsModel(INamedTypeSymbol type) =>
        _models.GetOrAdd(type.OriginalDefinition, static type => type.AllInterfaces.Any(Predicts) || SelfAndBasesOf(type).Any(Predicts));

    /// <summary>Whether an attribute of <paramref name="symbol"/> plays <paramref name="role"/>, such as <see cref="Role.Test"/>.</summary>
    public static bool HasAttribute(ISymbol symbol, Role role)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            for (var type = attribute.AttributeClass; type is not null; type = type.BaseType)
            {
                if (RowOfMember(type, ".ctor") is { } row && row.Role == role)
                    return true;
            }
        }

        return false;
    }

    private RoleRow? Look(IMethodSymbol method)
    {
        for (var current = method; current is not null; current = current.OverriddenMethod?.OriginalDefinition)
        {
            if ((Declared(current) ?? RowOfMember(current.ContainingType, current.Name) ?? Implemented(current)) is { } row)
                return row;
        }

        // The body of a [LoggerMessage] method is generated, so the attribute is all there is to see.
        return method.IsPartialDefinition && HasAttribute(method, Role.Telemetry)
            ? new RoleRow(method.ContainingType.Name, method.Name, Role.Telemetry)
            : null;
    }

    private RoleRow? Implemented(IMethodSymbol method)
    {
        if (method.ContainingType is not { TypeKind: not TypeKind.Interface } type)
            return null;

        foreach (var contract in type.AllInterfaces)
        {
            // By name, not by slot: an estimator's further overloads of Fit, with a validation set or an earlier model, train too.
            if ((RowOfMember(contract, method.Name) ?? DeclaredOn(contract, method, type)) is { } row)
                return row;
        }

        return null;
    }

    private RoleRow? DeclaredOn(INamedTypeSymbol contract, IMethodSymbol method, INamedTypeSymbol type)
    {
        if (_apisByMember.Count == 0)
            return null;

        foreach (var member in contract.GetMembers(method.Name).OfType<IMethodSymbol>())
        {
            if (Declared(member.OriginalDefinition) is { } row
                && SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(member)?.OriginalDefinition, method))
                return row;
        }

        return null;
    }

    private static bool Predicts(INamedTypeSymbol type)
    {
        var name = type.FullMetadataName();
        return s_modelBases.Contains(name)
            || s_rowsByType[type.MetadataName].Any(row =>
                row.Role == Role.Predict && string.Equals(row.Type, name, StringComparison.Ordinal));
    }

    private static IEnumerable<INamedTypeSymbol> SelfAndBasesOf(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
            yield return current;
    }

    private static RoleRow? RowOfMember(INamedTypeSymbol? type, string member)
    {
        if (type is null)
            return null;

        foreach (var row in s_rowsByType[type.MetadataName])
        {
            if (row.Names(member) && string.Equals(type.FullMetadataName(), row.Type, StringComparison.Ordinal))
                return row;
        }

        return null;
    }

    private RoleRow? Declared(IMethodSymbol method)
    {
        if (_apisByMember.Count == 0 || method.ContainingType is null)
            return null;

        var member = method.MemberPath();
        return _apisByMember.Contains(member)
            ? new RoleRow(method.ContainingType.FullMetadataName(), method.Name, _apisByMember[member].First().Role)
            : null;
    }

    /// <remarks>
    /// By way of the namespaces, which the compiler merges once and asks for every name in the source: to ask for a metadata name would ask
    /// each referenced assembly anew.
    /// </remarks>
    private INamedTypeSymbol? Find(string metadataName)
    {
        var name = TypeName.Of(metadataName);
        INamespaceSymbol? space = _compilation.GlobalNamespace;
        foreach (var part in name.Namespaces)
        {
            space = space.GetMembers(part).OfType<INamespaceSymbol>().FirstOrDefault();
            if (space is null)
                return null;
        }

        return name.In(space)
            .OrderByDescending(IsDeclaredHere).ThenByDescending(type => type.DeclaredAccessibility == Accessibility.Public)
            .FirstOrDefault();
    }

    private static string SimpleName(string metadataName) => metadataName.Substring(metadataName.LastIndexOfAny(['.', '+']) + 1);
}
