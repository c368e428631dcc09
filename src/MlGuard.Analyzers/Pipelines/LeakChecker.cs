using MlGuard.Analyzers.Flow;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Pipelines;

/// <summary>Checks that what a model is measured on is nothing that it has learnt from.</summary>
/// <param name="textOf">The text that an argument is known to be, or null.</param>
/// <param name="report">Takes what is found.</param>
internal sealed class LeakChecker(Func<IOperation, string?> textOf, Action<Problem> report)
{
    /// <summary>In bodies with more evaluations nobody is asked who chose whom.</summary>
    private const int MaximumCompared = 200;

    private const string SamplingKey = "samplingKeyColumnName";

    private static readonly ImmutableHashSet<string> s_unsupervised = ["ClusteringCatalog", "AnomalyDetectionCatalog"];

    private readonly List<Evaluation> _evaluations = [];
    private readonly HashSet<IOperation> _told = [];
    private bool _hasCrossValidation;

    public void NoteCrossValidation() => _hasCrossValidation = true;

    public void Note(Evaluation evaluation) => _evaluations.Add(evaluation);

    /// <summary>Data whose values were learnt from all of its rows is taken apart: each part knows the others.</summary>
    public void Splitting(IInvocationOperation call, Value.Data data)
    {
        if (data.Lessons.FirstOrDefault(lesson => lesson.Preparation is not null && lesson.Rows.Contains(data.Rows)) is { Preparation: { } step } && _told.Add(call))
            report(new Problem(RuleIds.FittedBeforeSplit, PipelineRules.PlaceOf(call), [step.Row.Method, call.TargetMethod.Name]));
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
        if (split.Arguments.Argument(SamplingKey) is not { Value: var key } || key.ConstantValue is not { HasValue: true, Value: null } || !_told.Add(split))
            return;

        var group = ranker.Call.Arguments.Argument("rowGroupColumnName") is { } column ? textOf(column.Value) : null;
        report(new Problem(RuleIds.SplitGroups, PipelineRules.PlaceOf(split), [ranker.Row.Method])
        {
            Properties = group is null ? ImmutableDictionary<string, string?>.Empty : ImmutableDictionary<string, string?>.Empty.Add(PipelineRules.ColumnProperty, group),
        });
    }

    /// <summary>Judges the evaluations, when all of the body is read.</summary>
    public void Finish()
    {
        var supervised = _evaluations.Where(evaluation => !s_unsupervised.Contains(evaluation.Call.TargetMethod.ContainingType.Name)).ToList();
        foreach (var evaluation in supervised)
        {
            CheckValidation(evaluation);
            CheckPreparation(evaluation);
            CheckChoice(evaluation, supervised);
        }

        // Who measures on other rows too compares on purpose.
        if (_hasCrossValidation || supervised.Any(evaluation => SeenIn(evaluation) is null && !IsWinnerAgain(evaluation)))
            return;
        foreach (var evaluation in supervised)
        {
            if (SeenIn(evaluation) is { } lesson && !IsPlain(evaluation, lesson) && !TrainingMetrics.IsMeantAs(evaluation.Call) && _told.Add(evaluation.Call))
                report(new Problem(RuleIds.TrainingDataEvaluation, PipelineRules.PlaceOf(evaluation.Call), [lesson.Fit.ArgumentFor(0)?.Value.Syntax.ToString() ?? "data"]));
        }
    }

    /// <summary>What the evaluated model learnt from the evaluated rows; null when it saw none of them, or nobody knows.</summary>
    private static Lesson? SeenIn(Evaluation evaluation) =>
        evaluation.Data.Lessons.LastOrDefault(lesson => lesson.HasTrainer) is { } lesson && evaluation.Data.Rows is { } rows && Overlap(lesson.Rows, rows)
            ? lesson
            : null;

    /// <summary>Whether a model was chosen by its metrics on the rows that it is evaluated on, all of which it had learnt from.</summary>
    private static bool IsWinnerAgain(Evaluation evaluation) =>
        evaluation.Data.Contest.Any(rival => ReferenceEquals(rival.Data.Rows, evaluation.Data.Rows) && SeenIn(rival) is not null);

