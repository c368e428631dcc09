using Microsoft.Build.Framework;
using MlGuard.Lifecycle.Api;

namespace MlGuard.Build;

/// <summary>The Gate phase: decides which stage the product has earned, from the manifest and the facts of all its projects.</summary>
public sealed class DecideStage : GateTask
{
    /// <summary>The findings of the Build phase, which this build has printed already.</summary>
    [Required]
    public string AlreadyReported { get; set; } = "";

    /// <summary>Where the verdict is written, as JSON; as text beside it, for a terminal that shows warnings alone.</summary>
    [Required]
    public string VerdictFile { get; set; } = "";

    /// <summary>Where the gate leaves what the analyzers of later builds show.</summary>
    [Required]
    public string LastGateFile { get; set; } = "";

    private protected override void Run()
    {
        if (Decide() is not { } result)
            return;
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
        ShowInTerminal($"{Headline(report)} ({VerdictFile})");
    }

    private static string Headline(string report)
    {
        var line = report.Split('\n')[0];
        return line.Substring(line.IndexOf(':') + 1).Trim();
    }
}
