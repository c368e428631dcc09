using System.Text.Json.Serialization;
using MlGuard.Lifecycle.Decisions;
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
    bool HasWaivers,
    string Mode,
    string ModeReason,
    int ExitCode,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ScoreDocument? MlTestScore,
    ImmutableArray<WaiverDocument> Waivers,
    ImmutableArray<string> KnownGaps,
    string FactsFrom,
    ImmutableArray<FactsDocument> Facts,
    ImmutableArray<UnseenDocument> Unseen,
    ImmutableArray<RowDocument> Rows,
    ImmutableArray<FindingDocument> Findings)
{
    private const int CurrentSchema = 1;

    public static VerdictDocument Of(Verdict verdict) =>
        new(
            CurrentSchema,
                verdict.Product, verdict.Version, verdict.Ruleset, verdict.DeclaredStage, verdict.EarnedStage, verdict.HasWaivers,
            verdict.Mode.ToString().ToLowerInvariant(), verdict.ModeReason, verdict.ExitCode,
            verdict.Score is { } score ? ScoreDocument.Of(score) : null,
            [.. verdict.Waivers.Select(WaiverDocument.Of)], verdict.KnownGaps,
            verdict.AreFactsFound ? "found" : "this build", [.. verdict.Facts.Select(FactsDocument.Of)],
            [.. verdict.Unseen.Select(UnseenDocument.Of)], [.. verdict.Rows.Select(RowDocument.Of)],
            [.. verdict.Findings.Select(FindingDocument.Of)]);
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
internal sealed record WaiverDocument(string Rule, string Scope, string Expires, int DaysLeft)
{
    public static WaiverDocument Of(WaiverVerdict waiver) => new(waiver.Rule, waiver.Scope, Days.Written(waiver.Expires), waiver.DaysLeft);
}

/// <summary>A project of which the gate knows nothing.</summary>
internal sealed record UnseenDocument(string Project, string Why)
{
    public static UnseenDocument Of(UncheckedProject project) => new(project.Project, project.Why);
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
    string Rule, string Section, string Title, string Stage, bool Binds, string State, string Reason, int Line, int Column)
{
    public static RowDocument Of(RowVerdict row) =>
        new(row.Rule, row.Section, row.Title, row.Stage, row.Binds, RowStates.NameOf(row.State), row.Reason, row.Line, row.Column);
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
