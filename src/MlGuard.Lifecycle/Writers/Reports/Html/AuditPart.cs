using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Writers.Reports.Html;

/// <summary>What an auditor looks for: who accepted, vouched for and lowered what, what nobody saw, and what all of it rests on.</summary>
internal static class AuditPart
{
    public static void Write(MarkupWriter html, ReportModel model)
    {
        var verdict = model.Verdict;
        using var part = html.In("section", ("aria-labelledby", "audit"), ("class", "audit"));
        html.Leaf("h2", "Audit", ("id", "audit"));
        Acceptances(html, verdict);
        Ground(html, verdict);
        Findings(html, verdict);
        Numbered(html, verdict);
    }

    /// <summary>To what a file of evidence belongs, and what sealed it.</summary>
    public static string Binding(EvidenceDocument evidence)
    {
        var seal = evidence.Day.Length > 0
            ? $"sealed {evidence.Day} by {evidence.Tool}{(evidence.Commit.Length > 0 ? $" at {Short(evidence.Commit)}" : "")}"
            : "";
        var bound = evidence.OfModel ? "of the declared model" : $"unbound, since {evidence.Unbound}";
        if (evidence.Unbound.Length == 0)
            bound = evidence.OfModel ? $"in this build, {bound}" : "in this build";
        return string.Join(", ", new[] { seal, bound }.Where(text => text.Length > 0));
    }

    private static void Acceptances(MarkupWriter html, VerdictDocument verdict)
    {
        HtmlTable.Write(
            html, "Waivers", "Nothing is waived.",
            ["Row", "Scope", "Until", "Days left", "Kind", "Owner", "Approved by", "Reason", "Issue", "Line"],
            verdict.Waivers.Select(waiver => ImmutableArray.Create(
                waiver.Rule, waiver.Scope, waiver.Expires, Numbers.Written(waiver.DaysLeft), waiver.Kind, waiver.Owner, waiver.Approved,
                waiver.Reason, waiver.Issue, Numbers.Written(waiver.Line))));
        HtmlTable.Write(
            html, "Attestations", "Nobody vouches for a row.", ["Row", "By", "Date", "Evidence", "Line"],
            verdict.Attestations.Select(one => ImmutableArray.Create(one.Rule, one.By, one.Date, one.Evidence, Numbers.Written(one.Line))));
        HtmlTable.Write(
            html, "Rows of which somebody chose how loud they are", "No row is raised or lowered.", ["Row", "Chosen", "Does", "Followed"],
            verdict.Severities.Select(row => ImmutableArray.Create(
                row.Rule, row.Chosen, row.IsRaised ? "raised" : "not raised", row.Holds ? "yes" : "no, what a stage binds stays")));
        HtmlTable.Write(
            html, "Unseen places", "Every project was seen.", ["Project", "Why"],
            verdict.Unseen.Select(project => ImmutableArray.Create(project.Project, project.Why))
                .Concat(verdict.Code.Where(code => code.Unseen.Length > 0)
                    .Select(code => ImmutableArray.Create(code.Project, $"findings of the compiler: {code.Unseen}"))));
        HtmlTable.Write(
            html, "Gaps that the baseline knows", "The product has no baseline, or none of its gaps is left.", ["Row"],
            verdict.KnownGaps.Select(ImmutableArray.Create));
    }

