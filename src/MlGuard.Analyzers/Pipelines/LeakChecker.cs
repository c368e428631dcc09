using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks.MlNet;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Pipelines;

/// <summary>Checks that what a model is measured on is nothing that it has learnt from.</summary>
/// <param name="textOf">The text that an argument is known to be, or null.</param>
/// <param name="report">Takes what is found.</param>
internal sealed class LeakChecker(Func<IOperation, string?> textOf, Action<PipelineFinding> report)
{
    /// <summary>In bodies with more evaluations nobody is asked who chose whom.</summary>
    private const int MaximumCompared = 200;

    private const string SamplingKey = "samplingKeyColumnName";

    private readonly List<Evaluation> _evaluations = [];
    private readonly HashSet<IOperation> _reported = [];

    /// <summary>Whether models are measured by cross-validation too.</summary>
    public bool HasCrossValidation { get; private set; }

    public void NoteCrossValidation() => HasCrossValidation = true;

    public void Note(Evaluation evaluation) => _evaluations.Add(evaluation);

    /// <summary>Data whose values were learnt from all of its rows is taken apart: each part knows the others.</summary>
    public void Splitting(IInvocationOperation call, Value.Data data)
    {
        if (data.Fittings.FirstOrDefault(fitting => fitting.Leaking is not null && fitting.Rows.Contains(data.Rows))
            is { Leaking: { } step } && _reported.Add(call))
            report(new PipelineFinding(RuleIds.FittedBeforeSplit, PipelineRules.PlaceOf(call), [step.Row.Method, call.TargetMethod.Name]));
    }

    /// <summary>
    /// A ranking trainer learns from a part of the rows: whole groups have to be in it. Cross-validation of a ranking sees to that itself.
    /// </summary>
    public void Fitting(Pipeline pipeline, RowSet? rows)
    {
        if (Ranker(pipeline) is not { } ranker)
            return;

        for (var set = rows; set is not null; set = set.Whole)
        {
            if (set.Split is { } split)
                CheckGroups(split, ranker);
        }
    }

    private static Step? Ranker(Pipeline pipeline) => pipeline.Steps.FirstOrDefault(step => step.Row.Task == TrainerTask.Ranking);

    private void CheckGroups(IInvocationOperation split, Step ranker)
    {
        if (split.Arguments.Argument(SamplingKey) is not { Value: var key }
            || key.ConstantValue is not { HasValue: true, Value: null }
            || !_reported.Add(split))
            return;

        var group = ranker.Call.Arguments.Argument("rowGroupColumnName") is { } column ? textOf(column.Value) : null;
        report(new PipelineFinding(RuleIds.SplitGroups, PipelineRules.PlaceOf(split), [ranker.Row.Method])
        {
            Properties = group is null
                ? ImmutableDictionary<string, string?>.Empty
                : ImmutableDictionary<string, string?>.Empty.Add(PipelineRules.ColumnProperty, group),
        });
    }

    /// <summary>Judges the evaluations, when all of the body is read.</summary>
    public void Finish()
    {
        var supervised = _evaluations.Where(evaluation => TrainingMetrics.IsSupervised(evaluation.Call.TargetMethod)).ToList();
        foreach (var evaluation in supervised)
        {
            CheckValidation(evaluation);
            CheckPreparation(evaluation);
            CheckChoice(evaluation, supervised);
        }
    }

    /// <summary>What the models that are evaluated had learnt from the very rows.</summary>
    public ImmutableArray<EvaluationReading> Evaluations =>
    [
        .. _evaluations.Select(evaluation => new EvaluationReading(
            evaluation.Call, SeenIn(evaluation)?.Call.ArgumentFor(0)?.Value.Syntax, IsWinnerAgain(evaluation), LoadedAgain(evaluation))),
    ];

    /// <summary>What the evaluated model learnt from the evaluated rows; null when it saw none of them, or nobody knows.</summary>
    private static Fitting? SeenIn(Evaluation evaluation) =>
        evaluation.Data.Fittings.LastOrDefault(fitting => fitting.HasTrainer) is { } fitting
            && evaluation.Data.Rows is { } rows
            && (Overlap(fitting.Rows, rows) || fitting.Rows.IsReadAgainIn(rows))
            ? fitting
            : null;

    /// <summary>What read the evaluated rows once more from the file that the model had learnt from.</summary>
    private static IInvocationOperation? LoadedAgain(Evaluation evaluation) =>
        evaluation.Data.Rows is { } rows && SeenIn(evaluation) is { } fitting && fitting.Rows.IsReadAgainIn(rows) ? rows.Root.Load : null;

