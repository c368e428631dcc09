using System.Text.Json.Serialization;
using MlGuard.Lifecycle.Decisions;
using MlGuard.Lifecycle.Evidence.Code;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Writers.Reports;

/// <summary>
/// The verdict as others read it. Its properties are the report's keys: one is added, never renamed, and <see cref="Schema"/> counts up
/// when one
/// goes.
/// </summary>
internal sealed record VerdictDocument(
    int Schema,
    string Product,
    string Version,
    string Ruleset,
    string Declared,
    string? Earned,
    string Profile,
    string Target,
    ImmutableArray<string> Plan,
    int PlanSize,
    bool HasWaivers,
    string Mode,
    string ModeReason,
    string Day,
    int ExitCode,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ScoreDocument? MlTestScore,
    ImmutableArray<WaiverDocument> Waivers,
    ImmutableArray<AttestationDocument> Attestations,
    ImmutableArray<string> KnownGaps,
    string FactsFrom,
    ImmutableArray<FactsDocument> Facts,
    ImmutableArray<UnseenDocument> Unseen,
    ImmutableArray<EvidenceDocument> Evidence,
    ImmutableArray<CodeDocument> Code,
    ImmutableArray<SeverityDocument> Severities,
    ImmutableArray<string> Floors,
    int Predictions,
    ImmutableArray<string> UntestedPipelines,
    ImmutableArray<MetricDocument> Metrics,
    ImmutableArray<WayDocument> Ways,
    ImmutableSortedDictionary<string, int> States,
    ImmutableArray<RowDocument> Rows,
    ImmutableArray<FindingDocument> Findings,
    ImmutableArray<SaidDocument> Manifest)
{
    /// <summary>The version of the published schema.</summary>
    public const int CurrentSchema = 1;

    public static VerdictDocument Of(Verdict verdict) =>
        new(
            CurrentSchema,
            verdict.Product, verdict.Version, verdict.Ruleset, verdict.DeclaredStage, verdict.EarnedStage, verdict.Profile,
            verdict.Target,
            verdict.Plan, verdict.PlanSize, verdict.HasWaivers,
            verdict.Mode.ToString().ToLowerInvariant(), verdict.ModeReason, Days.Written(verdict.Today), verdict.ExitCode,
            verdict.Score is { } score ? ScoreDocument.Of(score) : null,
            [.. verdict.Waivers.Select(WaiverDocument.Of)], [.. verdict.Attestations.Select(AttestationDocument.Of)], verdict.KnownGaps,
            verdict.AreFactsFound ? "found" : "this build", [.. verdict.Facts.Select(FactsDocument.Of)],
            [.. verdict.Unseen.Select(UnseenDocument.Of)], [.. verdict.Evidence.Select(EvidenceDocument.Of)],
            [.. verdict.Code.Select(CodeDocument.Of)],
            [.. verdict.Severities.Select(SeverityDocument.Of)], verdict.Floors, verdict.Predictions, verdict.UntestedPipelines,
            [.. verdict.Metrics.Select(MetricDocument.Of)], [.. verdict.Ways.Select(WayDocument.Of)],
            verdict.Rows.GroupBy(row => RowStates.NameOf(row.State))
                .ToImmutableSortedDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal),
            [.. verdict.Rows.Select(RowDocument.Of)],
            [.. verdict.Findings.Select(FindingDocument.Of)], [.. verdict.Said.Select(SaidDocument.Of)]);
}

/// <summary>The ML Test Score.</summary>
internal sealed record ScoreDocument(
    double Strict, double Adjusted, string Weakest, string Meaning, Dictionary<string, double> Sections, ImmutableArray<TestDocument> Tests)
{
    public static ScoreDocument Of(TestScore score) =>
        new(
            score.Strict, Math.Round(score.Adjusted, 2), score.Weakest, score.Meaning,
            score.Sections.ToDictionary(section => section.Section, section => section.Points),
            [.. score.Tests.Select(test => new TestDocument(test.Id, test.Title, test.Points, test.IsNotApplicable))]);
}

/// <summary>One test of the score.</summary>
internal sealed record TestDocument(string Id, string Title, double Points, bool NotApplicable);

/// <summary>A waiver that holds.</summary>
internal sealed record WaiverDocument(
    string Rule, string Scope, string Expires, int DaysLeft, string Kind, string Owner, string Approved, string Reason, string Issue,
    int Line)
{
    public static WaiverDocument Of(WaiverVerdict verdict) =>
        new(
            verdict.Rule, verdict.Scope, Days.Written(verdict.Expires), verdict.DaysLeft, verdict.Waiver.Kind, verdict.Waiver.Owner,
            verdict.Waiver.Approved, verdict.Waiver.Reason, verdict.Waiver.Issue, verdict.Waiver.Span.Line);
}

/// <summary>An attestation that counts.</summary>
internal sealed record AttestationDocument(string Rule, string By, string Date, string Evidence, int Line)
{
    public static AttestationDocument Of(Attestation attestation) =>
        new(attestation.Rule, attestation.By, attestation.Date, attestation.Evidence, attestation.Line);
}

