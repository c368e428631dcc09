using Microsoft.Build.Framework;
using MlGuard.Lifecycle.Api;

namespace MlGuard.Build;

/// <summary>Repeats what the last check found, in every build for as long as it holds.</summary>
public sealed class ReportFindings : LifecycleTask
{
    /// <summary>What <see cref="CheckManifest"/> left.</summary>
    [Required]
    public string FindingsFile { get; set; } = "";

    /// <summary>The variable that shows that this is a build server; empty on a developer's machine.</summary>
    public string? BuildServer { get; set; }

    private protected override string Subject => FindingsFile;

    private protected override void Run()
    {
        var findings = Lifecycle.Api.FindingsFile.Read(File.ReadAllText(FindingsFile));
        foreach (var finding in findings)
        {
            Report(finding);
        }

        // Who meets these errors has seen warnings on the own machine, and no verdict follows that would say why.
        if (!string.IsNullOrEmpty(BuildServer) && findings.Any(finding => finding.Severity == FindingSeverity.Error))
            Log.LogMessage(MessageImportance.High, "{0}", $"MlGuard: gaps fail this build because {BuildServer} is set.");
    }
}
