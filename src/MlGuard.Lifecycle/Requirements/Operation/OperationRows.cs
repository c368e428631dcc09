using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Requirements.Training;
using static MlGuard.Lifecycle.Checks.RequiredFrom;
using static MlGuard.Lifecycle.Checks.RowChecks;
using static MlGuard.Lifecycle.Manifest.ValueTypes;

namespace MlGuard.Lifecycle.Requirements.Operation;

/// <summary>12 Monitoring with plans of action, 13 documenting and unit tests, 14 iterate, and governance.</summary>
internal static class OperationRows
{
    private const string IncidentsOwner = "governance.incidents.owner";

    private static readonly ImmutableArray<string> s_extended = ["prediction-bias", "cost", "upstream"];

    public static ImmutableArray<Row> Monitoring { get; } =
    [
        new("monitoring", Growth, "What is watched, how often and by whom", "nobody notices", "S; R10; SE30; AIA 72; T:O2, T:O7",
            [
                new(
                    ManifestPaths.MonitoringWatch,
                    OneOf("data-drift", "concept-drift", "servers", "errors", "model-age", "prediction-bias", "cost", "upstream"),
                    "data-drift") { More = ["concept-drift", "servers", "errors", "model-age"] },
                new("monitoring[].every", Duration, "1h"), new("monitoring[].owner", Who, "mlops"),
                new Field("monitoring[].metric", Name, "psi").Optional,
                new Field("monitoring[].min", Quantity, "0.58").Optional,
                new Field("monitoring[].max", Quantity, "0.2") { More = ["0.1", "80ms", "0.5%", "21d"] }.AdvisedUnless("min"),
            ])
            {
                Check = All(MonitoringCheck.Watches, PeopleCheck.Of(1, "", "monitoring[].owner")),
                IsOnlySaid = true,
                Checked = "data-drift, concept-drift, servers and errors; each with a bound and a known owner",
            },
        new("monitoring/plan", Growth, "What is done when it alerts", "an alert is a surprise", "S; NI MANAGE 2.3, 2.4",
            [new("monitoring[].plan", OneOf("retrain", "fallback", "rollback", "scale-out", "page"), "page")
                { More = ["fallback", "page", "rollback"] }])
            { Check = MonitoringCheck.Plans, IsOnlySaid = true, Checked = "what the plan names exists" },
        new("monitoring/runbook", Growth, "How it is done", "the plan is in one head", "S; SE30",
            [new("monitoring[].runbook", NameOf("a file, and its heading behind #"), "docs/runbook.md#drift")])
            { Check = MonitoringCheck.Runbooks, Checked = "the file has the heading, with 20 words below it" },
        new(
            "monitoring/modelAge", Growth, "A watch on the model's age", "the model grows old unseen", "T:O4; R8",
            [])
            {
                When = Condition.Trains,
                Item = new(ManifestPaths.MonitoringWatch, ["model-age"]),
                Check = MonitoringCheck.ModelAge,
                IsOnlySaid = true,
                Checked = "a monitor with a limit in days, which today's model keeps",
            },
        new(
            "monitoring/extended", Maturity, "Watches on prediction bias, cost and upstream data", "slow damage goes unseen",
            "T:O1, O6, O7; HTD",
            [])
            {
                AskedFrom = ProductProfile.Standard,
                Item = new(ManifestPaths.MonitoringWatch, s_extended),
                Check = WatchCheck.For([.. s_extended]),
                IsOnlySaid = true,
                Checked = "a monitor watches each of the three",
            },
    ];

    public static ImmutableArray<Row> Docs { get; } =
    [
        new("docs/tests", Mvp, "A test that runs the training and asserts", "the pipeline breaks unseen", "S; T:D7, I2, I3", [])
            {
                When = Condition.Trains,
                Check = AtGate(PipelineTestCheck.Run),
                Checked = "a test method that is not skipped reaches training.run and an assertion; one that only expects it to throw sees no result",
            },
        new("docs/tests/results", Growth, "The results of the tests", "a test that fails is a test that nobody ran", "S; T:D7, I2, I3",
            [new Field(ManifestPaths.DocsTestsResults, FilePath, "artifacts/tests.trx").Made])
            {
                Check = AtGate(TestResultsCheck.Run),
                Makings = [Making.TestResults, Making.Coverage],
                Checked = "nothing failed, nothing skipped in silence; each pipeline is reached by a test that asserts and passed",
            },
        new("docs/tests/coverage", Growth, "How much of the pipeline the tests reach", "what is not reached is not tested", "T:D7; SE11",
            [
                new Field(ManifestPaths.DocsTestsCoverageFrom, FilePath, "artifacts/coverage.cobertura.xml").Made,
                new("docs.tests.coverage.min", Percent, "70%"),
            ])
            {
                Check = AtGate(CoverageCheck.Run),
                Makings = [Making.Coverage],
                Checked = "line rate of the types that the pipelines are made of",
            },
        new(
            "docs/modelCard", Growth, "What the model is for, what not, and where it is weak", "it is used for what it cannot do",
            "MC; AIA IV.1, 13; NI MAP 2.2; IS A.8.2",
            [
                new("docs.modelCard.intendedUse", FreeText(), "Score payments by card before they are booked."),
                new("docs.modelCard.outOfScope", Name, "Credit decisions."),
                new("docs.modelCard.limitations[]", Name, "Blind to merchants of the last 30 days"),
            ])
            { Check = PresenceCheck.Run, Checked = "present, no placeholder" },
        new("docs/runbook", Growth, "The runbook and the decisions", "the next one starts from nothing", "S; IS A.6.2.7",
            [new("docs.runbook", Document, "docs/runbook.md"), new("docs.decisions", FolderPath, "docs/adr")])
            { Check = RecordCheck.Folder("docs.decisions"), Checked = "a document; one record at least with Status and Decision" },
        new("docs/changelog", Maturity, "What changed from model to model", "nobody knows since when", "AIA IV.6",
            [new("docs.changelog", FilePath, "CHANGELOG.md")])
            { Check = MaturityChecks.Changelog, Checked = "names the model's version" },
    ];

