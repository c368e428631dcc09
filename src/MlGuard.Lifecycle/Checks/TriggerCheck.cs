using MlGuard.Lifecycle.Evidence.Ci;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Checks;

/// <summary>
/// Each trigger exists, and what it starts trains: a workflow that can be started, a schedule that is often enough, or a monitor whose plan
/// is to retrain.
/// </summary>
internal static class TriggerCheck
{
    private const string Schedule = "schedule", ByHand = "workflow_dispatch", Event = "", Push = "push", NewData = "new-data";

    private const int MostNamed = 4;

    /// <summary>Days between two runs at most, by the word for it.</summary>
    private static readonly ImmutableDictionary<string, int> s_intervals =
        new Dictionary<string, int>(StringComparer.Ordinal) { ["daily"] = 1, ["weekly"] = 7, ["monthly"] = 31 }.ToImmutableDictionary();

    /// <summary>The monitor that shows a drift of the world.</summary>
    private static readonly ImmutableDictionary<string, string> s_watches =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["data-drift"] = "data-drift",
            ["quality-drop"] = "concept-drift",
        }.ToImmutableDictionary();

    /// <summary>The endings of what stands beside a file of data and says which one it was.</summary>
    private static readonly ImmutableArray<string> s_snapshots = [".sha256", ".md5", ".dvc"];

    public static RowAnswer Run(RowContext context)
    {
        var workflows = WorkflowCheck.All(context.Product);
        ImmutableArray<RowAnswer> answers =
        [
            .. context.Entries(ManifestPaths.TrainingTriggers).Where(entry => entry.Text is not null)
                .Select(entry => AnswerOf(context, entry, workflows)),
        ];
        var together = RowAnswer.Together(answers);
        return together.State == RowState.Proven
            ? RowAnswer.Proven(string.Join(", ", context.Product.Manifest.Texts(ManifestPaths.TrainingTriggers)))
            : together;
    }

    /// <summary>From maturity on, the world and not only the clock starts a training.</summary>
    public static RowAnswer StartsOnDrift(RowContext context) =>
        context.Product.Manifest.Texts(ManifestPaths.TrainingTriggers).Any(s_watches.ContainsKey)
            ? RowAnswer.Proven("a drift starts it")
            : RowAnswer.Of(Problem.Absent(
                "no drift starts a training, so the model answers by old data until its next training",
                "Add 'data-drift' or 'quality-drop', with a monitor whose plan is 'retrain'.", context.Entry("training.triggers").Span));

    private static RowAnswer AnswerOf(
        RowContext context, ManifestEntry entry, ImmutableArray<(string Path, Workflow Workflow)> workflows)
    {
        var word = entry.Text!;
        if (s_watches.TryGetValue(word, out var watch))
            return RowAnswer.Of(
                DeclaredMonitor.All(context.Product).Any(monitor => monitor.Watch.Text == watch && monitor.Plan.Text == "retrain")
                    ? null
                    : Problem.Failed($"no monitor of {watch} has the plan 'retrain', so nothing starts it", "Set that plan.", entry.Span),
                RowAnswer.Proven(word));
        var (name, starts) = StartedBy(word);
        var rollback = context.Product.Manifest.Text("rollout.rollback.workflow");
        ImmutableArray<(string Path, Workflow Workflow)> started =
            [.. workflows.Where(pair => pair.Path != rollback && starts(pair.Workflow))];
        if (started.IsEmpty && word == NewData)
            (name, started) = (Push, [.. workflows.Where(pair => pair.Path != rollback && StartsOnPushOfData(context, pair.Workflow))]);
        if (started.IsEmpty)
            return RowAnswer.Of(ProblemOf(workflows, entry));
        return context.Product.IsAtGate ? Training(context, entry, name, started) : RowAnswer.Pending("decided at the gate");
    }

    /// <summary>The host's name for what starts a workflow, and which workflows it starts.</summary>
    private static (string Name, Func<Workflow, bool> Starts) StartedBy(string word)
    {
        if (s_intervals.TryGetValue(word, out var days))
            return (Schedule, workflow => workflow.Schedules.Any(cron => CronInterval.Days(cron) <= days));
        return word == "on-demand"
            ? (ByHand, workflow => workflow.CanBeStartedByHand)
            : (Event, workflow => workflow.StartsOnEvent);
    }

    /// <summary>Data in the repository are new when they are pushed; its snapshot names the file, or is it.</summary>
    private static bool StartsOnPushOfData(RowContext context, Workflow workflow) =>
        context.Product.Manifest.Texts("data.sources[].snapshot").SelectMany(snapshot => Files(FilePointer.FileOf(snapshot)))
            .Any(file => workflow.StartsOnPushOf((context.Product.Folder.PlaceInRepository + file).TrimStart('/')));

    private static IEnumerable<string> Files(string snapshot) =>
        s_snapshots.Where(ending => snapshot.EndsWith(ending, StringComparison.Ordinal))
            .Select(ending => snapshot.Substring(0, snapshot.Length - ending.Length)).Append(snapshot);

    /// <summary>A workflow that starts and never trains leaves the model as old as before.</summary>
    private static RowAnswer Training(
        RowContext context, ManifestEntry entry, string name, ImmutableArray<(string Path, Workflow Workflow)> started)
    {
        if (context.Text(ManifestPaths.TrainingRun) is not null && TrainingRunCheck.Starts(context.Product).IsEmpty)
            return RowAnswer.Declared($"{entry.Text}; {TrainingRunCheck.Unknown}");
        var programs = TrainingPrograms.Of(context.Product);
        var (path, training) = started.Select(pair => (pair.Path, Training: programs.RunBy(pair.Workflow, name)))
            .OrderByDescending(pair => pair.Training).First();
        var files = string.Join(", ", started.Select(pair => $"'{pair.Path}'").Take(MostNamed));
        return training switch
        {
            TrainingSeen.Yes => RowAnswer.Proven(entry.Text!),
            TrainingSeen.Unknown => RowAnswer.Declared(
                $"{entry.Text}; no step of '{path}' that can be read runs the training, and what the others do is not known"),
            _ => RowAnswer.Of(Problem.Failed(
                started.Length == 1
                    ? $"{files} starts {entry.Text} and never trains, so the model stays as old as it is"
                    : $"{files} start {entry.Text} and none of them trains, so the model stays as old as it is",
                $"Add a step that runs the training, such as 'dotnet run --project {programs.Example}'.", entry.Span)),
        };
    }

    private static Problem ProblemOf(ImmutableArray<(string Path, Workflow Workflow)> workflows, ManifestEntry entry)
    {
        if (s_intervals.ContainsKey(entry.Text!))
            return StartsUnseen(workflows, entry, $"runs {entry.Text}") ?? Problem.Failed(
                $"no workflow runs {entry.Text}, so the model is trained when somebody remembers",
                "Add 'schedule' with a 'cron' to the training's workflow.", entry.Span);
        if (entry.Text == "on-demand")
            return Problem.Failed(
                "no workflow can be started by hand, so nobody can retrain when it matters",
                "Add 'workflow_dispatch' to the training's workflow.", entry.Span);
        return StartsUnseen(workflows, entry, "starts when new data arrives") ?? Problem.Failed(
            "no workflow starts when new data arrives",
            "Add 'repository_dispatch' or 'workflow_run' to the training's workflow, or 'push' with the path of the data that "
                + "'data.sources' pins.",
            entry.Span);
    }

    /// <summary>GitLab keeps schedules and tokens in its settings, which is neither a proof nor a gap.</summary>
    private static Problem? StartsUnseen(
        ImmutableArray<(string Path, Workflow Workflow)> workflows, ManifestEntry entry, string what) =>
        workflows.Any(pair => pair.Workflow.StartsUnseen)
            ? Problem.Absent(
                $"GitLab keeps schedules and triggers in its settings, so no file shows that a pipeline {what}",
                "Attest it, with a document that says which schedule or trigger it is.", entry.Span)
            : null;
}
