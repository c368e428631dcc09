using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Evidence.Ci;

/// <summary>A pipeline of GitHub Actions or Azure Pipelines: what starts it, and what it runs.</summary>
/// <param name="CanBeStartedByHand">Whether somebody can start it when they want.</param>
/// <param name="Schedules">Its cron expressions.</param>
/// <param name="StartsOnEvent">Whether something else than a push by a developer or a clock starts it.</param>
/// <param name="Steps">What it runs.</param>
internal sealed record Workflow(
    bool CanBeStartedByHand, ImmutableArray<string> Schedules, bool StartsOnEvent, ImmutableArray<WorkflowStep> Steps)
{
    private const int MaxSteps = 10_000;
    private const int MaxDepth = 12;

    private static readonly ImmutableHashSet<string> s_events = ["repository_dispatch", "workflow_run", "workflow_call"];

    public static Reading<Workflow> Read(byte[] bytes)
    {
        var (root, fault) = ForeignYaml.Read(bytes);
        if (root is null)
            return fault!;
        var steps = new List<WorkflowStep>();
        Collect(root, steps, MaxDepth);
        if (root.Find("on") is { } on)
            return root.At("jobs") is MapNode { Entries.IsEmpty: false }
                ? Reading<Workflow>.Of(OfGitHub(on.Value, [.. steps]))
                : new Fault("is a workflow without a job");
        return steps.Count > 0
            ? Reading<Workflow>.Of(OfAzure(root, [.. steps]))
            : new Fault("is no workflow of GitHub Actions or Azure Pipelines");
    }

    /// <summary>The step that runs the gate: its own target, or publish and pack, which it stands before.</summary>
    public WorkflowStep? GateStep => Steps.FirstOrDefault(step => step.RunsGate);

    private static Workflow OfGitHub(Node on, ImmutableArray<WorkflowStep> steps)
    {
        ImmutableHashSet<string> events =
        [
            .. on.Items().OfType<ScalarNode>().Select(item => item.Text),
            .. on.Entries().Select(entry => entry.Key),
        ];
        return new(events.Contains("workflow_dispatch"), Crons(on.At("schedule")), events.Overlaps(s_events), steps);
    }

    /// <summary>Every pipeline of Azure can be queued by hand.</summary>
    private static Workflow OfAzure(MapNode root, ImmutableArray<WorkflowStep> steps) =>
        new(true, Crons(root.At("schedules")), root.At("resources") is not null, steps);

    private static ImmutableArray<string> Crons(Node? schedules) =>
        [.. schedules.Items().Select(schedule => schedule.TextAt("cron")).OfType<string>()];

    /// <summary>Steps stand under jobs, stages and templates' branches; a map that runs something is one.</summary>
    private static void Collect(Node node, List<WorkflowStep> steps, int depth)
    {
        if (depth == 0 || steps.Count >= MaxSteps)
            return;
        if (node is MapNode map && WorkflowStep.Of(map) is { } step)
            steps.Add(step);
        foreach (var child in node is ListNode list ? list.Items : [.. node.Entries().Select(entry => entry.Value)])
            Collect(child, steps, depth - 1);
    }
}

/// <summary>One step.</summary>
/// <param name="Text">The command lines, or the arguments of a task.</param>
/// <param name="MayFail">Whether the pipeline goes on when it fails.</param>
internal sealed record WorkflowStep(string Text, bool MayFail)
{
    private static readonly ImmutableArray<string> s_commands = ["run", "script", "bash", "powershell", "pwsh"];

    private static readonly ImmutableArray<string> s_muting =
        ["MlGuardMode=report", "MlGuardMode=warn", "MlGuardManifest= ", "MlGuardManifest=\"\"", "MlGuardManifest=;"];

    public bool RunsGate =>
        Text.IndexOf("MlGuardGate", StringComparison.Ordinal) >= 0
            && Text.IndexOf("MlGuardGateBeforePublish=false", StringComparison.Ordinal) < 0
        || ((Text.IndexOf("dotnet publish", StringComparison.Ordinal) >= 0 || Text.IndexOf("dotnet pack", StringComparison.Ordinal) >= 0)
            && Text.IndexOf("MlGuardGateBeforePublish=false", StringComparison.Ordinal) < 0);

    /// <summary>Whether the gate is asked for itself, and not because publish and pack ask it.</summary>
    public bool NamesGate => Text.IndexOf("MlGuardGate", StringComparison.Ordinal) >= 0;

    /// <summary>What the step says to the gate so that it fails nothing; null when it says nothing of the kind.</summary>
    public string? Muted => s_muting.FirstOrDefault(word => Text.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);

    public static WorkflowStep? Of(MapNode map)
    {
        var command = s_commands.Select(name => map.TextAt(name)).FirstOrDefault(text => text is not null);
        var task = map.TextAt("task") is { } name && name.StartsWith("DotNetCoreCLI", StringComparison.OrdinalIgnoreCase)
            ? $"dotnet {map.TextAt("inputs", "command")} {map.TextAt("inputs", "arguments")} {map.TextAt("inputs", "custom")}"
            : null;
        if ((command ?? task) is not { } text)
            return null;
        var goesOn = map.TextAt("continue-on-error") ?? map.TextAt("continueOnError");
        return new(text, goesOn is not null and not ("false" or "") || IgnoresFailure(text));
    }

    private static bool IgnoresFailure(string text) =>
        text.Split('\n')
            .Any(line => line.IndexOf("MlGuardGate", StringComparison.Ordinal) >= 0 && line.IndexOf("||", StringComparison.Ordinal) >= 0);
}
