using MlGuard.Analyzers.Flow;

namespace MlGuard.Analyzers.Monitoring;

/// <summary>MLG6001: from an entry point to a prediction leads a path on which no log, metric or trace is met.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnobservedPredictionAnalyzer() : MlGuardAnalyzer("MLG6001", WellKnownDiagnosticTags.CompilationEnd)
{
    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        compilation.Calls.CollectWith(start);
        start.RegisterCompilationEndAction(end =>
        {
            var hooks = new MonitoringHooks(compilation);
            foreach (var prediction in ServingPredictions.In(compilation))
            {
                if (UnobservedPath(prediction, compilation, hooks, end.CancellationToken) is { } path)
                    end.ReportDiagnostic(PredictionDiagnostic.Of(Rule, prediction, path));
            }
        });
    }

    private static CallPath? UnobservedPath(RoleCall prediction, MlCompilation compilation, MonitoringHooks hooks, CancellationToken cancellationToken) =>
        hooks.Observe(CallPaths.NodeOf(prediction.Caller))
            ? null
            : compilation.Calls.ToEntryPoint(prediction.Caller, edge => !hooks.Observe(edge.Caller), cancellationToken);
}
