using System.Collections.Concurrent;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Frameworks.MlNet;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Training;

/// <summary>MLG2020: a custom mapping that the saved model cannot be read back with.</summary>
/// <remarks>
/// dotnet/machinelearning#3775 and #4965. Run against Microsoft.ML 5.0.1: without a contract Save throws; with one that no factory has,
/// Load
/// throws. <c>RegisterAssembly</c> is no longer needed since 1.5.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnsavableMappingAnalyzer()
    : MlGuardAnalyzer(RuleIds.UnsavableMapping, [MlNet.Framework], tag: WellKnownDiagnosticTags.CompilationEnd)
{
    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        var mappings = new ConcurrentBag<Mapping>();
        var contracts = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        var uses = new MappingUses();
        start.RegisterOperationAction(
            context => Note((IInvocationOperation)context.Operation, context.ContainingSymbol, compilation, mappings),
            OperationKind.Invocation);
        start.RegisterOperationBlockAction(context =>
        {
            foreach (var block in context.OperationBlocks)
                uses.Note(block, compilation.Pipelines.ReadingOf(block, context.CancellationToken), compilation.Symbols);
        });
        start.RegisterSymbolAction(
            context => NoteFactory((INamedTypeSymbol)context.Symbol, compilation.Symbols, contracts), SymbolKind.NamedType);
        start.RegisterCompilationEndAction(end =>
        {
            foreach (var (call, place, owner, contract) in mappings.Where(mapping => uses.MayBeSaved(mapping.Call, compilation)))
            {
                if (!contracts.ContainsKey(contract))
                    Report(
                        end, owner, compilation, Diagnostic.Create(
                            Rule, place, contract.Length == 0
                                ? "has no contract, so Save throws"
                                : $"has the contract '{contract}', for which there is no factory, so Load throws"));
            }
        });
    }

    private static void Note(IInvocationOperation call, ISymbol owner, MlCompilation compilation, ConcurrentBag<Mapping> mappings)
    {
        if (!compilation.Symbols.Is(call.TargetMethod.ContainingType, MlNetTypes.CustomMappingCatalog)
            || call.Arguments.Argument("contractName") is not { } argument)
            return;

        var value = argument.Value is IConversionOperation { Operand: var operand } ? operand : argument.Value;
        var contract = value.ConstantValue is { HasValue: true, Value: null } ? "" : Constants.Text(argument.Value);
        if (contract is not null)
            mappings.Add(new Mapping(call, argument.Value.Syntax.GetLocation(), owner, contract));
    }

    /// <param name="Call">The call that makes it.</param>
    /// <param name="Place">The argument for the contract.</param>
    /// <param name="Owner">The member that makes the mapping.</param>
    /// <param name="Contract">The contract; empty for none.</param>
    private sealed record Mapping(IInvocationOperation Call, Location Place, ISymbol Owner, string Contract);

    private static void NoteFactory(INamedTypeSymbol type, MlSymbols symbols, ConcurrentDictionary<string, bool> contracts)
    {
        foreach (var attribute in type.GetAttributes())
        {
            if (symbols.Is(attribute.AttributeClass, MlNetTypes.CustomMappingFactoryAttribute)
                && attribute.ConstructorArguments is [{ Value: string contract }])
                contracts[contract] = true;
        }
    }
}
