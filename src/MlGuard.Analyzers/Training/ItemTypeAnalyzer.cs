using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks.Torch;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Training;

/// <summary>MLG2031: a number that is read out of a tensor as another type than it is stored as.</summary>
/// <remarks>Run against TorchSharp 0.107.0: "Int32 is not compatible with Int64".</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ItemTypeAnalyzer() : MlGuardAnalyzer(RuleIds.ItemType, [TorchSharp.Framework])
{
    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation) =>
        start.RegisterOperationAction(
            context =>
            {
                var call = (IInvocationOperation)context.Operation;
                if (call.TargetMethod is { Name: "item", TypeArguments: [var asked] } && TorchTypes.Declares(call.TargetMethod)
                    && FluentChain.ReceiverOf(call) is { } tensor
                    && ElementTable.OfType(asked) is var wanted and not Element.Unknown
                    && compilation.Torch.Tensors.ElementOf(tensor) is var stored and not Element.Unknown && stored != wanted)
                    Report(context, compilation, Diagnostic.Create(
                        Rule, Bodies.NameOf(call).GetLocation(),
                        ImmutableDictionary<string, string?>.Empty.Add("type", ElementTable.Keyword(stored)),
                        ElementTable.Keyword(stored), ElementTable.Keyword(wanted)));
            },
            OperationKind.Invocation);
}
