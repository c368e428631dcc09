using Microsoft.Build.Framework;
using MlGuard.Lifecycle.Api;

namespace MlGuard.Build;

/// <summary>
/// The Facts phase: reads from a compiled assembly which symbols, predictions, trainings and tests it holds, for the gate and for the
/// compilations that refer to it.
/// </summary>
public sealed class ExtractFacts : FactsTask
{
    /// <summary>Where the summary for other projects is written; empty where nobody can ask for it.</summary>
    public string SummaryFile { get; set; } = "";

    /// <summary>The summaries of the projects that this one refers to.</summary>
    public ITaskItem[] ReferredSummaries { get; set; } = [];

    /// <summary>The assemblies of the projects that this one refers to, with a summary or without.</summary>
    public ITaskItem[] ReferredProjects { get; set; } = [];

    /// <summary>What shows that summaries were made; empty for none.</summary>
    public string StampFile { get; set; } = "";

    private protected override void Run()
    {
        var facts = Extract();
        if (SummaryFile.Length == 0)
            return;
        var (summary, damaged) = ProjectSummaryText.Of(facts, FullPaths(ReferredSummaries), FullPaths(ReferredProjects));
        foreach (var finding in damaged)
            Report(finding);
        AtomicFile.WriteIfDifferent(Path.GetFullPath(SummaryFile), summary);
        if (StampFile.Length > 0)
            AtomicFile.Write(Path.GetFullPath(StampFile), "");
    }
}
