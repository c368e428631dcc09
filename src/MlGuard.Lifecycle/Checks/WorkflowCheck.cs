using MlGuard.Lifecycle.Evidence.Ci;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Checks;

/// <summary>Workflows that can be started, and that ask the gate.</summary>
internal static class WorkflowCheck
{
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

    public static RowCheck StartedByHand(string path) => context =>
        Read(context, path, out var problem) is { } workflow
            ? RowAnswer.Of(
                workflow.CanBeStartedByHand
                    ? null
                    : Problem.Failed(
                        $"'{Quoted.Short(context.Text(path)!)}' cannot be started by hand, so nobody can do it when it matters",
                        workflow.StartsUnseen
                            ? "Let 'workflow: rules' take pipelines with the source \"web\"."
                            : "Add 'workflow_dispatch' to its triggers.",
                        context.Entry(path).Span),
                RowAnswer.Proven("can be started by hand"))
            : RowAnswer.Of(problem!);

    public static RowCheck AsksTheGate(string path) => context =>
    {
        if (Read(context, path, out var problem) is not { } workflow)
            return RowAnswer.Of(problem!);
        var entry = context.Entry(path);
        return workflow.GateStep switch
        {
            null when workflow.HasUnseenParts => RowAnswer.Of(Unseen(entry, "the gate is asked")),
            null =>
                RowAnswer.Of(Problem.Failed(
                    $"'{Quoted.Short(entry.Text!)}' never asks the gate, so it ships what is not earned",
                    "Add a step 'dotnet build -t:MlGuardGate', or 'dotnet publish', which asks it.", entry.Span)),
            { MayFail: true } =>
                RowAnswer.Of(Problem.Failed(
                    $"'{Quoted.Short(entry.Text!)}' goes on when the gate says no", "Remove 'continue-on-error' or 'allow_failure' there.",
                    entry.Span)),
            { Muted: { } word } =>
                RowAnswer.Of(Problem.Failed(
                    $"'{Quoted.Short(entry.Text!)}' asks the gate with '{word.Trim()}', so it never says no",
                    "Remove that from the step.", entry.Span)),
            { NamesGate: false } when context.Product.GateIsOff =>
                RowAnswer.Of(
                    context.Product.ContinuousIntegration ? Off(entry) : null,
                    RowAnswer.Declared("publishes, and the product's build files switch the gate off") with { Notice = Off(entry) }),
            _ => RowAnswer.Of(Order(context, workflow, entry), RowAnswer.Proven("tests, then asks the gate")),
        };
    };

    /// <summary>A gate that is asked when all has been shipped stops nothing, and one that knows no tests decides without them.</summary>
    private static Problem? Order(RowContext context, Workflow workflow, ManifestEntry entry)
    {
        var isOff = context.Product.GateIsOff;
        bool IsGate(WorkflowStep step) => step is { RunsGate: true, MayFail: false, Muted: null } && (step.NamesGate || !isOff);
        var name = Quoted.Short(entry.Text!);
        if (workflow.ShippedUnasked(IsGate) is { } unasked)
            return unasked.RunsAnyway
                ? Problem.Failed(
                    $"'{name}' runs '{Quoted.Short(unasked.What)}' also when the gate says no",
                    "Remove 'always()', or what stands for it, from its condition.", entry.Span)
                : Problem.Failed(
                    $"'{name}' runs '{Quoted.Short(unasked.What)}' before the gate is asked, so it ships what is not earned",
                    "Ask the gate in an earlier step of that job, or in a job that it needs.", entry.Span);
        if (!workflow.AsksAfterTests(IsGate))
            return workflow.HasUnseenParts ? Unseen(entry, "tests run before the gate is asked") : Problem.Failed(
                $"'{name}' asks the gate before a test has run, so the gate has no results to decide with",
                "Add a step 'dotnet test' before it, in that job or in one that it needs.", entry.Span);
        return workflow.ShippedUnasked(IsGate, isTested: true) is { } untested
            ? Problem.Failed(
                $"'{name}' runs '{Quoted.Short(untested.What)}' before tests and then the gate have run, so it ships what no test has seen",
                "Run 'dotnet test' and then the gate in earlier steps of that job, or in jobs that it needs.", entry.Span)
            : null;
    }

    private static Problem Unseen(ManifestEntry entry, string what) => Problem.Absent(
        $"'{Quoted.Short(entry.Text!)}' calls or includes files that are not read, so nothing shows that {what}",
        "Write that step into the file itself, or attest it.", entry.Span);

    private static Problem Off(ManifestEntry entry) => Problem.Failed(
        $"'{Quoted.Short(entry.Text!)}' relies on the gate before publish, which MlGuardGateBeforePublish switches off",
        "Remove that property, or add a step 'dotnet build -t:MlGuardGate'.", entry.Span);