    public static ImmutableArray<Row> Iterate { get; } =
    [
        new("iterate/review", Growth, "When the product is looked at again", "it is never looked at again", "S; NI GOV 1.5; R16",
            [new("iterate.review", Date, "2027-01-15")])
            { Check = AheadCheck.For("iterate.review", "the review", warnDaysAhead: 14), IsOnlySaid = true,
                Checked = "not past; warns two weeks ahead" },
        new("iterate/realisedGain", Maturity, "The gain that came true", "the promise is never checked", "S; NI MANAGE 4.2",
            [new("iterate.realisedGain", Pointer, "artifacts/finance/gain.json#/eurPerYear")])
            {
                AskedFrom = ProductProfile.Standard,
                Check = AtGate(MaturityChecks.RealisedGain),
                File = FileContent.Plain(
                    """
                      "eurPerYear": "1.9M EUR/year"
                    """,
                    "Text with currency and period, as discovery.gain."),
                Checked = "compared with discovery.gain, in one currency",
                Beside = ["discovery.gain.amount"],
            },
        new("iterate/next", Maturity, "What comes next", "it goes on because it did", "S; NI GOV 1.7",
            [
                new("iterate.next", OneOf("next-stage", "update", "stop"), "update"),
                new Field("iterate.decommission", Document, "docs/decommission.md").Optional,
            ])
            { AskedFrom = ProductProfile.Standard, Check = MaturityChecks.Next, IsOnlySaid = true, Checked = "stop has a plan" },
    ];

    public static ImmutableArray<Row> Governance { get; } =
    [
        new("governance/euAiAct", MvpWarning, "The risk class under the EU AI Act, and why", "its duties are unknown", "AIA 6; NI GOV 1.1",
            [
                new(
                    ManifestPaths.GovernanceEuAiActClass, OneOf("prohibited", "high", "limited", "minimal", "not-high-risk"),
                    "not-high-risk"),
                new("governance.euAiAct.why", FreeText(), "Finding financial fraud is taken out by Annex III 5(b)."),
                new("governance.euAiAct.date", Date, "2026-02-10"), new("governance.euAiAct.by", Who, "legal"),
                new Field(ManifestPaths.GovernanceAffectsPeople, Flag, "true").Optional,
            ]) { Check = RiskClassCheck.Run, IsOnlySaid = true, Checked = "not prohibited; says why; 365 days old at most" },
        new("governance/oversight", Growth, "Who oversees the decisions and can overrule them", "nobody can stop it", "AIA 14; NI MAP 3.5",
            [new("governance.oversight.who", Name, "fraud-analysts"), new("governance.oversight.override", Flag, "true")])
            {
                IsAskedOfRegulated = true,
                When = Condition.AffectsPeople,
                Check = GovernanceChecks.Oversight,
                IsOnlySaid = true,
                Checked = "can overrule",
            },
        new("governance/risks", Growth, "The risks, and what is done about them", "they come as surprises", "AIA 9; CDX; SE40; IS A.5",
            [
                new("governance.risks[].name", Name, "more false alarms on foreign cards"),
                new("governance.risks[].mitigation", FreeText(), "A minimum for each country, and a person who reviews."),
            ])
            { AskedFrom = ProductProfile.Standard, Check = PresenceCheck.Run, Checked = "one at least" },
        new("governance/fairness", Growth, "The gap between groups", "some are served worse", "T:M7; SE21; NI MEASURE 2.11; CDX",
            [
                new("governance.fairness.groups[]", Name, "country"),
                new("governance.fairness.from", Pointer, "artifacts/eval/fairness.json#/maxGap"),
                new("governance.fairness.maxGap", Quantity, "0.05"),
            ])
            {
                IsAskedOfRegulated = true,
                When = Condition.AffectsPeople,
                Check = AtGate(GovernanceChecks.Fairness),
                File = FileContent.Measured(
                    """
                      "maxGap": 0.03
                    """,
                    "The largest gap between two groups, in the unit of governance.fairness.maxGap."),
                Checked = "not above maxGap, measured on the declared model",
            },
        new(
            "governance/incidents", Growth, "What is done when the model does harm, and who does it", "the first hour is lost",
            "AIA 73; NI MANAGE 4.3; IS A.8.4",
            [new("governance.incidents.plan", Document, "docs/incidents.md"), new(IncidentsOwner, Who, "lea")])
            {
                IsAskedOfRegulated = true,
                When = Condition.Hosted,
                Check = PeopleCheck.Of(1, "", IncidentsOwner),
                Checked = "a document; a known owner",
            },
        new("governance/logs", Growth, "How long logs are kept", "the duty to keep them is broken", "AIA 19, 26(6)",
            [new("governance.logs.retention", Duration, "400d")])
            {
                IsAskedOfRegulated = true,
                When = Condition.HighRisk,
                Check = GovernanceChecks.Logs,
                IsOnlySaid = true,
                Checked = "six months at least",
            },
        new("governance/energy", Never, "The energy that training took", "", "NI MEASURE 2.12; CDX 1.6; SPDX",
            [new("governance.energy", Pointer, "artifacts/energy.json#/kwh")])
            {
                Check = AtGate(PresenceCheck.Run),
                File = FileContent.Plain(
                    """
                      "kwh": 12.5
                    """,
                    "Kilowatt hours."),
                Checked = "a finite number",
            },
    ];
}
