using System.Text;
using MlGuard.Lifecycle.Writers.Reports;

namespace MlGuard.Lifecycle.Writers.Exports;

/// <summary>
/// The skeleton of the technical documentation that Annex IV of the EU AI Act asks for in the class high: what the manifest knows, and
/// which of its fields are missing.
/// </summary>
internal static class TechnicalDocumentation
{
    private static readonly ImmutableArray<(string Title, ImmutableArray<(string Label, string Path)> Fields)> s_headings =
    [
        ("General description of the AI system",
        [
            ("Intended purpose", "docs.modelCard.intendedUse"), ("Provider", "owner"), ("Version", "model.version"),
            ("Out of scope", "docs.modelCard.outOfScope"), ("How it is asked", "serving.api.endpoint"),
            ("Mode", "architecture.technical.mode"), ("Documentation of the interface", "serving.api.openapi"),
        ]),
        ("Elements of the system and its development",
        [
            ("Method", "discovery.solution.approach"), ("Training", "training.run"), ("Data", "data.sources"),
            ("Assessment of the data", "data.assessment.report"), ("Checks of the data", "data.checks"),
            ("Human oversight", "governance.oversight.who"), ("Tests", "docs.tests.results"), ("Security", "serving.security.threats"),
            ("Servers", "architecture.technical.servers.count"), ("Pinned model", "training.artifact.hash"),
        ]),
        ("Monitoring, functioning and control",
        [
            ("Limitations", "docs.modelCard.limitations"), ("Groups that are looked at", "governance.fairness.groups"),
            ("What is watched", "monitoring"), ("Fallback", "architecture.technical.fallback.to"), ("Record of predictions", "serving.log"),
            ("Who can override", "governance.oversight.override"),
        ]),
        ("Appropriateness of the performance metrics",
        [
            ("Metrics", "training.quality"), ("What the business needs", "architecture.business.quality"), ("Slices", "training.slices.by"),
        ]),
        ("Risk management system (Article 9)", [("Risks", "governance.risks"), ("Reason for the class", "governance.euAiAct.why")]),
        ("Changes through the lifecycle", [("Changelog", "docs.changelog"), ("Decisions", "docs.decisions")]),
        ("Harmonised standards and other specifications", [("Rule pack", "ruleset")]),
        ("EU declaration of conformity", []),
        ("Post-market monitoring plan (Article 72)",
        [
            ("Monitors", "monitoring"), ("Runbook", "docs.runbook"), ("Retention of logs", "governance.logs.retention"),
            ("Review", "iterate.review"),
        ]),
    ];

    /// <summary>Nothing asks for it of another class.</summary>
    public static bool IsAsked(ReportModel model) => model.Said["governance.euAiAct.class"] == "high";

    public static string Write(ReportModel model)
    {
        var text = new StringBuilder($"# Technical documentation of {MarkdownText.Escaped(model.Title)}\n\n")
            .Append("> Skeleton after Annex IV of Regulation (EU) 2024/1689, from the verdict of ")
            .Append($"{MarkdownText.Escaped(model.Verdict.Day)}. What is marked as missing, and what no file can know, people write.\n");
        foreach (var (index, heading) in s_headings.Select((heading, index) => (index, heading)))
        {
            text.Append($"\n## {Text.Numbers.Written(index + 1)}. {heading.Title}\n\n");
            foreach (var (label, path) in heading.Fields)
                text.Append($"- {label}: {Value(model, path)}\n");
            if (heading.Fields.IsEmpty)
                text.Append("- missing: a copy of the declaration\n");
        }

        return text.ToString();
    }

    private static string Value(ReportModel model, string path)
    {
        if (model.Said[path] is { Length: > 0 } value)
            return MarkdownText.Escaped(value);
        ImmutableArray<string> below = [.. Listed(model, path).Select(MarkdownText.Escaped)];
        return below.IsEmpty ? $"missing: `{path}`" : string.Join("; ", below);
    }

    private static IEnumerable<string> Listed(ReportModel model, string path) =>
        model.Said.Items(path) is { IsEmpty: false } items
            ? items.Select(item => model.Said[item] is { Length: > 0 } bare ? bare : Of(model.Said.Below(item)))
            : model.Said.Below(path).Select(pair => $"{pair.Name} {pair.Value}");

    private static string Of(IEnumerable<(string Name, string Value)> pairs) =>
        string.Join(", ", pairs.Select(pair => $"{pair.Name} {pair.Value}"));
}
