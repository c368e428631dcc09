using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Requirements.Training;
using static MlGuard.Lifecycle.Checks.RequiredFrom;
using static MlGuard.Lifecycle.Checks.RowChecks;
using static MlGuard.Lifecycle.Manifest.ValueTypes;
using static MlGuard.Lifecycle.Requirements.Planning.PlanningChecks;

namespace MlGuard.Lifecycle.Requirements.Planning;

/// <summary>3 Stages, 4 prioritization, 6 strategic planning, 7 tactical planning.</summary>
internal static class PlanningRows
{
    public static ImmutableArray<Row> Stages { get; } =
    [
        new(
            "stages/mvp", Growth, "What the mvp reached, and the decision to go on", "growth is paid for without a reason",
            "S; NI MANAGE 1.1; IS A.6.2.3",
            [
                new("stages.mvp.from", Date, "2026-02-02"),
                new("stages.mvp.to", Date, "2026-05-29"), new("stages.mvp.result", Pointer, "artifacts/eval/mvp.json#/recall"),
                new("stages.mvp.decision", OneOf("invest", "repeat", "stop"), "invest"),
                new("stages.mvp.record", Document, "docs/adr/0007-growth.md"), new Field("stages.mvp.min", Score, "0.50").Optional,
            ])
            {
                AskedFrom = ProductProfile.Standard,
                Check = All(Ended("mvp"), RecordCheck.File("stages.mvp.record"), AtGate(Reached("mvp"))),
                File = FileContent.Plain(
                    """
                      "recall": 0.55
                    """,
                    "What the stage reached: the name and the unit are the metric's."),
                Checked =
                    "dates in order and past; invest; a record with Status and Decision; the result reaches stages.mvp.min, or beats the "
                        + "baseline",
            },
        new("stages/signoff", Growth, "Who signed the growth stage off", "nobody stands behind it", "S; NI GOV 2.3",
            [
                new("stages.growth.signoff.tech-lead", Who, "lea"),
                new("stages.growth.signoff.product", Who, "tom"),
                new("stages.growth.signoff.budget", Who, "ines"),
            ])
            {
                AskedFrom = ProductProfile.Standard,
                Check = SignedOff,
                Checked = "all three roles of the declared stage, two known people at least",
            },
        new("stages/growth", Maturity, "What growth reached, and the decision to go on", "maturity is paid for without a reason", "S; R41",
            [
                new("stages.growth.from", Date, "2026-06-01"),
                new("stages.growth.to", Date, "2026-11-06"), new("stages.growth.result", Pointer, "artifacts/eval/growth.json#/recall"),
                new("stages.growth.decision", OneOf("invest", "repeat", "stop"), "invest"),
                new("stages.growth.record", Document, "docs/adr/0012-maturity.md"), new Field("stages.growth.min", Score, "0.60").Optional,
            ])
            {
                AskedFrom = ProductProfile.Standard,
                Check = All(
                    Ended("growth"), RecordCheck.File("stages.growth.record"), MaturityChecks.GainIsKnown, AtGate(Reached("growth"))),
                File = FileContent.Plain(
                    """
                      "recall": 0.62
                    """,
                    "What the stage reached: the name and the unit are the metric's."),
                Checked = "as stages/mvp; the realised gain is known",
            },
    ];

    public static ImmutableArray<Row> Priority { get; } =
    [
        new("priority/cost", Mvp, "What the product costs", "the gain cannot be weighed against it", "S",
            [new("priority.cost", Money, "540k EUR")])
            {
                Check = All(AmountCheck.Run, FromGrowth(MoneyCheck.Same("priority.cost", "strategy.budget.total"))),
                IsOnlySaid = true,
                Checked = "an amount of money above zero; from growth, the same as strategy.budget.total",
            },
        new("priority/complexity", Mvp, "How complex the product is, from 1 to 5", "the cost cannot be judged", "S",
            [new(ManifestPaths.PriorityComplexity, Scale, "3")]) { Check = PresenceCheck.Run, Checked = "from 1 to 5" },
        new("priority/gain", Growth, "The gain that the priority rests on", "the priority rests on nothing", "S",
            [new("priority.gain", MoneyRate, "2.4M EUR/year")])
            { AskedFrom = ProductProfile.Standard, Check = MoneyCheck.Same("priority.gain", "discovery.gain.amount"), IsOnlySaid = true,
                Checked = "the same as discovery.gain" },
        new("priority/confidence", Growth, "How likely the gain is, from 0 to 1", "a hope counts like a fact", "S",
            [new("priority.confidence", Fraction, "0.7")])
            { AskedFrom = ProductProfile.Standard, Check = MoneyCheck.Score, IsOnlySaid = true,
                Checked = "gain x confidence / (cost x complexity) is not below gates.limits.minScore (warns)" },
        new("priority/rank", Maturity, "The rank among the team's products", "everything is equally urgent", "S; SE38",
            [new("priority.rank", Integer, "1")])
            { AskedFrom = ProductProfile.Standard, Check = Rank, Checked = "unique among the repository's manifests" },
    ];

