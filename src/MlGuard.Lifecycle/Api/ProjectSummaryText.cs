using MlGuard.Catalogue;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Product.Summaries;
using MlGuard.Lifecycle.Writers;

namespace MlGuard.Lifecycle.Api;

/// <summary>What the analyzers of other projects read of a project: which of its methods predict, train, check, or read a file.</summary>
internal static class ProjectSummaryText
{
    /// <param name="facts">What the compiled assembly holds.</param>
    /// <param name="references">Full paths of the summaries of the projects that it refers to.</param>
    /// <returns>The text of the summary, and a warning for each summary that cannot be used.</returns>
    public static (string Text, ImmutableArray<Finding> Damaged) Of(AssemblyFacts facts, ImmutableArray<string> references)
    {
        var read = references.Where(File.Exists).Select(path => (Path: path, Summary: SummaryFile.Load(path))).ToImmutableArray();
        var summary = Summarizer.Of(facts, [.. read.Select(reference => reference.Summary).OfType<ProjectSummary>()]);
        return (
            SummaryFile.Write(summary),
            [
                .. read.Where(reference => reference.Summary is null).Select(reference => Finding.About(
                    LifecycleRules.FactsUnreadable, FindingSeverity.Warning, reference.Path,
                    "the summary is damaged or of another version, so its project counts as unknown",
                    "Delete the file and build again.")),
            ]);
    }
}