    /// <summary>Whether a model was chosen by its metrics on the rows that it is evaluated on, all of which it had learnt from.</summary>
    private static bool IsWinnerAgain(Evaluation evaluation) =>
        evaluation.Data.SelectedBy.Any(rival => ReferenceEquals(rival.Data.Rows, evaluation.Data.Rows) && SeenIn(rival) is not null);

    private static bool Overlap(RowSet one, RowSet other) => one.Contains(other) || other.Contains(one);

    private void CheckValidation(Evaluation evaluation)
    {
        foreach (var fitting in evaluation.Data.Fittings)
        {
            if (fitting.Validation is { } validation
                && ReferenceEquals(validation.Rows, evaluation.Data.Rows)
                && _reported.Add(validation.Blame))
                report(
                    new PipelineFinding(
                        RuleIds.TestSetChooses, PipelineRules.PlaceOf(validation.Blame), [$"The trainer watches '{validation.Blame.Syntax}' to decide when to stop, and it is evaluated too"]));
        }
    }

    /// <summary>
    /// The best of several models on some rows is also the luckiest on them: evaluated there again, it looks better than it is.
    /// </summary>
    private void CheckChoice(Evaluation evaluation, List<Evaluation> all)
    {
        if (evaluation.Data is not { SelectedBy: { IsEmpty: false } contest, Rows: { } rows }
            || all.Count > MaximumCompared
            || IsMeasuredElsewhere(contest, rows, all))
            return;

        var rivals =
            contest.Where(rival =>
                ReferenceEquals(rival.Data.Rows, rows)
                    && rival.Data.Fittings.LastOrDefault() is { } fitting
                    && !Overlap(fitting.Rows, rows)).ToList();
        var isSelection = rivals.Select(rival => rival.Data.Fittings.Last()).Distinct().Count() > 1
            || rivals.Any(rival => IsRepeated(rival, evaluation.Site));
        if (isSelection && _reported.Add(evaluation.Site))
            report(
                new PipelineFinding(
                    RuleIds.TestSetChooses, PipelineRules.PlaceOf(evaluation.Site), ["The model was chosen by its metrics on just "
                        + "these rows, and is evaluated on them again"]));
    }

    /// <summary>Whether who was chosen is also evaluated on other rows, or on rows that are not known.</summary>
    private static bool IsMeasuredElsewhere(ImmutableArray<Evaluation> contest, RowSet rows, List<Evaluation> all) =>
        all.Any(other =>
            !ReferenceEquals(other.Data.Rows, rows)
                && other.Data.SelectedBy.Any(rival => contest.Any(known => ReferenceEquals(known, rival))));

    /// <summary>Whether a model is fitted and evaluated again and again before <paramref name="last"/>.</summary>
    private static bool IsRepeated(Evaluation evaluation, IOperation last) =>
        Repetitions(evaluation.Site)
            .Any(repetition => Bodies.IsInside(evaluation.Data.Fittings.Last().Site, repetition) && !Bodies.IsInside(last, repetition));

    /// <summary>The loops around <paramref name="operation"/>, and the functions that a query runs for each of its elements.</summary>
    private static IEnumerable<IOperation> Repetitions(IOperation operation)
    {
        for (var current = operation.Parent; current is not null; current = current.Parent)
        {
            if (current is ILoopOperation || (current is IAnonymousFunctionOperation && IsOfQuery(current)))
                yield return current;
        }
    }

    private static bool IsOfQuery(IOperation function) =>
        function.Parent is IDelegateCreationOperation { Parent: IArgumentOperation { Parent: IInvocationOperation call } }
        && call.TargetMethod.ContainingType.Name is "Enumerable" or "ParallelEnumerable";

    private void CheckPreparation(Evaluation evaluation)
    {
        if (evaluation.Data.Rows is not { Part: RowPart.Test } rows)
            return;

        foreach (var fitting in evaluation.Data.Fittings)
        {
            // A split of data that was prepared as a whole is reported at the split.
            if (!fitting.HasTrainer
                && fitting.Leaking is { } step
                && fitting.Rows.Contains(rows)
                && (rows.Split is null || !_reported.Contains(rows.Split))
                && _reported.Add(fitting.Call))
                report(
                    new PipelineFinding(
                        RuleIds.FittedBeforeSplit, PipelineRules.PlaceOf(fitting.Call), [
                            step.Row.Method, evaluation.Call.TargetMethod.Name]));
        }
    }
}
