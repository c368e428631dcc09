using Microsoft.Build.Framework;
using MlGuard.Lifecycle.Api;

namespace MlGuard.Build;

/// <summary>
/// What every task does that asks the gate: it gathers the manifest and the facts of all projects, and has the product decided.
/// </summary>
public abstract class GateTask : LifecycleTask
{
    /// <summary>Full path of the manifest.</summary>
    [Required]
    public string Manifest { get; set; } = "";

    /// <summary>Every project below the manifest.</summary>
    public ITaskItem[] Projects { get; set; } = [];

    /// <summary>
    /// The facts that the projects gave, each with <c>MSBuildSourceProjectFile</c>; facts that came from elsewhere name their project
    /// themselves.
    /// </summary>
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

    /// <summary>The variable that shows that this is a build server; empty on a developer's machine.</summary>
    public string? BuildServer { get; set; }

    /// <summary>The configuration that is decided about; facts of another one are stale.</summary>
    public string? Configuration { get; set; }

    /// <summary>Whether the gate stands before publish and pack; empty when the product's own build files say nothing of it.</summary>
    public string? GateBeforePublish { get; set; }

    /// <summary>Whether the facts were found, and not made by this build.</summary>
    public bool AreFactsFound { get; set; }

    private protected override string Subject => Manifest;

    /// <summary>The gate's decision; null when a setting cannot be understood, which is then reported.</summary>
    /// <param name="stage">The stage to decide about; null for the one that the manifest declares.</param>
    private protected GateResult? Decide(string? stage = null)
    {
        if (!TryReadSettings(Today, Mode, out var day, out var mode))
            return null;
        ImmutableArray<(string Path, string Project)> facts =
        [
            .. Facts.Select(item => (Path: item.GetMetadata("FullPath"), Project: ProjectOf(item))).Where(pair => IsOfProduct(pair.Project))
                .OrderBy(pair => pair.Path, StringComparer.Ordinal),
        ];
        var request = new GateRequest(
            Manifest,
                [.. facts.Select(pair => pair.Path)], MissingProjects(facts.Select(pair => pair.Project)), FullPaths(Notebooks), day, mode,
            !string.IsNullOrEmpty(BuildServer));
        return Gate.Decide(request with
        {
            Stage = stage,
            Policy = PolicyPath(Manifest, Policy),
            BuildServer = BuildServer,
            Configuration = string.IsNullOrEmpty(Configuration) ? null : Configuration,
            GateIsOff = string.Equals(GateBeforePublish, "false", StringComparison.OrdinalIgnoreCase),
            AreFactsFound = AreFactsFound,
        });
    }

    private string ProjectOf(ITaskItem facts)
    {
        if (facts.GetMetadata("MSBuildSourceProjectFile") is { Length: > 0 } project)
            return project;
        return Lifecycle.Facts.FactsFile.LoadHead(facts.GetMetadata("FullPath")).Project is { Length: > 0 } named
            ? Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Manifest)!, named))
            : "";
    }

    /// <summary>Facts of a project that is no more say nothing about the product; facts that cannot be read do.</summary>
    private bool IsOfProduct(string project) =>
        project.Length == 0
            || Projects.Any(known => string.Equals(known.GetMetadata("FullPath"), project, StringComparison.OrdinalIgnoreCase));

    private ImmutableArray<MissingProject> MissingProjects(IEnumerable<string> projects)
    {
        var answered = new HashSet<string>(projects, StringComparer.OrdinalIgnoreCase);
        var root = Path.GetDirectoryName(Manifest)!;
        return
        [
            .. from project in FullPaths(Projects) where !answered.Contains(project) select UnseenProject.Of(project, root),
            .. ProjectSearch.LeftOut(root, FullPaths(Projects)),
        ];
    }
}
