using MlGuard.Analyzers.Flow.Calls;
using MlGuard.Analyzers.Predictions;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Monitoring;

/// <summary>MLG6001: from an entry point to a prediction leads a path on which no log, metric or trace is met.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnobservedPredictionAnalyzer() : MlGuardAnalyzer(RuleIds.UnobservedPrediction)
{
    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        var hooks = new MonitoringHooks(compilation);
        var library = new LibraryTelemetry(compilation);
        var unobserved = compilation.Calls.ToEntryPoints((edge, token) => !hooks.Observe(CallPaths.NodeOf(edge.Caller), edge.Site, token));
        ServingPredictions.Register(start, compilation, MethodTraits.Unobserved, (context, prediction) =>
        {
            if (UnobservedPath(prediction, unobserved, hooks, context.CancellationToken) is { } path
                && !library.MayObserve(prediction, context.CancellationToken))
                Report(context, compilation, PredictionDiagnostic.Of(Rule, prediction, path, compilation));
        });
    }

    private static CallPath? UnobservedPath(
        RoleCall prediction, EntryPointPaths unobserved, MonitoringHooks hooks, CancellationToken cancellationToken) =>
        hooks.Observe(CallPaths.NodeOf(prediction.Caller), prediction.Operation, cancellationToken)
            ? null
            : unobserved.To(prediction.Caller, cancellationToken);
}
