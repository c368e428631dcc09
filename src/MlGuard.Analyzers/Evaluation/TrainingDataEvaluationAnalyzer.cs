using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Frameworks.MlNet;
using MlGuard.Analyzers.Pipelines;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Evaluation;

/// <summary>
/// MLG3001: metrics computed on the data that the model was fitted on. A model that learnt its rows by heart looks perfect there.
/// </summary>
/// <remarks>
/// A published tutorial had it (dotnet/docs#15414). Run against Microsoft.ML 5.0.1 with random labels: accuracy 1.00 on the training data,
/// 0.56 on held-back data.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TrainingDataEvaluationAnalyzer() : PipelineAnalyzer(RuleIds.TrainingDataEvaluation)
{
    internal const string TrainSet = "TrainSet";
    internal const string TestSet = "TestSet";

    /// <summary>Without labels there is nothing to learn by heart: evaluating on the fitted data is usual there.</summary>
    private static readonly ImmutableHashSet<string> s_unsupervised = ["ClusteringCatalog", "AnomalyDetectionCatalog"];

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        start.RegisterOperationAction(operation => Check(operation, compilation), OperationKind.Invocation);
        // Parts of the rows, and rows that reach the evaluation through helpers, fields and folds.
        base.Register(start, compilation);
    }

    private void Check(OperationAnalysisContext context, MlCompilation compilation)
    {
        var evaluation = (IInvocationOperation)context.Operation;
        if (!IsSupervised(evaluation, compilation.Symbols) || TrainingMetrics.IsMeantAs(evaluation)
            || TrainingDataOf(evaluation, compilation.Symbols) is not var (data, path)
            || LearnsNothing(evaluation, compilation, context.CancellationToken))
            return;
        if (!IsFirst(evaluation, data, compilation.Symbols) || HasOtherMetrics(evaluation, compilation.Symbols)
            || IsFoundByRows(evaluation, compilation, context.CancellationToken))
            return;

        Report(context, compilation, Diagnostic.Create(
            Rule, Bodies.NameOf(evaluation).GetLocation(), additionalLocations: [data.Syntax.GetLocation()], path));
    }

    /// <summary>
    /// Whether the evaluated model is a rule, or was learnt elsewhere: nothing here has learnt to predict from the rows that it is fitted
    /// on.
    /// </summary>
    private static bool LearnsNothing(IInvocationOperation evaluation, MlCompilation compilation, CancellationToken cancellationToken) =>
        evaluation.Arguments.Argument("data") is { } scored
        && LocalValues.Origin(scored.Value) is IInvocationOperation transform
        && FitOf(transform, compilation.Symbols) is { } fit
        && compilation.Pipelines.OnlyPrepares(fit, cancellationToken);

    /// <summary>Whether the checker finds the same, by the rows and not by the variables.</summary>
    private static bool IsFoundByRows(IInvocationOperation evaluation, MlCompilation compilation, CancellationToken cancellationToken) =>
        compilation.Pipelines.FindingsOf(evaluation, cancellationToken)
            .Any(finding =>
                finding.RuleId == RuleIds.TrainingDataEvaluation
                    && finding.Place.SourceSpan == Bodies.NameOf(evaluation).Span
                    && finding.Place.SourceTree == evaluation.Syntax.SyntaxTree);

    private static bool IsSupervised(IInvocationOperation call, MlSymbols symbols) =>
        symbols.Plays(call.TargetMethod, Role.Evaluate) && !s_unsupervised.Contains(call.TargetMethod.ContainingType.Name);

    /// <summary>The data that is evaluated on, when the model was fitted on just that.</summary>
    private static (IOperation Data, SymbolPath Path)? TrainingDataOf(IInvocationOperation evaluation, MlSymbols symbols)
    {
        if (evaluation.Arguments.Argument("data") is not { } scored
            || LocalValues.Origin(scored.Value) is not IInvocationOperation transform
            || !symbols.Plays(transform.TargetMethod, Role.Transform)
            || FirstArgument(transform) is not { } data
            || SymbolPath.Of(data) is not { } path)
            return null;

        var isFitted = FitOf(transform, symbols) is { } fit && path.Equals(SymbolPath.Of(FirstArgument(fit)));
        return isFitted || (IsTrainSet(path, symbols) && !ReadsTestSet(evaluation, path)) ? (data, path) : null;
    }

    /// <summary>The call that made the model behind <paramref name="transform"/>.</summary>
    private static IInvocationOperation? FitOf(IInvocationOperation transform, MlSymbols symbols) =>
        FluentChain.ReceiverOf(transform) is { } model
            && LocalValues.Origin(model) is IInvocationOperation fit
            && symbols.Plays(fit.TargetMethod, Role.Fit)
            ? fit
            : null;

    private static IOperation? FirstArgument(IInvocationOperation call) =>
        call.ArgumentFor(call.Instance is null && call.TargetMethod.IsExtensionMethod ? 1 : 0)?.Value;

    private static bool IsTrainSet(SymbolPath path, MlSymbols symbols) =>
        path.Parent is not null && path.Last.Name == TrainSet && symbols.Is(path.Last.ContainingType, MlNetTypes.TrainTestData);

    private static bool ReadsTestSet(IOperation evaluation, SymbolPath trainSet) =>
        Bodies.AllAround(evaluation).OfType<IMemberReferenceOperation>()
            .Any(member =>
                member.Member.Name == TestSet && (SymbolPath.Of(member)?.Parent is not { } split || split.Equals(trainSet.Parent)));

    /// <summary>Whether no earlier evaluation of the body takes the same data: each mistake is reported once.</summary>
    private static bool IsFirst(IInvocationOperation evaluation, IOperation data, MlSymbols symbols) =>
        EvaluationsAround(evaluation, symbols)
            .First(other =>
                ReferenceEquals(other, evaluation) || ReferenceEquals(TrainingDataOf(other, symbols)?.Data, data)) == evaluation;

    /// <summary>Whether the body also measures on other data.</summary>
    private static bool HasOtherMetrics(IInvocationOperation evaluation, MlSymbols symbols) =>
        EvaluationsAround(evaluation, symbols).Any(other => TrainingDataOf(other, symbols) is null)
        || Bodies.AllAround(evaluation).OfType<IInvocationOperation>().Any(call => symbols.Plays(call.TargetMethod, Role.CrossValidate));

    private static IEnumerable<IInvocationOperation> EvaluationsAround(IInvocationOperation evaluation, MlSymbols symbols) =>
        Bodies.AllAround(evaluation).OfType<IInvocationOperation>().Where(call => IsSupervised(call, symbols));
}
