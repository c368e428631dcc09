using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks.Torch;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Training;

/// <summary>MLG2014: the function for dropout in a module, which does not know whether the module trains.</summary>
/// <remarks>
/// Run against TorchSharp 0.107.0: in evaluation mode 544 of 1,000 values came out as zero; alpha_dropout changed nothing at all.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FunctionalDropoutAnalyzer() : MlGuardAnalyzer(RuleIds.FunctionalDropout, [TorchSharp.Framework])
{
    private static readonly ImmutableHashSet<string> s_functions =
        ["dropout", "dropout1d", "dropout2d", "dropout3d", "alpha_dropout", "feature_alpha_dropout"];

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation) =>
        start.RegisterOperationAction(
            context =>
            {
                var call = (IInvocationOperation)context.Operation;
                if (s_functions.Contains(call.TargetMethod.Name)
                    && compilation.Symbols.Is(call.TargetMethod.ContainingType, TorchTypes.Functions)
                    && call.Arguments.Argument("training") is { } training && !training.IsWritten()
                    && compilation.Symbols.IsModule(context.ContainingSymbol.ContainingType))
                    Report(
                        context, compilation, Diagnostic.Create(
                            Rule, Bodies.NameOf(call).GetLocation(), call.TargetMethod.Name,
                            call.TargetMethod.Name.Contains("alpha") ? "never drops anything" : "drops values in evaluation too"));
            },
            OperationKind.Invocation);
}
