using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Requirements.Planning;
using static MlGuard.Lifecycle.Checks.RequiredFrom;
using static MlGuard.Lifecycle.Checks.RowChecks;
using static MlGuard.Lifecycle.Manifest.ValueTypes;

namespace MlGuard.Lifecycle.Requirements.Discovery;

/// <summary>1 Product discovery: is there a market, which ML solution, is ML needed at all, what is the gain.</summary>
internal static class DiscoveryRows
{
    public static ImmutableArray<Row> All { get; } =
    [
        new(
            "discovery/problem", Mvp, "The problem and what it costs today", "nobody can tell what the product is for",
            "S; NI MAP 1.1; CQ1",
            [new("discovery.problem", FreeText(40), "Fraud with stolen card numbers costs 6.1M EUR/year, and the rules find four in ten.")])
            { Check = PresenceCheck.Run, Checked = "40 characters or more, no placeholder" },
        new("discovery/market", Mvp, "How many the product is for", "the gain has no measure", "S",
            [new("discovery.market.!size", Counted, "4.2M cardholders")]) { Check = PresenceCheck.Run, Checked = "a number with its noun" },
        new("discovery/market/source", Growth, "Where the market's size comes from", "the size is a guess", "S",
            [new("discovery.market.source", Document, "docs/discovery/market.md")])
            { AskedFrom = ProductProfile.Standard, Check = PresenceCheck.Run, Checked = "a document" },
        new(
            "discovery/solution", Mvp, "The kind of machine learning", "nobody can check that the code solves the same task",
            "S; NI MAP 2.1; CDX task",
            [new("discovery.solution.!task", OneOf([.. MlTask.Names]), "binary-classification")])
            { Check = AtGate(TaskCheck.Run), Checked = "ML.NET's catalog for this task is the one used under training.run" },
        new(
            "discovery/solution/approach", Growth, "The method, or 'hosted' or 'bought'", "feasibility cannot be judged",
            "S; CDX architectureFamily",
            [new("discovery.solution.approach", Name, "boosted trees of ML.NET (LightGBM)")])
            { Check = AtGate(ApproachCheck.Run), Checked = "the named trainer occurs under training.run (warns)" },
        new(
            "discovery/mlNeeded/baseline", Mvp, "What is used without machine learning", "nothing says that machine learning is worth it",
            "S; R1, R3; NI MANAGE 2.1",
            [new("discovery.mlNeeded.baseline", Name, "rules-engine v3")]) { Check = PresenceCheck.Run, Checked = "present" },
        new(
            "discovery/mlNeeded/why", Mvp, "Why the baseline is not enough", "nothing says that machine learning is needed",
            "R1; NI MAP preamble",
            [new("discovery.mlNeeded.why", FreeText(), "The patterns change each week, faster than 312 rules are written.")])
            {
                Check = PresenceCheck.Run,
                Checked = "20 characters or more, no placeholder",
            },
        new("discovery/mlNeeded/result", Growth, "The measured quality of the baseline", "the model is compared with nothing", "T:M5; MC",
            [new(ManifestPaths.DiscoveryMlNeededResult, Pointer, "artifacts/eval/baseline.json#/recall")])
            {
                When = Condition.Trains,
                Check = AtGate(BeatsCheck.Baseline),
                File = FileContent.Plain(
                    """
                      "recall": 0.41
                    """,
                    "What answers without machine learning, measured on the same data; the name and the unit are the metric's."),
                Checked = "a finite number, beaten by the metric of the same name",
            },
        new("discovery/gain", Mvp, "What the model is worth a year", "no cost can be weighed against it", "S; NI MAP 1.4, 3.1",
            [new("discovery.gain.!amount", MoneyRate, "2.4M EUR/year")])
            {
                Check = All(AmountCheck.Run, FromGrowth(MoneyCheck.Payback)),
                IsOnlySaid = true,
                Checked =
                    "an amount of money a period, above zero; from growth, the cost comes back within gates.limits.paybackMonths (warns)",
            },
        new("discovery/gain/basis", Growth, "How the gain was worked out", "the gain is a guess", "S",
            [new("discovery.gain.basis", Document, "docs/discovery/gain.md")])
            { AskedFrom = ProductProfile.Standard, Check = PresenceCheck.Run, Checked = "a document" },
        new("discovery/feasible", Mvp, "The verdict on feasibility", "money goes into what may not work", "S; CQ1; NI MANAGE 1.1",
            [new("discovery.feasible.!verdict", OneOf("go", "no-go", "unknown"), "go")])
            { Check = FeasibilityCheck.Run, IsOnlySaid = true, Checked = "not no-go; unknown only at mvp" },
        new("discovery/feasible/evidence", Growth, "What the verdict rests on, and since when", "the verdict is a guess", "CQ1",
            [
                new("discovery.feasible.evidence", Document, "docs/discovery/feasibility.md"),
                new("discovery.feasible.date", Date, "2026-01-20"),
            ])
            {
                AskedFrom = ProductProfile.Standard,
                Check = PlanningChecks.BeforeFirstStage,
                Checked = "a document; not later than the first stage",
            },
        new("discovery/agreed", Growth, "Who agreed, for technology and for the product", "one side can still say no", "S",
            [new("discovery.agreed.tech-lead", Who, "lea"), new("discovery.agreed.product", Who, "tom")])
            {
                AskedFrom = ProductProfile.Standard,
                Check = PeopleCheck.Of(2, "one person agreed for both sides", "discovery.agreed.tech-lead", "discovery.agreed.product"),
                Checked = "two known people",
            },
    ];
}