    private static void Ground(MarkupWriter html, VerdictDocument verdict)
    {
        HtmlTable.Write(
            html, "What the verdict rests on", "", ["What", "Value"],
            new (string What, string Value)[]
            {
                ("Mode", $"{verdict.Mode}{(verdict.ModeReason.Length > 0 ? $", because {verdict.ModeReason}" : "")}"),
                ("Rule pack", verdict.Ruleset.Length > 0 ? verdict.Ruleset : "none is pinned"),
                ("Exit code", Numbers.Written(verdict.ExitCode)),
                ("Day", verdict.Day),
                ("Facts", verdict.FactsFrom == "this build" ? "made by this build" : verdict.FactsFrom),
                ("Floors of the organisation", verdict.Floors.IsEmpty ? "none" : string.Join(", ", verdict.Floors)),
                ("Methods that ask a model", Numbers.Written(verdict.Predictions)),
                ("Pipelines that no test reaches", verdict.UntestedPipelines.IsEmpty
                    ? "none"
                    : string.Join(", ", verdict.UntestedPipelines)),
                ("Rows by state", string.Join(" · ", verdict.States.Select(state => $"{Numbers.Written(state.Value)} {state.Key}"))),
                ("Plan of the target", $"{Numbers.Counted(verdict.PlanSize, "row")}; left: "
                    + (verdict.Plan.IsEmpty ? "none" : string.Join(", ", verdict.Plan))),
                ("Format of the verdict", Numbers.Written(verdict.Schema)),
            }.Select(pair => ImmutableArray.Create(pair.What, pair.Value)));
        HtmlTable.Write(
            html, "Evidence", "The manifest names no evidence.", ["File", "Belongs to", "Assemblies that ran", "Commit", "SHA-256"],
            verdict.Evidence.Select(evidence => ImmutableArray.Create(
                evidence.File, Binding(evidence), string.Join(", ", evidence.Assemblies), evidence.Commit, evidence.Sha256)));
        HtmlTable.Write(
            html, "Assemblies", "No assembly was read.",
            ["Project", "Assembly", "Framework", "Configuration", "Runtime", "Used", "Identity", "SHA-256"],
            verdict.Facts.Select(facts => ImmutableArray.Create(
                facts.Project, facts.Assembly, facts.TargetFramework, facts.Configuration, facts.RuntimeIdentifier,
                facts.Stale.Length == 0 ? "yes" : $"no: {facts.Stale}", facts.Mvid, facts.Sha256)));
    }

    private static void Findings(MarkupWriter html, VerdictDocument verdict)
    {
        HtmlTable.Write(
            html, "Findings of the gate", "The gate found nothing to say.", ["Rule", "Severity", "Message", "Place", "Page"],
            verdict.Findings.Select(finding => ImmutableArray.Create(
                finding.Code, finding.Severity, finding.Message,
                $"{finding.File}({Numbers.Written(finding.Line)},{Numbers.Written(finding.Column)},{Numbers.Written(finding.EndLine)},"
                    + $"{Numbers.Written(finding.EndColumn)})",
                finding.Help)));
        HtmlTable.Write(
            html, "Findings in the code", "MlGuard's rules found nothing in the code.", ["Rule", "Place", "Message", "State", "Justification"],
            from project in verdict.Code
            from finding in project.Findings
            select ImmutableArray.Create(
                finding.Rule, $"{finding.File}({Numbers.Written(finding.Line)})", finding.Message,
                (finding.Open ? "open" : "closed") + (finding.Suppressed ? ", suppressed" : ""), finding.Justification));
        HtmlTable.Write(
            html, "Projects whose findings were looked at", "No project was looked at.", ["Project", "Rules that are switched off"],
            verdict.Code.Select(code => ImmutableArray.Create(
                code.Project, code.SwitchedOff.IsEmpty ? "none" : string.Join(", ", code.SwitchedOff))));
    }

    private static void Numbered(MarkupWriter html, VerdictDocument verdict)
    {
        HtmlTable.Write(
            html, "Metrics", "The manifest names no metric.",
            ["Metric", "Value", "Min", "Max", "Baseline", "Champion", "Slice min", "Slice max", "From"],
            verdict.Metrics.Select(metric => ImmutableArray.Create(
                metric.Name, Written(metric.Value), Written(metric.Min), Written(metric.Max), Written(metric.Baseline),
                Written(metric.Champion), Written(metric.SliceMin), Written(metric.SliceMax), metric.File)));
        HtmlTable.Write(
            html, "Slices", "No slice is measured.", ["Slice", "Value"],
            from metric in verdict.Metrics
            from slice in metric.Slices
            select ImmutableArray.Create($"{slice.By} {slice.Name}", Numbers.Written(slice.Value)));
        HtmlTable.Write(
            html, "Ways of predictions", "No entry point can be followed to a prediction.",
            ["Entry point", "Way", "Fallback", "Record", "Policy", "Tests"],
            verdict.Ways.Select(way => ImmutableArray.Create(
                way.Entry, string.Join(" > ", way.Steps), way.Fallback, way.Log, way.Policy, string.Join(", ", way.Tests))));
        if (verdict.MlTestScore is { } score)
            HtmlTable.Write(
                html, "The 28 tests of the ML Test Score", "", ["Test", "Asks", "Points"],
                score.Tests.Select(test => ImmutableArray.Create(
                    test.Id, test.Title, $"{Numbers.Written(test.Points)}{(test.NotApplicable ? ", not applicable" : "")}")));
    }

    private static string Written(double? value) => value is { } number ? Numbers.Written(number) : "";

    private static string Short(string commit) => commit.Length > 8 ? commit.Substring(0, 8) : commit;
}
