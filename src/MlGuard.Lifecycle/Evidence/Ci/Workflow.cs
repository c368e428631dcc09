using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Evidence.Ci;

/// <summary>A pipeline of GitHub Actions or Azure Pipelines: what starts it, and what it runs.</summary>
/// <param name="CanBeStartedByHand">Whether somebody can start it when they want.</param>
/// <param name="Schedules">Its cron expressions.</param>
/// <param name="StartsOnEvent">Whether something else than a push by a developer or a clock starts it.</param>
/// <param name="Jobs">What it runs.</param>
internal sealed record Workflow(
    bool CanBeStartedByHand, ImmutableArray<string> Schedules, bool StartsOnEvent, ImmutableArray<WorkflowJob> Jobs)
{
    private static readonly ImmutableHashSet<string> s_events = ["repository_dispatch", "workflow_run", "workflow_call"];

    public static Reading<Workflow> Read(byte[] bytes)
    {
        var (root, fault) = ForeignYaml.Read(bytes);
        if (root is null)
            return fault!;
        if (root.Find("on") is { } on)
            return root.At("jobs") is MapNode { Entries.IsEmpty: false } jobs
                ? Reading<Workflow>.Of(OfGitHub(on.Value, WorkflowJob.OfGitHub(jobs)))
                : new Fault("is a workflow without a job");
        var azure = WorkflowJob.OfAzure(root);
        return azure.Any(job => !job.Steps.IsEmpty)
            ? Reading<Workflow>.Of(OfAzure(root, azure))
            : new Fault("is no workflow of GitHub Actions or Azure Pipelines");
    }

    public IEnumerable<WorkflowStep> Steps => Jobs.SelectMany(job => job.Steps);

    /// <summary>The step that runs the gate: its own target, or publish and pack, which it stands before.</summary>
    public WorkflowStep? GateStep => Steps.FirstOrDefault(step => step.RunsGate);

    private static Workflow OfGitHub(Node on, ImmutableArray<WorkflowJob> jobs)
    {
        ImmutableHashSet<string> events =
        [
            .. on.Items().OfType<ScalarNode>().Select(item => item.Text),
            .. on.Entries().Select(entry => entry.Key),
        ];
        return new(events.Contains("workflow_dispatch"), Crons(on.At("schedule")), events.Overlaps(s_events), jobs);
    }

    /// <summary>Every pipeline of Azure can be queued by hand.</summary>
    private static Workflow OfAzure(MapNode root, ImmutableArray<WorkflowJob> jobs) =>
        new(true, Crons(root.At("schedules")), root.At("resources") is not null, jobs);

    private static ImmutableArray<string> Crons(Node? schedules) =>
        [.. schedules.Items().Select(schedule => schedule.TextAt("cron")).OfType<string>()];

    /// <summary>What ships before a gate has said yes; null when nothing does.</summary>
    /// <param name="isGate">Whether a step asks the gate, and stops when it says no.</param>
    public Shipped? ShippedUnasked(Func<WorkflowStep, bool> isGate)
    {
        foreach (var job in Jobs)
        {
            var isAsked = !job.RunsAnyway && Before(job).Any(other => !other.MayFail && other.Steps.Any(isGate));
            foreach (var step in job.Steps)
            {
                if (Shipping.In(step) is { } ships
                    && (step.RunsAnyway || !(isAsked || (isGate(step) && step.GateAt < ships.At))))
                    return new(ships.What, step.RunsAnyway || job.RunsAnyway);
                isAsked |= isGate(step);
            }
        }

        return null;
    }

    /// <summary>The jobs that have ended well when a job begins.</summary>
    private IEnumerable<WorkflowJob> Before(WorkflowJob job)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { job.Name };
        var open = new Queue<string>(job.Needs);
        while (open.Count > 0)
        {
            var name = open.Dequeue();
            if (!seen.Add(name))
                continue;
            foreach (var before in Jobs.Where(other => other.Name == name))
            {
                yield return before;
                foreach (var need in before.Needs)
                    open.Enqueue(need);
            }
        }
    }
}

/// <summary>Something that leaves the build.</summary>
/// <param name="What">The words that say so.</param>
/// <param name="RunsAnyway">Whether it runs also when a step before it has failed.</param>
internal sealed record Shipped(string What, bool RunsAnyway);
