using System.Reflection;
using System.Text;

namespace MlGuard.Lifecycle.Evidence.Documents;

/// <summary>
/// A text to start a document from: headings, and under each a line that asks. The files lie in the package's folder <c>templates</c> as
/// well.
/// </summary>
/// <param name="Name">The file.</param>
/// <param name="Uses">The values of the manifest that such a document answers, and where it is written; no path where a team has to choose
/// one.</param>
internal sealed record DocumentTemplate(string Name, ImmutableArray<(string Field, string? Path)> Uses)
{
    private readonly Lazy<string> _text = new(() => Resource(Name));

    private static string Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Templates.{name}")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().Replace("\r\n", "\n");
    }

    public static ImmutableArray<DocumentTemplate> All { get; } =
    [
        new("market.md", [("discovery.market.source", "docs/discovery/market.md")]),
        new("gain.md", [("discovery.gain.basis", "docs/discovery/gain.md")]),
        new("feasibility.md", [("discovery.feasible.evidence", "docs/discovery/feasibility.md")]),
        new("data-assessment.md", [("data.assessment.report", "docs/data/assessment.md")]),
        new(
            "decision.md",
            [
                ("stages.mvp.record", "docs/adr/0001-growth.md"), ("stages.growth.record", "docs/adr/0002-maturity.md"),
                ("docs.decisions", "docs/adr"),
            ]),
        new("privacy.md", [("pipelines.regulation.gdpr.dpia", "docs/privacy/dpia.md")]),
        new("threats.md", [("serving.security.threats", "docs/security/threats.md")]),
        new("runbook.md", [("docs.runbook", "docs/runbook.md"), ("monitoring[].runbook", null)]),
        new("features.md", [("training.features.owners", "docs/features.md")]),
        new("changelog.md", [("docs.changelog", "docs/model-changelog.md")]),
        new("decommission.md", [("iterate.decommission", "docs/decommission.md")]),
        new("incidents.md", [("governance.incidents.plan", "docs/incidents.md")]),
        new("model-card.md", [("models[].card", null)]),
        new("attestation.md", [("attestations[].evidence", null)]),
    ];

    private static readonly ImmutableDictionary<string, DocumentTemplate> s_byField =
        All.SelectMany(template => template.Uses.Select(use => (use.Field, template)))
            .ToImmutableDictionary(pair => pair.Field, pair => pair.template, StringComparer.Ordinal);

    public string Text => _text.Value;

    /// <summary>The template for a value of the manifest, given with or without the numbers of list items.</summary>
    public static DocumentTemplate? For(string path) =>
        s_byField.GetValueOrDefault(System.Text.RegularExpressions.Regex.Replace(path, @"\[[0-9]+\]", "[]"));
}
