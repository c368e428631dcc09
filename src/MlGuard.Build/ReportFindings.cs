using Microsoft.Build.Framework;

namespace MlGuard.Build;

/// <summary>Repeats what the last check found, in every build for as long as it holds.</summary>
public sealed class ReportFindings : LifecycleTask
{
    /// <summary>What <see cref="CheckManifest"/> left.</summary>
    [Required]
    public string FindingsFile { get; set; } = "";

    private protected override string Subject => FindingsFile;

    private protected override void Run()
    {
        foreach (var finding in Lifecycle.Api.FindingsFile.Read(File.ReadAllText(FindingsFile)))
        {
            Report(finding);
        }
    }
}
