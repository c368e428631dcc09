using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Evidence.Ci;

/// <summary>A pipeline of GitHub Actions, Azure Pipelines or GitLab: what starts it, and what it runs.</summary>
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
        if (GitLabJobs.Is(root))
            return Reading<Workflow>.Of(OfGitLab(root));
        var azure = WorkflowJob.OfAzure(root);
        return azure.Any(job => !job.Steps.IsEmpty)
            ? Reading<Workflow>.Of(OfAzure(root, azure))
            : new Fault("is no workflow of GitHub Actions, Azure Pipelines or GitLab");
    }

    /// <summary>The patterns of the files of which a change starts it when it is pushed; none where no push does.</summary>
    private ImmutableArray<PathPattern> PushedFiles { get; init; } = [];

    /// <summary>Whether a push starts it because of a file.</summary>
    /// <param name="path">From the root of the repository, with forward slashes.</param>
    public bool StartsOnPushOf(string path) => PathPattern.Hold(PushedFiles, path);

    /// <summary>Whether its host keeps schedules and triggers where no file shows them.</summary>
    public bool StartsUnseen { get; private init; }

    /// <summary>Whether parts of it stand in files that are not read: included, extended, called.</summary>
    public bool HasUnseenParts { get; private init; }

    public IEnumerable<WorkflowStep> Steps => Jobs.SelectMany(job => job.Steps);

    /// <summary>The step that runs the gate: its own target, or publish and pack, which it stands before.</summary>
    public WorkflowStep? GateStep => Steps.FirstOrDefault(step => step.RunsGate);

    /// <summary>Whether the gate is asked, and each job that asks it may fail without the workflow failing.</summary>
    public bool OnlyAsksInVain =>
        Jobs.Where(job => job.Steps.Any(step => step.RunsGate)).Select(job => job.MayFail).DefaultIfEmpty(false).All(mayFail => mayFail);

    private static Workflow OfGitHub(Node on, ImmutableArray<WorkflowJob> jobs)
    {
        ImmutableHashSet<string> events =
        [
            .. on.Items().OfType<ScalarNode>().Select(item => item.Text),
            .. on.Entries().Select(entry => entry.Key),
        ];
        return new(events.Contains("workflow_dispatch"), Crons(on.At("schedule")), events.Overlaps(s_events), jobs)
        {
            PushedFiles = events.Contains("push") && !IsOfTagsAlone(on.At("push")) ? PushedFilesOf(on.At("push")) : [],
            HasUnseenParts = IsCalling(jobs),
        };
    }

    /// <summary>Every pipeline of Azure can be queued by hand.</summary>
    private static Workflow OfAzure(MapNode root, ImmutableArray<WorkflowJob> jobs) =>
        new(true, Crons(root.At("schedules")), root.At("resources") is not null, jobs)
        {
            PushedFiles =
            [
                .. Patterns(root.At("trigger", "paths", "include"), "", isOfGitHub: false),
                .. Patterns(root.At("trigger", "paths", "exclude"), "!", isOfGitHub: false),
            ],
            HasUnseenParts = root.At("extends") is not null || IsCalling(jobs),
        };

    /// <summary>Every pipeline of GitLab can be started by hand, unless its rules name other sources alone.</summary>
    private static Workflow OfGitLab(MapNode root)
    {
        var rules = root.At("workflow", "rules").Items();
        ImmutableArray<WorkflowJob> jobs = GitLabJobs.Of(root);
        return new(
            rules.IsEmpty || rules.Any(rule => rule.TextAt("when") != "never" && IsForHands(rule.TextAt("if") ?? "")), [],
            rules.Any(rule => rule.TextAt("when") != "never" && (rule.TextAt("if") ?? "").Contains("\"trigger\"")), jobs)
        {
            StartsUnseen = true,
            HasUnseenParts = root.At("include") is not null,
        };
    }

    private static bool IsForHands(string rule) =>
        !rule.Contains("CI_PIPELINE_SOURCE") || rule.Contains("\"web\"") || rule.Contains("!=");

    private static bool IsCalling(ImmutableArray<WorkflowJob> jobs) =>
        jobs.SelectMany(job => job.Steps).Any(step => step.Uses.StartsWith(".", StringComparison.Ordinal));

    /// <summary>Where only tags are named, no push to a branch starts it, and GitHub looks at no path.</summary>
    private static bool IsOfTagsAlone(Node? push) =>
        (push?.At("tags") ?? push?.At("tags-ignore")) is not null && (push?.At("branches") ?? push?.At("branches-ignore")) is null;

    private static ImmutableArray<PathPattern> PushedFilesOf(Node? push) => push?.At("paths") is { } paths
        ? Patterns(paths, "", isOfGitHub: true)
        : [new("**", isOfGitHub: true), .. Patterns(push?.At("paths-ignore"), "!", isOfGitHub: true)];

    private static ImmutableArray<PathPattern> Patterns(Node? paths, string mark, bool isOfGitHub) =>
        [.. paths.Items().OfType<ScalarNode>().Select(path => new PathPattern(mark + path.Text, isOfGitHub))];

    private static ImmutableArray<string> Crons(Node? schedules) =>
        [.. schedules.Items().Select(schedule => schedule.TextAt("cron")).OfType<string>()];

    /// <summary>What ships before a gate has said yes; null when nothing does.</summary>
    /// <param name="isGate">Whether a step asks the gate, and stops when it says no.</param>
    /// <param name="isTested">Whether only a gate counts that decides with what tests have found.</param>
    public Shipped? ShippedUnasked(Func<WorkflowStep, bool> isGate, bool isTested = false)
    {
        foreach (var job in Jobs)
        {
            var isAsked = !job.RunsAnyway
                && Before(job).Any(other => !other.MayFail && Judged(other, isGate, isTested).Any(judged => judged.IsGate));
            foreach (var (step, asks) in Judged(job, isGate, isTested))
            {
                if (Shipping.In(step) is { } ships && (step.RunsAnyway || !(isAsked || (asks && step.GateAt < ships.At))))
                    return new(ships.What, step.RunsAnyway || job.RunsAnyway);
                isAsked |= asks;
            }
        }

        return null;
    }

    /// <summary>Whether some gate is asked when tests have run, in its job or in one that the job needs.</summary>
    public bool AsksAfterTests(Func<WorkflowStep, bool> isGate) =>
        Jobs.Any(job => Judged(job, isGate, isTested: true).Any(judged => judged.IsGate));

    /// <summary>The steps of a job, and which of them is a gate that counts.</summary>
    private IEnumerable<(WorkflowStep Step, bool IsGate)> Judged(WorkflowJob job, Func<WorkflowStep, bool> isGate, bool isTested)
    {
        var hasRun = !isTested || Before(job).Any(other => other.Steps.Any(step => step.RunsTests));
        foreach (var step in job.Steps)
        {
            yield return (step, isGate(step) && (hasRun || step.TestsFirst));
            hasRun |= step.RunsTests;
        }
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
