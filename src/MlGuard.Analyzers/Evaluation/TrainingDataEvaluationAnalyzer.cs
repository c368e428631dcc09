using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Frameworks.MlNet;
using MlGuard.Analyzers.Models;
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
    /// <summary>The splits whose test set the body reads; null among them where nobody knows of which split it is.</summary>
    private static readonly OncePerBody<HashSet<SymbolPath?>> s_testedSplits = new((body, _, _) =>
        [.. body.OfType<IMemberReferenceOperation>().Where(member => member.Member.Name == TestSet)
            .Select(member => SymbolPath.Of(member)?.Parent)]);

    internal const string TrainSet = "TrainSet";
    internal const string TestSet = "TestSet";

    /// <summary>Who measures on other rows too, or by cross-validation, compares on purpose.</summary>
    private protected override IEnumerable<PipelineFinding> FindingsOf(
        IOperation block, MlCompilation compilation, CancellationToken cancellationToken)
    {
        var reading = compilation.Pipelines.ReadingOf(block, cancellationToken);
        if (ReferenceEquals(reading, BodyReading.Empty) || reading.HasCrossValidation)
            return [];

        var calls = CallsAround(block);
        var evaluations = EvaluationsOf(reading, calls, block, compilation, cancellationToken);
        return evaluations.IsEmpty
            || evaluations.Any(IsOnOtherRows)
            || calls.Any(call => compilation.Symbols.Plays(call.TargetMethod, Role.CrossValidate))
                ? []
                : evaluations
                    .Where(evaluation => evaluation.Data is not null && !TrainingMetrics.IsMeantAs(evaluation.Call)
                        && !LearnsNothing(evaluation.Call, compilation, cancellationToken))
                    .GroupBy(evaluation => evaluation.Data)
                    .Select(found => found.First().ToFinding());
    }

    private static bool IsOnOtherRows(TrainedEvaluation evaluation) => evaluation is { Data: null, IsOfWinner: false };

    /// <summary>The evaluations of the body, and of the helpers that are read with it.</summary>
    private static ImmutableArray<TrainedEvaluation> EvaluationsOf(
        BodyReading reading, ImmutableArray<IInvocationOperation> calls, IOperation block, MlCompilation compilation,
        CancellationToken cancellationToken)
    {
        var read = reading.Evaluations.Select(evaluation => evaluation.Call.Syntax).ToImmutableHashSet();
        return
        [
            .. calls.Where(call => compilation.Symbols.Plays(call.TargetMethod, Role.Evaluate) && !read.Contains(call.Syntax))
                .Select(call => new EvaluationReading(call, Learnt: null, IsOfWinner: false))
                .Concat(reading.Evaluations.Select(evaluation => WithoutRewritten(evaluation, block, compilation, cancellationToken)))
                .Where(evaluation => TrainingMetrics.IsSupervised(evaluation.Call.TargetMethod))
                .OrderBy(evaluation => evaluation.Call.Syntax.SpanStart)
                .Select(evaluation => TrainedEvaluation.Of(evaluation, TrainingDataOf(evaluation.Call, compilation))),
        ];
    }

    /// <summary>A file that the code may write holds other rows when it is read again.</summary>
    private static EvaluationReading WithoutRewritten(
        EvaluationReading evaluation, IOperation block, MlCompilation compilation, CancellationToken cancellationToken) =>
        evaluation.LoadedAgain is { } load && BodyInterpreter.PathArgumentOf(load) is { } path
        && (WrittenFiles.MayBeWritten(path, block, compilation, cancellationToken)
            || WrittenFiles.MayBeWritten(path, load, compilation, cancellationToken))
            ? evaluation with { Learnt = null }
            : evaluation;

    private static ImmutableArray<IInvocationOperation> CallsAround(IOperation block) =>
        [.. Bodies.AllAround(block).OfType<IInvocationOperation>()];

    /// <summary>
    /// Whether the evaluated model is a rule, or was learnt elsewhere: nothing here has learnt to predict from the rows that it is fitted
    /// on.
    /// </summary>
    private static bool LearnsNothing(IInvocationOperation evaluation, MlCompilation compilation, CancellationToken cancellationToken) =>
        evaluation.Arguments.Argument("data") is { } scored
        && LocalValues.Origin(scored.Value) is IInvocationOperation transform
        && FitOf(transform, compilation.Symbols) is { } fit
        && compilation.Pipelines.OnlyPrepares(fit, cancellationToken);

    /// <summary>The data that is evaluated on, when the model was fitted on just that.</summary>
    private static (IOperation Data, SymbolPath Path)? TrainingDataOf(
        IInvocationOperation evaluation, MlCompilation compilation)
    {
        var symbols = compilation.Symbols;
        if (evaluation.Arguments.Argument("data") is not { } scored
            || LocalValues.Origin(scored.Value) is not IInvocationOperation transform
            || !symbols.Plays(transform.TargetMethod, Role.Transform)
            || FirstArgument(transform) is not { } data
            || SymbolPath.Of(data) is not { } path)
            return null;

        var isFitted = FitOf(transform, symbols) is { } fit && path.Equals(SymbolPath.Of(FirstArgument(fit)));
        return isFitted || (IsTrainSet(path, symbols) && !ReadsTestSet(evaluation, path, compilation)) ? (data, path) : null;
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

    private static bool ReadsTestSet(IOperation evaluation, SymbolPath trainSet, MlCompilation compilation) =>
        s_testedSplits.Of(evaluation, compilation) is var tested
        && (tested.Contains(null) || tested.Contains(trainSet.Parent));

    /// <summary>An evaluation with the data that its model was fitted on, when that is known.</summary>
    /// <param name="Call">The evaluation.</param>
    /// <param name="Data">The data, as it is evaluated on or as it was learnt from.</param>
    /// <param name="Name">The data, in the words of the code.</param>
    /// <param name="IsEvaluated">Whether <paramref name="Data"/> stands where it is evaluated: there a fix can put other rows.</param>
    /// <param name="IsOfWinner">Whether a model that was chosen by these metrics is measured again.</param>
    private sealed record TrainedEvaluation(
        IInvocationOperation Call, SyntaxNode? Data, string Name, bool IsEvaluated, bool IsOfWinner)
    {
        /// <summary>The same variable tells most, since it can be replaced; else the rows tell, through helpers and splits.</summary>
        public static TrainedEvaluation Of(EvaluationReading reading, (IOperation Data, SymbolPath Path)? same) => same is var (data, path)
            ? new(reading.Call, data.Syntax, path.ToString(), IsEvaluated: true, reading.IsOfWinner)
            : new(reading.Call, reading.Learnt, $"{reading.Learnt}", IsEvaluated: false, reading.IsOfWinner);

        public PipelineFinding ToFinding() =>
            new(RuleIds.TrainingDataEvaluation, PipelineRules.PlaceOf(Call), [Name])
            {
                FixAt = IsEvaluated ? Data!.GetLocation() : null,
            };
    }
}