    public static ImmutableArray<Row> Strategy { get; } =
    [
        new(
            "strategy/northStar", Growth, "The one metric that the product is for", "success is whatever went up",
            "S; R2, R12, R39; SE9, SE10",
            [
                new("strategy.northStar.metric", Name, "fraudLossRate"),
                new("strategy.northStar.now", Quantity, "0.19%"),
                new("strategy.northStar.target", Quantity, "0.11%"),
                new("strategy.northStar.by", Date, "2027-06-30"),
            ])
            {
                AskedFrom = ProductProfile.Standard,
                Check = All(NorthStar, AheadCheck.For("strategy.northStar.by", "the north star")),
                IsOnlySaid = true,
                Checked = "the target differs; not past; compared by in rollout.abTest, or by its proxy",
            },
        new("strategy/milestones", Growth, "Two milestones or more, with dates", "a delay shows at the end", "S",
            [
                new("strategy.milestones[].name", Name, "a tenth of the traffic") { More = ["all of the traffic"] },
                new("strategy.milestones[].due", Date, "2026-12-18") { More = ["2027-02-26"] },
                new Field("strategy.milestones[].proof", Element, "artifacts/rollout/canary.json#/passed").Optional,
            ])
            { AskedFrom = ProductProfile.Standard, Check = Milestones, IsOnlySaid = true,
                Checked = "two at least, in order, none after the north star; one that is two weeks late has its proof" },
        new("strategy/headcount", Growth, "How many people of which skill", "the plan has no hands", "S; IS A.4.6",
            [new("strategy.headcount.<skill>", Integer, "3")])
            { AskedFrom = ProductProfile.Standard, Check = Headcount, IsOnlySaid = true, Checked = "as many people as the tactics name" },
        new("strategy/resources", Growth, "What else the work needs", "the work waits", "S; IS A.4.4-4.5",
            [new("strategy.resources[]", Name, "azure-ml-workspace")])
            { AskedFrom = ProductProfile.Standard, Check = PresenceCheck.Run, Checked = "one at least" },
        new("strategy/budget", Growth, "The budget and its parts", "the cost has no source", "S; NI MANAGE 2.1",
            [new("strategy.budget.total", Money, "540k EUR"), new Field("strategy.budget.<part>", Money, "540k EUR").Advised])
            {
                AskedFrom = ProductProfile.Standard,
                Check = MoneyCheck.Budget,
                IsOnlySaid = true,
                Checked = "the parts make the total, in one currency",
            },
        new("strategy/budget/spent", Maturity, "What was spent so far", "an overrun shows at the end", "S",
            [new("strategy.budget.spent", Pointer, "artifacts/finance/spent.json#/eur")])
            {
                AskedFrom = ProductProfile.Standard,
                Check = AtGate(MoneyCheck.Spent),
                File = FileContent.Plain(
                    """
                      "eur": 301000
                    """,
                    "A sum in the currency of strategy.budget.total; text such as '301k EUR' is read too."),
                Checked = "not above the total",
            },
    ];

    public static ImmutableArray<Row> Tactics { get; } =
    [
        new("tactics", Growth, "Who builds what by when", "nobody builds it", "S; SE36",
            [
                new(ManifestPaths.TacticsWhat, Name, "model") { More = ["data-pipeline", "deployment"] },
                new("tactics[].who", Who, "lea") { More = ["nils", "ayo"] },
                new("tactics[].due", Date, "2026-12-11") { More = ["2026-12-04", "2026-12-18"] },
                new Field("tactics[].done", Flag, "true").Optional, new Field("tactics[].issue", Name, "PAY-1422").Optional,
            ])
            {
                AskedFrom = ProductProfile.Standard,
                Check = PlanningChecks.Tactics,
                IsOnlySaid = true,
                Checked = "model, data-pipeline and deployment; nothing overdue",
            },
        new(
            "tactics/milestones", Growth, "Work that is done by a milestone", "it serves none", "S",
            [])
            {
                AskedFrom = ProductProfile.Standard,
                Check = TacticsServeMilestones,
                IsOnlySaid = true,
                Checked = "nothing is due after the last milestone",
            },
    ];
}
