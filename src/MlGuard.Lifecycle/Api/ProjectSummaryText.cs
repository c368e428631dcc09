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
    /// <param name="projects">Full paths of their assemblies, also of those that have no summary.</param>
    /// <returns>The text of the summary, and a warning for each summary that cannot be used.</returns>
    public static (string Text, ImmutableArray<Finding> Damaged) Of(
        AssemblyFacts facts, ImmutableArray<string> references, ImmutableArray<string> projects)
    {
        var read = references.Where(File.Exists).Select(path => (Path: path, Summary: SummaryFile.Load(path))).ToImmutableArray();
        ImmutableArray<ProjectSummary> known = [.. read.Select(reference => reference.Summary).OfType<ProjectSummary>()];
        var summary = Summarizer.Of(facts, known);
        var handed = AnsweredContracts.Of(facts, summary, known, () => Read(projects));
        return (
            SummaryFile.Write(summary with { Methods = [.. summary.Methods, .. handed] }),
            [
                .. read.Where(reference => reference.Summary is null).Select(reference => Finding.About(
                    LifecycleRules.FactsUnreadable, FindingSeverity.Warning, reference.Path,
                    "read: the summary is damaged or of another version, so its project counts as unknown",
                    "Delete the file and build again.")),
            ]);
    }

    private static ImmutableArray<AssemblyFacts> Read(ImmutableArray<string> projects) =>
    [
        .. projects.Where(File.Exists).Select(path => FactsReader.Read(path, "", "", isTestProject: false))
            .Where(facts => facts.Fault is null && facts.Methods.Length <= Summarizer.MostMethods),
    ];
}
