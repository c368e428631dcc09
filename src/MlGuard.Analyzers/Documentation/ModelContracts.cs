using MlGuard.Analyzers.Flow;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Documentation;

/// <summary>The types of a compilation that a model reads or answers with: rows, answers, structured chat answers.</summary>
internal sealed class ModelContracts(MlCompilation compilation)
{
    private static readonly ImmutableArray<Role> s_roles = [Role.LoadData, Role.CreateEngine, Role.Predict];

    private readonly Lazy<ImmutableHashSet<INamedTypeSymbol>> _types = new(() => Find(compilation));

    /// <summary>Whether a model reads or answers with <paramref name="type"/>.</summary>
    public bool Contains(INamedTypeSymbol type) => _types.Value.Contains(type.OriginalDefinition);

    private static ImmutableHashSet<INamedTypeSymbol> Find(MlCompilation compilation) => ImmutableHashSet.CreateRange<INamedTypeSymbol>(
        SymbolEqualityComparer.Default,
        compilation.Calls.BodiesPlaying(s_roles, CancellationToken.None).SelectMany(body => body.RoleCalls).Where(IsTyped)
            .SelectMany(call => ArgumentsOf(call.Method)).OfType<INamedTypeSymbol>().Where(compilation.Symbols.IsDeclaredHere).Select(type => type.OriginalDefinition));

    /// <summary>ML.NET maps rows to types, and chat clients answer in one; the type arguments of other libraries are tensors and messages.</summary>
    private static bool IsTyped(RoleCall call) =>
        s_roles.Contains(call.Role) && MlSymbols.FrameworkOf(call.Row) is { } framework
        && (ReferenceEquals(framework, MlNet.Framework) || ReferenceEquals(framework, ExtensionsAi.Framework));

    private static IEnumerable<ITypeSymbol> ArgumentsOf(IMethodSymbol method) => method.TypeArguments.Concat(method.ContainingType?.TypeArguments ?? []);
}
