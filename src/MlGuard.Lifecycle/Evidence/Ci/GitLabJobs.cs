using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Evidence.Ci;

/// <summary>The jobs of a pipeline of GitLab, which are keys of the file itself.</summary>
internal static class GitLabJobs
{
    private const int MaxParents = 8;

    private static readonly ImmutableArray<string> s_defaultStages = ["build", "test", "deploy"];

    private static readonly ImmutableHashSet<string> s_anyway = ["always", "on_failure"];

    private static readonly ImmutableHashSet<string> s_notJobs =
        ["default", "include", "stages", "variables", "workflow", "spec", "image", "services", "cache", "before_script", "after_script"];

    /// <summary>Whether a file is one of GitLab: no other host has a script in a map of its own at the top.</summary>
    public static bool Is(MapNode root) => root.Entries.Any(entry => IsJob(entry) && entry.Value.At("script") is not null);

    public static ImmutableArray<WorkflowJob> Of(MapNode root)
    {
        ImmutableArray<(string Name, ImmutableArray<MapNode> Parts)> jobs =
        [
            .. root.Entries.Where(entry => IsJob(entry) && !entry.Key.StartsWith(".", StringComparison.Ordinal))
                .Select(entry => (entry.Key, Parts(root, (MapNode)entry.Value))),
        ];
        ImmutableArray<string> stages = root.At("stages") is { } named ? Texts(named) : s_defaultStages;
        int StageOf(ImmutableArray<MapNode> parts) => Find(parts, "stage") switch
        {
            ScalarNode { Text: ".pre" } => -1,
            ScalarNode { Text: ".post" } => stages.Length,
            ScalarNode { Text: var stage } => stages.IndexOf(stage),
            _ => stages.IndexOf("test"),
        };
        return
        [
            .. jobs.Select(job => new WorkflowJob(
                job.Name,
                Find(job.Parts, "needs") is { } needs
                    ? [.. Texts(needs), .. needs.Items().Select(item => item.TextAt("job")).OfType<string>()]
                    : [.. jobs.Where(other => StageOf(other.Parts) < StageOf(job.Parts)).Select(other => other.Name)],
                s_anyway.Contains((Find(job.Parts, "when") as ScalarNode)?.Text ?? ""), MayFail(job.Parts), Steps(root, job.Parts))),
        ];
    }

    private static bool IsJob(MapEntry entry) => entry.Value is MapNode && !s_notJobs.Contains(entry.Key);

    /// <summary>A job and what it extends, the nearest first.</summary>
    private static ImmutableArray<MapNode> Parts(MapNode root, MapNode job)
    {
        var parts = new List<MapNode> { job };
        for (var at = 0; at < parts.Count && at < MaxParents; at++)
            parts.AddRange(Texts(parts[at].At("extends")).Reverse().Select(name => root.At(name)).OfType<MapNode>());
        return [.. parts];
    }

    private static Node? Find(ImmutableArray<MapNode> parts, string key) =>
        parts.Select(part => part.At(key)).FirstOrDefault(node => node is not null);

    private static bool MayFail(ImmutableArray<MapNode> parts) =>
        Find(parts, "allow_failure") is { } allowed && (allowed as ScalarNode)?.Text is not ("false" or "");

    private static ImmutableArray<WorkflowStep> Steps(MapNode root, ImmutableArray<MapNode> parts)
    {
        var mayFail = MayFail(parts);
        ImmutableArray<string> Lines(string key) =>
            Texts(Find(parts, key) ?? root.At("default", key) ?? (key == "script" ? null : root.At(key)));
        return
        [
            .. Lines("before_script").Concat(Lines("script")).Select(line => WorkflowStep.OfLine(line, mayFail, runsAnyway: false)),
            .. Lines("after_script").Select(line => WorkflowStep.OfLine(line, mayFail, runsAnyway: true)),
        ];
    }

    private static ImmutableArray<string> Texts(Node? node) => [.. node.Items().OfType<ScalarNode>().Select(item => item.Text)];
}
