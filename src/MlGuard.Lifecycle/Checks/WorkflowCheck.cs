using MlGuard.Lifecycle.Evidence.Ci;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Checks;

/// <summary>Workflows that can be started, and that ask the gate.</summary>
internal static class WorkflowCheck
{
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
                    $"'{Quoted.Short(entry.Text!)}' goes on when the gate says no",
                    "Remove what lets the step fail: 'continue-on-error', 'allow_failure', or what follows '||' in its command.",
                    entry.Span)),
            _ when workflow.OnlyAsksInVain =>
                RowAnswer.Of(Problem.Failed(
                    $"'{Quoted.Short(entry.Text!)}' ends well when the gate says no, since the job that asks it may fail",
                    "Remove 'continue-on-error' or 'allow_failure' from that job.", entry.Span)),
            { Muted: { } word } =>
                RowAnswer.Of(Problem.Failed(
                    $"'{Quoted.Short(entry.Text!)}' asks the gate with '{word.Trim()}', so it never says no",
                    "Remove that from the step.", entry.Span)),
            { NamesGate: false } when context.Product.GateIsOff =>
                RowAnswer.Of(
                    context.Product.ContinuousIntegration ? Off(entry) : null,
                    RowAnswer.Declared("publishes, and the product's build files switch the gate off") with { Notice = Off(entry) }),
            _ => RowAnswer.Of(Order(context, workflow, entry), Delivery(context, workflow, entry)),
        };
    };

    /// <summary>What a workflow does when the gate has said yes; one that only says so brings nothing to production.</summary>
    private static RowAnswer Delivery(RowContext context, Workflow workflow, ManifestEntry entry)
    {
        ImmutableArray<StepActivity> activities = [.. workflow.Jobs.SelectMany(job => WorkflowActivities.Of(context.Product, job.Steps))];
        if (activities.FirstOrDefault(activity => activity.Kind == ActivityKind.Missing) is { } missing)
            return RowAnswer.Of(MissingScript(entry, missing));
        if (activities.Any(activity => activity.Kind == ActivityKind.Moves))
            return RowAnswer.Proven("tests, then asks the gate");
        return workflow.HasUnseenParts || activities.Any(activity => activity.Kind is ActivityKind.Other or ActivityKind.Runs)
            ? RowAnswer.Declared("tests, then asks the gate; what brings the model to production cannot be read from its steps")
            : RowAnswer.Of(Problem.Failed(
                $"'{Quoted.Short(entry.Text!)}' tests and asks the gate, and then brings nothing to production",
                "Add the step that publishes or deploys, such as 'dotnet publish' or 'docker push'.", entry.Span));
    }

    /// <summary>A workflow that has to change something does so, with scripts that there are.</summary>
    public static RowCheck Acts(string path, string purpose) => context =>
    {
        if (Read(context, path, out var problem) is not { } workflow)
            return RowAnswer.Of(problem!);
        var entry = context.Entry(path);
        ImmutableArray<StepActivity> activities = [.. workflow.Jobs.SelectMany(job => WorkflowActivities.Of(context.Product, job.Steps))];
        if (activities.FirstOrDefault(activity => activity.Kind == ActivityKind.Missing) is { } missing)
            return RowAnswer.Of(MissingScript(entry, missing));
        return workflow.HasUnseenParts || activities.Any(CanChange)
            ? RowAnswer.Proven("")
            : RowAnswer.Of(Problem.Failed(
                $"'{Quoted.Short(entry.Text!)}' changes nothing: its steps only print, prepare or build, so {purpose}",
                "Add the step that deploys the version before.", entry.Span));
    };

    private static bool CanChange(StepActivity activity) =>
        activity.Kind is ActivityKind.Moves or ActivityKind.Runs or ActivityKind.Other;

    private static Problem MissingScript(ManifestEntry entry, StepActivity missing) => Problem.Failed(
        $"'{Quoted.Short(entry.Text!)}' calls '{Quoted.Short(missing.What)}', which the repository does not hold, so it stops there",
        "Add the script, or correct the step.", entry.Span);

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

    /// <summary>Whether a step of some workflow names a file of the product, and cannot fail in silence.</summary>
    public static bool Mentions(ProductSnapshot product, string path) =>
        Path.GetFileName(path.TrimEnd('/')) is { Length: > 3 } name
            && All(product).SelectMany(pair => pair.Workflow.Steps)
                .Any(step => !step.MayFail && step.Text.IndexOf(name, StringComparison.Ordinal) >= 0);

    /// <summary>Every workflow that a host would read, and the declared one.</summary>
    public static ImmutableArray<(string Path, Workflow Workflow)> All(ProductSnapshot product) =>
    [
        .. product.Folder.List(".github/workflows", ".yml", ".yaml")
            .Concat(product.Folder.List(".", "azure-pipelines.yml", "azure-pipelines.yaml", ".gitlab-ci.yml"))
            .Concat(new[] { product.Manifest.Text("training.productionize") }.OfType<string>()).Distinct()
            .Select(path => (path, product.Files.Workflow(path).Value)).Where(pair => pair.Value is not null)
            .Select(pair => (pair.path, pair.Value!)),
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
