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

    /// <summary>The further forms of the verdict that are written, separated by semicolons or spaces; <c>all</c> for every one.</summary>
    public string? Exports { get; set; }

    /// <summary>Where they are written.</summary>
    public string? ExportFolder { get; set; }

    /// <summary>A folder of earlier verdicts, from the manifest's folder or absolute; empty for none.</summary>
    public string? History { get; set; }

    private protected override void Run()
    {
        if (!TryReadKinds(out var kinds) || Decide() is not { } result)
            return;
        var report = result.TerminalReport.TrimEnd();
        AtomicFile.Write(VerdictFile, result.JsonReport);
        AtomicFile.WriteIfDifferent(LastGateFile, result.LastGate);
        AtomicFile.Write(Path.ChangeExtension(VerdictFile, ".txt"), report + "\n");
        // Before the findings: a build that fails is the one whose report is asked for.
        WriteExports(result.JsonReport, kinds);
        var printed = new HashSet<Finding>(FindingsFile.Read(File.ReadAllText(AlreadyReported)));
        foreach (var finding in result.Findings.Where(finding => !printed.Contains(finding)))
        {
            Report(finding);
        }

        Log.LogMessage(MessageImportance.High, "{0}", report);
        ShowInTerminal($"{Headline(report)} ({VerdictFile})");
    }

    /// <summary>A typo never leaves out what a pipeline waits for.</summary>
    private bool TryReadKinds(out ImmutableArray<string> kinds)
    {
        kinds = [.. (Exports ?? "").Split([';', ',', ' '], StringSplitOptions.RemoveEmptyEntries).Select(kind => kind.Trim())];
        if (kinds.FirstOrDefault(kind => kind != VerdictExports.Everything && !VerdictExports.Kinds.Contains(kind)) is not { } unknown)
            return true;
        ReportInvalid(
            "MlGuardExports", unknown,
            $"Write {VerdictExports.Everything}, or some of {string.Join(", ", VerdictExports.Kinds)}.");
        return false;
    }

    private void WriteExports(string verdict, ImmutableArray<string> kinds)
    {
        if (kinds.IsEmpty || string.IsNullOrEmpty(ExportFolder))
            return;
        var product = Path.GetDirectoryName(Manifest)!;
        var request = new ExportRequest(verdict, kinds) { Earlier = Earlier(product), Folder = VerdictExports.FolderInRepository(product) };
        foreach (var file in VerdictExports.Write(request))
        {
            AtomicFile.WriteIfDifferent(Path.Combine(product, ExportFolder, file.Name), file.Text);
        }

        Log.LogMessage(MessageImportance.High, "{0}", $"MlGuard: {string.Join(", ", kinds)} written to {ExportFolder}");
    }

    private ImmutableArray<string> Earlier(string product)
    {
        if (string.IsNullOrEmpty(History) || !Directory.Exists(Path.Combine(product, History)))
            return [];
        return
        [
            .. Directory.EnumerateFiles(Path.Combine(product, History), "*.json").OrderBy(path => path, StringComparer.Ordinal)
                .Select(File.ReadAllText),
        ];
    }

    private static string Headline(string report)
    {
        var line = report.Split('\n')[0];
        return line.Substring(line.IndexOf(':') + 1).Trim();
    }
}