/// <summary>A metric of the model beside its bounds and its rivals.</summary>
internal sealed record MetricDocument(
    string Name, double? Value, double? Min, double? Max, double? Baseline, double? Champion, string File, double? SliceMin,
    double? SliceMax, ImmutableArray<SliceDocument> Slices)
{
    /// <summary>What the value of a slice is called where a form asks: a file of slices does not say of which metric it is.</summary>
    public const string OfSlices = "quality";

    public static MetricDocument Of(MetricVerdict metric) =>
        new(
            metric.Name, metric.Value, metric.Min, metric.Max, RivalOf(metric, "baseline"), RivalOf(metric, "champion"), metric.File,
            metric.SliceMin, metric.SliceMax, [.. metric.Slices.Select(slice => new SliceDocument(slice.By, slice.Name, slice.Value))]);

    private static double? RivalOf(MetricVerdict metric, string name) =>
        metric.Rivals.Where(rival => rival.Name == name).Select(rival => (double?)rival.Value).FirstOrDefault();
}

/// <summary>What was measured on a part of the data.</summary>
internal sealed record SliceDocument(string By, string Name, double Value);

/// <summary>The way of a prediction from where somebody asks to what asks the model, and what stands beside it.</summary>
internal sealed record WayDocument(
    string Entry, ImmutableArray<string> Steps, string Fallback, string Log, string Policy, ImmutableArray<string> Tests)
{
    public static WayDocument Of(WayVerdict way) => new(way.Entry, way.Steps, way.Fallback, way.Log, way.Policy, way.Tests);
}

/// <summary>A value of the manifest, at the path of its long form.</summary>
internal sealed record SaidDocument(string Path, string Value, int Line)
{
    public static SaidDocument Of(ManifestEntry entry) => new(entry.Path, entry.Text!, entry.Span.Line);
}

/// <summary>A project of which the gate knows nothing.</summary>
internal sealed record UnseenDocument(string Project, string Why)
{
    public static UnseenDocument Of(UncheckedProject project) => new(project.Project, project.Why);
}

/// <summary>To which build a file of evidence belongs: to this one unless <c>unbound</c> says why not.</summary>
internal sealed record EvidenceDocument(string File, bool OfModel, string Unbound, string Day, string Tool, string Commit, string Sha256,
    ImmutableArray<string> Assemblies)
{
    public static EvidenceDocument Of(EvidenceVerdict evidence) =>
        new(evidence.Path, evidence.IsOfModel, evidence.Unbound, evidence.Day, evidence.Tool, evidence.Commit, evidence.Sha256,
            evidence.Assemblies);
}

/// <summary>What the compiler found in a project; <c>unseen</c> says why nothing is known.</summary>
internal sealed record CodeDocument(
    string Project, string Unseen, ImmutableArray<string> SwitchedOff, ImmutableArray<CodeFindingDocument> Findings)
{
    public static CodeDocument Of(ProjectCode code) =>
        new(code.Project, code.Unseen, code.SwitchedOff, [.. code.Findings.Select(CodeFindingDocument.Of)]);
}

/// <summary>A finding in the code. What is suppressed without a justification is open.</summary>
internal sealed record CodeFindingDocument(
    string Rule, string File, int Line, bool Open, bool Suppressed, string Justification, string Message)
{
    public static CodeFindingDocument Of(CodeFinding finding) =>
        new(finding.Rule, finding.File, finding.Line, finding.IsOpen, finding.IsSuppressed, finding.Justification, finding.Message);
}

/// <summary>A row of which the manifest or a floor says how loud it is.</summary>
internal sealed record SeverityDocument(string Rule, string Chosen, bool IsRaised, bool Holds)
{
    public static SeverityDocument Of(SeverityVerdict severity) => new(severity.Rule, severity.Chosen, severity.IsRaised, severity.Holds);
}

/// <summary>Of which assembly and build the facts are.</summary>
internal sealed record FactsDocument(
    string Project, string Assembly, string TargetFramework, string Configuration, string RuntimeIdentifier, string Mvid, string Sha256,
    string Stale)
{
    public static FactsDocument Of(FactsVerdict facts) =>
        new(
            facts.Project, facts.Assembly, facts.TargetFramework, facts.Configuration, facts.RuntimeIdentifier, facts.Mvid, facts.Sha256,
            facts.Stale);
}

/// <summary>What the gate knows about one row.</summary>
internal sealed record RowDocument(
    string Rule, string Section, string Title, string Stage, bool Binds, string State, string Reaches, string Reason, int Line,
    int Column, bool Open, string BindsFrom, ImmutableArray<string> Files, string Remedy, string Seen)
{
    public static RowDocument Of(RowVerdict row) =>
        new(
            row.Rule, row.Section, row.Title, row.Stage, row.Binds, RowStates.NameOf(row.State), row.Reaches, row.Reason, row.Line,
            row.Column, row.IsOpen, row.BindsFrom, row.Files, row.Remedy, row.Seen);
}

/// <summary>What the build says.</summary>
internal sealed record FindingDocument(
    string Code, string Severity, string Message, string File, int Line, int Column, int EndLine, int EndColumn, string Help)
{
    /// <summary>Only the file's name: a report is compared across machines.</summary>
    public static FindingDocument Of(Finding finding) =>
        new(
            finding.Code, finding.Severity.ToString().ToLowerInvariant(), finding.Message, Path.GetFileName(finding.File),
            finding.Span.Line, finding.Span.Column, finding.Span.EndLine, finding.Span.EndColumn, finding.HelpLink);
}
