using MlGuard.Analyzers.Flow.Calls;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Predictions;

/// <summary>The types of a compilation that a model reads or answers with: rows, answers, structured chat answers.</summary>
internal sealed class ModelContracts(MlCompilation compilation)
{
    /// <summary>
    /// ML.NET maps rows to types, and chat clients answer in one; the type arguments of other libraries are tensors and messages.
    /// </summary>
    private static readonly ImmutableArray<RoleRow> s_typed =
        [.. MlNet.Framework.Rows.Concat(ExtensionsAi.Framework.Rows)
            .Where(row => row.Role is Role.LoadData or Role.CreateEngine or Role.Predict)];

    private readonly Lazy<ImmutableHashSet<INamedTypeSymbol>> _types = new(() => Find(compilation));

    /// <summary>Whether a model reads or answers with <paramref name="type"/>.</summary>
    public bool Contains(INamedTypeSymbol type) => _types.Value.Contains(type.OriginalDefinition);

    private static ImmutableHashSet<INamedTypeSymbol> Find(MlCompilation compilation) => ImmutableHashSet.CreateRange<INamedTypeSymbol>(
        SymbolEqualityComparer.Default,
        compilation.Calls.CallsOf(s_typed, CancellationToken.None).SelectMany(ArgumentsOf)
            .OfType<INamedTypeSymbol>().Where(compilation.Symbols.IsDeclaredHere).Select(type => type.OriginalDefinition));

    /// <summary>An engine or a pool is generic in its rows; a chat client that is generic is so in something else.</summary>
    private static IEnumerable<ITypeSymbol> ArgumentsOf(RoleCall call) =>
        call.Row.Type.StartsWith("Microsoft.Extensions.AI.", StringComparison.Ordinal)
            ? call.Method.TypeArguments
            : call.Method.TypeArguments.Concat(call.Method.ContainingType?.TypeArguments ?? []);
}
