using Microsoft.Build.Framework;
using MlGuard.Lifecycle.Api;
using MlGuard.Lifecycle.Facts;

namespace MlGuard.Build;

/// <summary>The Gate phase: decides which stage the product has earned, from the manifest and the facts of all its projects.</summary>
public sealed class DecideStage : LifecycleTask
{
    /// <summary>Full path of the manifest.</summary>
    [Required]
    public string Manifest { get; set; } = "";

    /// <summary>Every project below the manifest.</summary>
    public ITaskItem[] Projects { get; set; } = [];

    /// <summary>The facts that the projects gave, each with <c>MSBuildSourceProjectFile</c>; facts that came from elsewhere name their project themselves.</summary>
    public ITaskItem[] Facts { get; set; } = [];

    /// <summary>Notebooks and scripts below the manifest.</summary>
    public ITaskItem[] Notebooks { get; set; } = [];

    /// <summary>The day that dates are measured against, <c>yyyy-MM-dd</c>.</summary>
    [Required]
    public string Today { get; set; } = "";

    /// <summary><c>report</c>, <c>warn</c> or <c>enforce</c>; empty for the manifest's own.</summary>
    public string? Mode { get; set; }

    /// <summary>An organisation's policy, from the manifest's folder or absolute; empty for none.</summary>
    public string? Policy { get; set; }

    /// <summary>Whether this is a build server.</summary>
    public bool ContinuousIntegration { get; set; }

    /// <summary>The findings of the Build phase, which this build has printed already.</summary>
    [Required]
    public string AlreadyReported { get; set; } = "";

    /// <summary>Where the verdict is written, as JSON; as text beside it, for a terminal that shows warnings alone.</summary>
    [Required]
    public string VerdictFile { get; set; } = "";

    /// <summary>Where the gate leaves what the analyzers of later builds show.</summary>
    [Required]
    public string LastGateFile { get; set; } = "";

    private protected override string Subject => Manifest;

    private protected override void Run()
    {
        if (!TryReadSettings(Today, Mode, out var day, out var mode))
            return;

        ImmutableArray<(string Path, string Project)> facts = [.. Facts.Select(item => (item.GetMetadata("FullPath"), ProjectOf(item))).Where(pair => IsOfProduct(pair.Item2)).OrderBy(pair => pair.Item1, StringComparer.Ordinal)];
        var result = Gate.Decide(
            new GateRequest(
                Manifest, [.. facts.Select(pair => pair.Path)], MissingProjects(facts.Select(pair => pair.Project)), FullPaths(Notebooks), day, mode,
                ContinuousIntegration)
            { Policy = PolicyPath(Manifest, Policy) });
        var report = result.TerminalReport.TrimEnd();
        AtomicFile.Write(VerdictFile, result.JsonReport);
        AtomicFile.WriteIfDifferent(LastGateFile, result.LastGate);
        AtomicFile.Write(Path.ChangeExtension(VerdictFile, ".txt"), report + "\n");
        var printed = new HashSet<Finding>(FindingsFile.Read(File.ReadAllText(AlreadyReported)));
        foreach (var finding in result.Findings.Where(finding => !printed.Contains(finding)))
        {
            Report(finding);
        }

        Log.LogMessage(MessageImportance.High, "{0}", report);
    }

    private string ProjectOf(ITaskItem facts) =>
        facts.GetMetadata("MSBuildSourceProjectFile") is { Length: > 0 } project ? project
        : FactsFile.Load(facts.GetMetadata("FullPath")).Project is { Length: > 0 } named ? Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Manifest)!, named))
        : "";

    /// <summary>Facts of a project that is no more say nothing about the product; facts that cannot be read do.</summary>
    private bool IsOfProduct(string project) =>
        project.Length == 0 || Projects.Any(known => string.Equals(known.GetMetadata("FullPath"), project, StringComparison.OrdinalIgnoreCase));

    private ImmutableArray<MissingProject> MissingProjects(IEnumerable<string> projects)
    {
        var answered = new HashSet<string>(projects, StringComparer.OrdinalIgnoreCase);
        return [.. from project in FullPaths(Projects) where !answered.Contains(project) select Missing(project)];
    }

    private MissingProject Missing(string project)
    {
        var name = project.Substring(Path.GetDirectoryName(Manifest)!.Length + 1).Replace('\\', '/');
        return File.Exists(Path.Combine(Path.GetDirectoryName(project)!, "obj", "project.assets.json"))
            ? new MissingProject(name, "it does not reference MlGuard", "Reference the package for all projects, in Directory.Packages.props or Directory.Build.props beside the manifest.")
            : new MissingProject(name, "it was never restored", "Run 'dotnet restore' on it.");
    }
}