    /// <summary>
    /// Each trigger exists: a workflow that can be started, a schedule that is often enough, or a monitor whose plan is to retrain.
    /// </summary>
    public static RowAnswer Triggers(RowContext context)
    {
        var workflows = All(context.Product);
        ImmutableArray<Problem> problems =
        [
            .. context.Entries(ManifestPaths.TrainingTriggers).Where(entry => entry.Text is not null)
                .Select(entry => TriggerProblem(context, entry, workflows)).OfType<Problem>(),
        ];
        return RowAnswer.Of(problems, RowAnswer.Proven(string.Join(", ", context.Product.Manifest.Texts(ManifestPaths.TrainingTriggers))));
    }

    /// <summary>From maturity on, the world and not only the clock starts a training.</summary>
    public static RowAnswer StartsOnDrift(RowContext context) =>
        context.Product.Manifest.Texts(ManifestPaths.TrainingTriggers).Any(s_watches.ContainsKey)
            ? RowAnswer.Proven("a drift starts it")
            : RowAnswer.Of(Problem.Absent(
                "no drift starts a training, so the model waits for the clock",
                "Add 'data-drift' or 'quality-drop', with a monitor whose plan is 'retrain'.", context.Entry("training.triggers").Span));

    private static Problem? TriggerProblem(RowContext context, ManifestEntry entry, ImmutableArray<Workflow> workflows)
    {
        if (s_intervals.TryGetValue(entry.Text!, out var days))
            return workflows.SelectMany(workflow => workflow.Schedules).Any(cron => CronInterval.Days(cron) <= days) ? null
                : StartsUnseen(workflows, entry, $"runs {entry.Text}") ?? Problem.Failed(
                    $"no workflow runs {entry.Text}, so the model is trained when somebody remembers",
                    "Add 'schedule' with a 'cron' to the training's workflow.", entry.Span);
        if (s_watches.TryGetValue(entry.Text!, out var watch))
            return DeclaredMonitor.All(context.Product).Any(monitor => monitor.Watch.Text == watch && monitor.Plan.Text == "retrain") ? null
                : Problem.Failed($"no monitor of {watch} has the plan 'retrain', so nothing starts it", "Set that plan.", entry.Span);
        if (entry.Text == "on-demand")
            return workflows.Any(workflow => workflow.CanBeStartedByHand) ? null
                : Problem.Failed(
                    "no workflow can be started by hand, so nobody can retrain when it matters",
                    "Add 'workflow_dispatch' to the training's workflow.", entry.Span);
        return workflows.Any(workflow => workflow.StartsOnEvent) ? null
            : StartsUnseen(workflows, entry, "starts when new data arrives") ?? Problem.Failed(
                "no workflow starts when new data arrives", "Add 'repository_dispatch' or 'workflow_run' to the training's workflow.",
                entry.Span);
    }

    /// <summary>GitLab keeps schedules and tokens in its settings, which is neither a proof nor a gap.</summary>
    private static Problem? StartsUnseen(ImmutableArray<Workflow> workflows, ManifestEntry entry, string what) =>
        workflows.Any(workflow => workflow.StartsUnseen)
            ? Problem.Absent(
                $"GitLab keeps schedules and triggers in its settings, so no file shows that a pipeline {what}",
                "Attest it, with a document that says which schedule or trigger it is.", entry.Span)
            : null;

    /// <summary>Whether a step of some workflow names a file of the product, and cannot fail in silence.</summary>
    public static bool Mentions(ProductSnapshot product, string path) =>
        Path.GetFileName(path.TrimEnd('/')) is { Length: > 3 } name
            && All(product).SelectMany(workflow => workflow.Steps)
                .Any(step => !step.MayFail && step.Text.IndexOf(name, StringComparison.Ordinal) >= 0);

    private static ImmutableArray<Workflow> All(ProductSnapshot product) =>
    [
        .. product.Folder.List(".github/workflows", ".yml", ".yaml")
            .Concat(product.Folder.List(".", "azure-pipelines.yml", "azure-pipelines.yaml", ".gitlab-ci.yml"))
            .Concat(new[] { product.Manifest.Text("training.productionize") }.OfType<string>()).Distinct()
            .Select(path => product.Files.Workflow(path).Value).OfType<Workflow>(),
    ];

    private static Workflow? Read(RowContext context, string path, out Problem? problem)
    {
        var entry = context.Entry(path);
        var (workflow, fault) = context.Product.Files.Workflow(entry.Text!);
        problem = workflow is null ? Unread(entry, fault!) : null;
        return workflow;
    }

    private static Problem Unread(ManifestEntry entry, Fault fault) => fault.IsAbsent
        ? Problem.Absent($"the workflow '{Quoted.Short(entry.Text!)}' is not there", "Add it, or correct the path.", entry.Span)
        : Problem.Broken($"'{Quoted.Short(entry.Text!)}' {fault.Text}", "Correct the file.", entry.Span);
}
