using System.Collections.Concurrent;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Frameworks.MlNet;
using MlGuard.Analyzers.Pipelines;
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
        var saves = new ConcurrentBag<bool>();
        start.RegisterOperationAction(
            context => Note((IInvocationOperation)context.Operation, context.ContainingSymbol, compilation, mappings, saves),
            OperationKind.Invocation);
        start.RegisterSymbolAction(
            context => NoteFactory((INamedTypeSymbol)context.Symbol, compilation.Symbols, contracts), SymbolKind.NamedType);
        start.RegisterCompilationEndAction(end =>
        {
            if (saves.IsEmpty)
                return;
            foreach (var (place, owner, contract, isKept) in mappings)
            {
                if (isKept && !contracts.ContainsKey(contract))
                    Report(
                        end, owner, compilation, Diagnostic.Create(
                            Rule, place, contract.Length == 0
                                ? "has no contract, so Save throws"
                                : $"has the contract '{contract}', for which there is no factory, so Load throws"));
            }
        });
    }

    private static void Note(
        IInvocationOperation call, ISymbol owner, MlCompilation compilation, ConcurrentBag<Mapping> mappings, ConcurrentBag<bool> saves)
    {
        if (compilation.Symbols.Plays(call.TargetMethod, Role.SaveModel))
            saves.Add(true);
        if (!compilation.Symbols.Is(call.TargetMethod.ContainingType, MlNetTypes.CustomMappingCatalog)
            || call.Arguments.Argument("contractName") is not { } argument)
            return;
        if ((argument.Value is IConversionOperation { Operand: var operand }
            ? operand
            : argument.Value).ConstantValue is { HasValue: true, Value: null })
            mappings.Add(new Mapping(argument.Value.Syntax.GetLocation(), owner, "", MayBeSaved(call, compilation.Symbols)));
        else if (Constants.Text(argument.Value) is { } contract)
            mappings.Add(new Mapping(argument.Value.Syntax.GetLocation(), owner, contract, MayBeSaved(call, compilation.Symbols)));
    }

    /// <summary>Whether the body saves a model, or passes its pipeline or model to code that may.</summary>
    private static bool MayBeSaved(IInvocationOperation mapping, MlSymbols symbols)
    {
        var isFitted = false;
        foreach (var operation in Bodies.AllAround(mapping))
        {
            if (operation is IInvocationOperation call && symbols.Plays(call.TargetMethod, Role.SaveModel))
                return true;
            if (operation is IReturnOperation { ReturnedValue.Type: { } returned } && PipelineAnalysis.MayHoldPipeline(returned))
                return true;
            if (operation is IAssignmentOperation { Target: IMemberReferenceOperation { Type: { } written } }
                && PipelineAnalysis.MayHoldPipeline(written))
                return true;
            isFitted |= operation is IInvocationOperation fit && symbols.Plays(fit.TargetMethod, Role.Fit);
        }

        return !isFitted;
    }

    /// <param name="Place">The argument for the contract.</param>
    /// <param name="Owner">The member that makes the mapping.</param>
    /// <param name="Contract">The contract; empty for none.</param>
    /// <param name="IsKept">Whether the model that it goes into may be saved.</param>
    private sealed record Mapping(Location Place, ISymbol Owner, string Contract, bool IsKept);

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
