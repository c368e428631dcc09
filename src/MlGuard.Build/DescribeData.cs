using Microsoft.Build.Framework;
using MlGuard.Lifecycle.Api;

namespace MlGuard.Build;

/// <summary>Leaves for the analyzers what the beginnings of the data files show that the project's code names.</summary>
public sealed class DescribeData : LifecycleTask
{
    /// <summary>The project's source files.</summary>
    [Required]
    public ITaskItem[] Sources { get; set; } = [];

    /// <summary>The project's other files.</summary>
    public ITaskItem[] Files { get; set; } = [];

    /// <summary>Full path of the project.</summary>
    [Required]
    public string Project { get; set; } = "";

    /// <summary>Where the analyzers read it.</summary>
    [Required]
    public string DataFile { get; set; } = "";

    private protected override string Subject => Project;

    private protected override void Run() =>
        AtomicFile.WriteIfDifferent(
            Path.GetFullPath(DataFile), DataDescription.Write(FullPaths(Sources), FullPaths(Files), Path.GetDirectoryName(Project)!));
}
