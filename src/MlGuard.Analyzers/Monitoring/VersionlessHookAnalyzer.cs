using MlGuard.Analyzers.Flow;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Monitoring;

/// <summary>MLG6002: a prediction is logged, counted or traced, and nothing of it says which model answered.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class VersionlessHookAnalyzer() : MlGuardAnalyzer(RuleIds.VersionlessHook)
{
    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        var hooks = new MonitoringHooks(compilation);
        ServingPredictions.Register(start, compilation, (context, prediction) =>
        {
            if (IsVersionless(prediction, hooks, context.CancellationToken)
                && compilation.Calls.ToEntryPoint(prediction.Caller, mayPass: null, context.CancellationToken) is { } path)
                context.ReportDiagnostic(PredictionDiagnostic.Of(Rule, prediction, path));
        });
    }

    /// <summary>A library that reports its own calls names the model by itself.</summary>
    private static bool IsVersionless(RoleCall prediction, MonitoringHooks hooks, CancellationToken cancellationToken)
    {
        var caller = CallPaths.NodeOf(prediction.Caller);
        if (MlSymbols.FrameworkOf(prediction.Row) is { OwnTelemetry.IsEmpty: false } || hooks.MeetsDeclared(caller, cancellationToken))
            return false;

        var isMet = false;
        foreach (var hook in hooks.CallsIn(caller, cancellationToken))
        {
            isMet = true;
            if (NamesModel(hook.Operation))
                return false;
        }

        return isMet;
    }

    private static bool NamesModel(IOperation hook) => hook.DescendantsAndSelf().Any(operation => operation switch
    {
        { ConstantValue: { HasValue: true, Value: string text } } => IsMarked(text),
        IMemberReferenceOperation member => IsMarked(member.Member.Name),
        IInvocationOperation call => IsMarked(call.TargetMethod.Name),
        ILocalReferenceOperation local => IsMarked(local.Local.Name),
        IParameterReferenceOperation parameter => IsMarked(parameter.Parameter.Name),
        _ => false,
    });

    private static bool IsMarked(string text) => ModelWords.In(text) is not null;
}
