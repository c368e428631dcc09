using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Evidence.Ci;

/// <summary>Steps that run one after the other.</summary>
/// <param name="Name">Its name; in Azure with that of its stage.</param>
/// <param name="Needs">The jobs that end well before it begins.</param>
/// <param name="RunsAnyway">Whether it begins also when one of them fails.</param>
/// <param name="MayFail">Whether those that need it begin also when it fails.</param>
/// <param name="Steps">What it runs.</param>
internal sealed record WorkflowJob(
    string Name, ImmutableArray<string> Needs, bool RunsAnyway, bool MayFail, ImmutableArray<WorkflowStep> Steps)
{
    /// <summary>When it runs; empty where it does not say.</summary>
    public string Condition { get; private init; } = "";

    private const int MaxSteps = 10_000;
    private const int MaxDepth = 12;

    public static ImmutableArray<WorkflowJob> OfGitHub(MapNode jobs) =>
    [
        .. jobs.Entries.Select(job => new WorkflowJob(
            job.Key, Texts(job.Value.At("needs")), WorkflowStep.IsAlways(job.Value),
            job.Value.TextAt("continue-on-error") is not (null or "false" or ""), StepsIn(job.Value))
        {
            Condition = EventCondition.Of(job.Value),
        }),
    ];

    /// <summary>Stages run one after the other unless they say otherwise, and the jobs of a stage side by side.</summary>
    public static ImmutableArray<WorkflowJob> OfAzure(MapNode root)
    {
        var stages = root.At("stages").Items();
        if (stages.IsEmpty)
            return JobsOf(root, "", []);
        var jobs = ImmutableArray.CreateBuilder<WorkflowJob>();
        string? last = null;
        foreach (var stage in stages)
        {
            var name = stage.TextAt("stage") ?? $"#{jobs.Count}";
            ImmutableArray<string> inOrder = last is null ? [] : [last];
            var before = stage.At("dependsOn") is { } named ? Texts(named) : inOrder;
            jobs.AddRange(JobsOf(stage, name, [.. jobs.Where(job => before.Any(earlier => IsOf(job, earlier))).Select(job => job.Name)]));
            last = name;
        }

        return jobs.ToImmutable();
    }

    private static bool IsOf(WorkflowJob job, string stage) => job.Name.StartsWith(stage + "/", StringComparison.Ordinal);

    private static ImmutableArray<WorkflowJob> JobsOf(Node stage, string name, ImmutableArray<string> before)
    {
        var jobs = stage.At("jobs").Items();
        if (jobs.IsEmpty)
            return [new($"{name}/", before, WorkflowStep.IsAlways(stage), false, StepsIn(stage))];
        var made = ImmutableArray.CreateBuilder<WorkflowJob>();
        foreach (var job in jobs)
        {
            // A template's branch has no name of its own, and nothing says what it waits for.
            var own = job.TextAt("job") ?? job.TextAt("deployment");
            ImmutableArray<string> needs = own is null
                ? [.. made.Select(other => other.Name)]
                : [.. Texts(job.At("dependsOn")).Select(other => $"{name}/{other}")];
            made.Add(new(
                $"{name}/{own ?? $"#{made.Count}"}", [.. before, .. needs], WorkflowStep.IsAlways(job) || WorkflowStep.IsAlways(stage),
                job.TextAt("continueOnError") is not (null or "false" or ""), StepsIn(job)) { Condition = EventCondition.Of(job) });
        }

        return made.ToImmutable();
    }

    private static ImmutableArray<string> Texts(Node? node) => [.. node.Items().OfType<ScalarNode>().Select(item => item.Text)];

    private static ImmutableArray<WorkflowStep> StepsIn(Node node)
    {
        var steps = new List<WorkflowStep>();
        Collect(node, steps, MaxDepth);
        return [.. steps];
    }

    /// <summary>Steps stand under strategies and templates' branches too; a map that runs something is one.</summary>
    private static void Collect(Node node, List<WorkflowStep> steps, int depth)
    {
        if (depth == 0 || steps.Count >= MaxSteps || EventCondition.IsNever(node))
            return;
        if (node is MapNode map && WorkflowStep.Of(map) is { } step)
            steps.Add(step);
        foreach (var child in node is ListNode list ? list.Items : [.. node.Entries().Select(entry => entry.Value)])
            Collect(child, steps, depth - 1);
    }
}
