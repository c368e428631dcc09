using Microsoft.Build.Framework;
using MlGuard.Lifecycle.Api;

namespace MlGuard.Build;

/// <summary>The Build phase: checks the manifest against the product's files, and leaves the findings and the analyzers' digest.</summary>
public sealed class CheckManifest : LifecycleTask
{
    private const int MaximumHintLength = 64 * 1024;

    /// <summary>Full path of the manifest.</summary>
    [Required]
    public string Manifest { get; set; } = "";

    /// <summary>Notebooks and scripts below the manifest.</summary>
    public ITaskItem[] Notebooks { get; set; } = [];

    /// <summary>Project files below the manifest.</summary>
    public ITaskItem[] Projects { get; set; } = [];

    /// <summary>The day that dates are measured against, <c>yyyy-MM-dd</c>.</summary>
    [Required]
    public string Today { get; set; } = "";

    /// <summary><c>report</c>, <c>warn</c> or <c>enforce</c>; empty for the manifest's own.</summary>
    public string? Mode { get; set; }

    /// <summary>An organisation's policy, from the manifest's folder or absolute; empty for none.</summary>
    public string? Policy { get; set; }

    /// <summary>The variable that shows that this is a build server; empty on a developer's machine.</summary>
    public string? BuildServer { get; set; }

    /// <summary>Where the findings are kept for the builds in which nothing changes.</summary>
    [Required]
    public string FindingsFile { get; set; } = "";

    /// <summary>Where the analyzers read what they need of the manifest.</summary>
    [Required]
    public string DigestFile { get; set; } = "";

    /// <summary>Where the files are listed whose change makes the check run again.</summary>
    [Required]
    public string FilesReadFile { get; set; } = "";

    /// <summary>Where the files are listed that were looked for in vain, and whose appearance makes the check run again.</summary>
    [Required]
    public string FilesMissedFile { get; set; } = "";

    /// <summary>What the last gate left for the analyzers; absent when none has run here.</summary>
    public string? LastGateFile { get; set; }

    private protected override string Subject => Manifest;

    private protected override void Run()
    {
        if (!TryReadSettings(Today, Mode, out var day, out var mode))
            return;

        var lastGate = File.Exists(LastGateFile) && new FileInfo(LastGateFile).Length <= MaximumHintLength
            ? File.ReadAllText(LastGateFile)
            : null;
        var result = ProductCheck.Run(new CheckRequest(
            Manifest, FullPaths(Notebooks), day, mode, !string.IsNullOrEmpty(BuildServer))
        {
            LastGate = lastGate,
            Projects = FullPaths(Projects),
            Policy = PolicyPath(Manifest, Policy),
        });
        AtomicFile.WriteIfDifferent(DigestFile, result.Digest);
        AtomicFile.Write(FilesReadFile, Lines(result.FilesRead.Where(File.Exists)));
        AtomicFile.Write(FilesMissedFile, Lines(result.FilesRead.Where(file => !File.Exists(file))));
        AtomicFile.Write(FindingsFile, Lifecycle.Api.FindingsFile.Write(result.Findings));
    }

    private static string Lines(IEnumerable<string> files) => string.Concat(files.Select(file => file + "\n"));
}
