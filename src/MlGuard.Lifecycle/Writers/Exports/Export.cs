using MlGuard.Lifecycle.Writers.Reports;
using MlGuard.Lifecycle.Writers.Reports.Html;

namespace MlGuard.Lifecycle.Writers.Exports;

/// <summary>A form of the verdict for others.</summary>
/// <param name="Kind">What a command or a build calls it.</param>
/// <param name="File">The file that a build writes.</param>
/// <param name="What">What it is, for a list of them.</param>
/// <param name="Write">Its text.</param>
internal sealed record Export(string Kind, string File, string What, Func<ReportModel, string> Write)
{
    /// <summary>Every export in the order of how many want it.</summary>
    public static ImmutableArray<Export> All { get; } =
    [
        new("html", "report.html", "the report for people", HtmlReport.Write),
        new("summary", "summary.md", "a screenful of Markdown for the page of a build", SummaryPage.Write),
        new("sarif", "gate.sarif", "the gate's findings as SARIF 2.1.0, for code scanning", GateLog.Write),
        new("junit", "gate.junit.xml", "the rows as JUnit tests", TestReport.Write),
        new("ml-bom", "ml-bom.cdx.json", "the models as a CycloneDX 1.6 bill of materials", ModelBom.Write)
            { IsPossible = model => model.IsReadable },
        new("attestation", "attestation.cdx.json", "stages and rows as a CycloneDX 1.6 attestation", ConformanceBom.Write)
            { IsPossible = model => model.IsReadable },
        new("model-card", "model-card.md", "the model card, with the head that model hubs read", ModelCard.Write)
            { IsPossible = model => model.IsReadable },
        new("badge", "badge.json", "the earned stage for the endpoint of shields.io", Badge.Json),
        new("badge-svg", "badge.svg", "the earned stage as a picture", Badge.Svg),
        new("in-toto", "verdict.intoto.json", "the verdict over its evidence and assemblies, as an in-toto statement",
            VerdictStatement.Write)
            { IsPossible = VerdictStatement.HasSubjects },
        new("annex-iv", "annex-iv.md", "the skeleton of the technical documentation of the EU AI Act, for the class high",
            TechnicalDocumentation.Write) { IsPossible = TechnicalDocumentation.IsAsked },
    ];

    /// <summary>Whether there is something to write about this product.</summary>
    public Func<ReportModel, bool> IsPossible { get; init; } = _ => true;

    public static Export? Find(string kind) => All.FirstOrDefault(export => export.Kind == kind);
}
