using MlGuard.Analyzers.Flow.Calls;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Predictions;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Fallback;

/// <summary>MLG5002: a <c>catch</c> takes the failure of a prediction and reports nothing.</summary>
/// <remarks>Not only in serving code: a desktop program whose model is broken on one machine is never heard of otherwise.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HiddenFailureAnalyzer() : MlGuardAnalyzer(RuleIds.HiddenFailure)
{
    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        var reporting = new FailureReporting(compilation, new MonitoringHooks(compilation));
        start.RegisterOperationAction(
            context =>
            {
                var clause = (ICatchClauseOperation)context.Operation;
                if (clause.Filter is null && CaughtFailure.Covers(clause) && Prediction(clause, compilation) is { } prediction
                    && !IsProbe(clause, compilation)
                    && !compilation.Calls.Trains(
                        Bodies.CallerOf(clause, CallPaths.NodeOf(context.ContainingSymbol)), context.CancellationToken)
                    && !reporting.Report(clause, context.CancellationToken))
                    Report(
                        context, compilation, Diagnostic.Create(
                            Rule, CallLocation.Of(prediction.Syntax), [clause.Syntax.GetFirstToken()
                                .GetLocation()], prediction.TargetMethod.Name));
            },
            OperationKind.CatchClause);
    }

    /// <summary>The prediction whose failure the clause takes; one with a nearer <c>catch</c> of its own is not.</summary>
    private static IInvocationOperation? Prediction(ICatchClauseOperation clause, MlCompilation compilation) =>
        clause.Parent is ITryOperation attempt
            ? attempt.Body.Descendants().OfType<IInvocationOperation>().FirstOrDefault(call =>
                compilation.Symbols.Plays(call.TargetMethod, Role.Predict)
                    && SitesOf(call, compilation).Any(site => ReferenceEquals(TakerOf(site), attempt)))
            : null;

    /// <summary>
    /// Whether the clause takes one kind of failure, such as a format that the model does not know, and the code then predicts again
    /// without it: in the handler, or after the <c>try</c>. What fails there fails openly.
    /// </summary>
    private static bool IsProbe(ICatchClauseOperation clause, MlCompilation compilation) =>
        CaughtFailure.IsNarrow(clause)
        && clause.Parent is ITryOperation attempt
        && Bodies.Own(Bodies.FunctionAround(attempt)).OfType<IInvocationOperation>().Any(call =>
            compilation.Symbols.Plays(call.TargetMethod, Role.Predict)
                && (Bodies.IsInside(call, clause) || call.Syntax.SpanStart >= attempt.Syntax.Span.End)
                && SitesOf(call, compilation).Any(site => TakerOf(site) is null));

    /// <summary>Where the prediction fails when it fails: a stream does where it is read.</summary>
    private static IEnumerable<IOperation> SitesOf(IInvocationOperation call, MlCompilation compilation) =>
        Streams.IsStream(call, compilation.Symbols) ? Streams.ReadersOf(call, compilation.Symbols) : [call];

    private static ITryOperation? TakerOf(IOperation site)
    {
        for (var (inner, outer) = (site, site.Parent); outer is not null; (inner, outer) = (outer, outer.Parent))
        {
            if (outer is ITryOperation attempt && ReferenceEquals(attempt.Body, inner) && attempt.Catches.Any(CaughtFailure.Covers))
                return attempt;
        }

        return null;
    }
}
