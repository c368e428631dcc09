using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MlGuard.Analyzers.Predictions;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Tests.Flow;

/// <summary>
/// Reports every prediction that is reached from an entry point: what the path rules stand on, without their own conditions.
/// </summary>
#pragma warning disable RS1001 // Only tests run it.
internal sealed class ServingProbe() : MlGuardAnalyzer(RuleIds.UnguardedPrediction)
{
    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        var paths = compilation.Calls.ToEntryPoints();
        ServingPredictions.Register(start, compilation, MethodTraits.None, (context, call) =>
        {
            if (call.Role == Role.Predict && paths.To(call.Caller, context.CancellationToken) is { } path)
                Report(context, compilation, Diagnostic.Create(Rule, call.Operation.Syntax.GetLocation(), path.EntryPoint.Name));
        });
    }
}