    private static bool Overlap(RowSet one, RowSet other) => one.Contains(other) || other.Contains(one);

    /// <summary>Whether the same rows are fitted and evaluated in one body, which the rule finds by the names of the variables.</summary>
    private static bool IsPlain(Evaluation evaluation, Lesson lesson) =>
        !evaluation.IsInHelper && ReferenceEquals(lesson.Rows, evaluation.Data.Rows) && Bodies.AreTogether(lesson.Fit, evaluation.Call);

    private void CheckValidation(Evaluation evaluation)
    {
        foreach (var lesson in evaluation.Data.Lessons)
        {
            if (lesson.Validation is { } validation && ReferenceEquals(validation.Rows, evaluation.Data.Rows) && _told.Add(validation.Blame))
                report(new Problem(RuleIds.TestSetChooses, PipelineRules.PlaceOf(validation.Blame), [$"The trainer watches '{validation.Blame.Syntax}' to decide when to stop, and it is evaluated too"]));
        }
    }

    /// <summary>The best of several models on some rows is also the luckiest on them: evaluated there again, it looks better than it is.</summary>
    private void CheckChoice(Evaluation evaluation, List<Evaluation> all)
    {
        if (evaluation.Data is not { Contest: { IsEmpty: false } contest, Rows: { } rows } || all.Count > MaximumCompared || IsMeasuredElsewhere(contest, rows, all))
            return;

        var rivals = contest.Where(rival => ReferenceEquals(rival.Data.Rows, rows) && rival.Data.Lessons.LastOrDefault() is { } lesson && !Overlap(lesson.Rows, rows)).ToList();
        var isContest = rivals.Select(rival => rival.Data.Lessons.Last()).Distinct().Count() > 1 || rivals.Any(rival => IsRepeated(rival, evaluation.Site));
        if (isContest && _told.Add(evaluation.Site))
            report(new Problem(RuleIds.TestSetChooses, PipelineRules.PlaceOf(evaluation.Site), ["The model was chosen by its metrics on just these rows, and is evaluated on them again"]));
    }

    /// <summary>Whether who was chosen is also evaluated on other rows, or on rows that are not known.</summary>
    private static bool IsMeasuredElsewhere(ImmutableArray<Evaluation> contest, RowSet rows, List<Evaluation> all) =>
        all.Any(other => !ReferenceEquals(other.Data.Rows, rows) && other.Data.Contest.Any(rival => contest.Any(known => ReferenceEquals(known, rival))));

    /// <summary>Whether a model is fitted and evaluated again and again before <paramref name="last"/>.</summary>
    private static bool IsRepeated(Evaluation evaluation, IOperation last) =>
        Repetitions(evaluation.Site).Any(repetition => Bodies.IsInside(evaluation.Data.Lessons.Last().Site, repetition) && !Bodies.IsInside(last, repetition));

    /// <summary>The loops around <paramref name="operation"/>, and the functions that a query runs for each of its elements.</summary>
    private static IEnumerable<IOperation> Repetitions(IOperation operation)
    {
        for (var current = operation.Parent; current is not null; current = current.Parent)
        {
            if (current is ILoopOperation or IAnonymousFunctionOperation { Parent: IDelegateCreationOperation { Parent: IArgumentOperation { Parent: IInvocationOperation { TargetMethod.ContainingType.Name: "Enumerable" or "ParallelEnumerable" } } } })
                yield return current;
        }
    }

    private void CheckPreparation(Evaluation evaluation)
    {
        if (evaluation.Data.Rows is not { Part: RowPart.Test } rows)
            return;

        foreach (var lesson in evaluation.Data.Lessons)
        {
            // A split of data that was prepared as a whole is told at the split.
            if (!lesson.HasTrainer && lesson.Preparation is { } step && lesson.Rows.Contains(rows) && (rows.Split is null || !_told.Contains(rows.Split)) && _told.Add(lesson.Fit))
                report(new Problem(RuleIds.FittedBeforeSplit, PipelineRules.PlaceOf(lesson.Fit), [step.Row.Method, evaluation.Call.TargetMethod.Name]));
        }
    }
}
