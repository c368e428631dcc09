using MlGuard.Analyzers.Flow.Calls;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Predictions;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Monitoring;

/// <summary>MLG6002: a prediction is logged, counted or traced, and nothing of it says which model answered.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class VersionlessHookAnalyzer() : MlGuardAnalyzer(RuleIds.VersionlessHook)
{
    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        var hooks = new MonitoringHooks(compilation);
        var paths = compilation.Calls.ToEntryPoints();
        ServingPredictions.Register(start, compilation, MethodTraits.None, (context, prediction) =>
        {
            if (IsVersionless(prediction, hooks, context.CancellationToken)
                && paths.To(prediction.Caller, context.CancellationToken) is { } path)
                Report(context, compilation, PredictionDiagnostic.Of(Rule, prediction, path, compilation));
        });
    }

    /// <summary>A library that reports its own calls names the model by itself.</summary>
    private static bool IsVersionless(RoleCall prediction, MonitoringHooks hooks, CancellationToken cancellationToken)
    {
        var caller = CallPaths.NodeOf(prediction.Caller);
        return MlSymbols.FrameworkOf(prediction.Row) is not { OwnTelemetry.IsEmpty: false }
            && !hooks.MeetsDeclared(caller, cancellationToken)
            && hooks.ObserveWithoutVersion(caller, cancellationToken);
    }
}
