using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using static MlGuard.Lifecycle.Checks.RequiredFrom;
using static MlGuard.Lifecycle.Checks.RowChecks;
using static MlGuard.Lifecycle.Manifest.ValueTypes;

namespace MlGuard.Lifecycle.Requirements.Data;

/// <summary>2 Data infrastructure assessment.</summary>
internal static class DataRows
{
    public static ImmutableArray<Row> All { get; } =
    [
        new("data/sources", Mvp, "Every source of data, with its owner", "nobody answers when the data changes", "S; R11; SE12; IS A.4.3",
            [new("data.!sources[].name", Name, "transactions"), new("data.!sources[].owner", Who, "data-eng")])
            {
                Check = All(UniqueSourcesCheck.Run, DataChecks.FilesAreDeclared),
                IsOnlySaid = true,
                Checked = "each name once, each with an owner; a file that the code reads is a source (warns)",
            },
        new("data/sources/quality", MvpWarning, "How good each source is", "the model's limit is unknown", "S; SE2; CQ1",
            [new("data.!sources[].quality", OneOf("good", "fair", "poor", "unknown"), "good")])
            {
                Check = All(DataQualityCheck.Run, FromGrowth(DataChecks.PoorHasTactic)),
                IsOnlySaid = true,
                Checked = "unknown only at mvp; from growth, a tactic improves what is poor",
            },
        new(
            "data/sources/personal", Mvp, "Whether a source holds personal data", "privacy is nobody's question",
            "S; T:D5; AIA 10; SPDX; IS A.7",
            [new("data.!sources[].personal", OneOf("none", "pseudonymised", "personal", "special"), "pseudonymised")])
            {
                Check = context => context.Product.IsAtGate ? DataChecks.LooksPersonal(context) : RowAnswer.Proven("said for every source"),
                IsOnlySaid = true,
                Checked = "said for every source; no column that looks personal where it says none (warns)",
            },
        new("data/sources/kind", Growth, "Where each source comes from", "what must be bought is unknown", "S; IS A.7.3, A.10.3",
            [new("data.!sources[].kind", OneOf("internal", "bought", "public", "user", "synthetic"), "internal")])
            {
                AskedFrom = ProductProfile.Standard,
                Check = DataChecks.KindMatchesBuying,
                IsOnlySaid = true,
                Checked = "bought exactly when listed in pipelines.buy",
            },
        new("data/sources/license", Growth, "The licence of bought and public data", "the data may not be used", "NI MAP 4.1, GOV 6.1",
            [
                new Field("data.!sources[].license", NameOf("an SPDX identifier, or the path of a contract"), "contracts/device-reputation.pdf").Optional,
                new Field("data.!sources[].cost", MoneyRate, "60k EUR/year").Optional,
            ])
            {
                When = Condition.BoughtData,
                Check = DataChecks.Licensed,
                IsOnlySaid = true,
                Checked = "an SPDX id or a file for each bought and public source",
            },
        new("data/sources/schema", Growth, "The type that describes each source's rows", "code and data can part unseen", "T:D1; SE1; CQ2",
            [new("data.!sources[].schema", Symbol, "Fraud.Data.Transaction")])
            {
                Check = AtGate(DataChecks.SchemaCoversPipeline),
                Checked = "the types exist and have the columns that the training reads of the data; what its own steps and mappings make is not counted",
            },
        new("data/sources/snapshot", Growth, "The snapshot that training used", "training cannot be repeated", "SE22; T:I1; AIA 10",
            [new Field("data.!sources[].snapshot", NameOf("a file that pins the data, or its hash"), "data/transactions.dvc").Advised])
            {
                When = Condition.Trains,
                Check = DataChecks.Snapshots,
                Makings = [Making.Checksum],
                Checked = "one source at least; .dvc, dvc.lock, Git LFS or checksum file; the data that is there is the pinned one",
            },
        new("data/sources/freshness", Growth, "How old each source's data may be", "stale data goes unseen", "R8",
            [new("data.!sources[].freshness", Duration, "15min")])
            {
                AskedFrom = ProductProfile.Standard,
                Check = DataChecks.FreshnessIsWatched,
                IsOnlySaid = true,
                Checked = "a monitor watches the data (warns)",
            },
        new("data/sources/labels", Growth, "Where labels come from and how late", "quality in production cannot be measured", "SE5; R10",
            [
                new Field("data.!sources[].labels.from", Name, "chargebacks").Advised,
                new Field("data.!sources[].labels.delay", Duration, "45d").Advised,
            ])
            { When = Condition.Supervised, Check = DataChecks.Labels, IsOnlySaid = true,
                Checked = "one source at least; a concept-drift monitor" },
        new(
            "data/assessment", MvpWarning, "An assessment of the data infrastructure", "problems of the data show up in production",
            "S; CQ1; IS A.7.4",
            [
                new("data.assessment.date", Date, "2026-01-27"),
                new("data.assessment.by", Who, "nils"),
                new("data.assessment.report", Document, "docs/data/assessment.md"),
            ])
            {
                AskedFrom = ProductProfile.Standard,
                Check = All(AssessmentCheck.Run, PeopleCheck.Of(1, "", "data.assessment.by")),
                Checked = "the report is there; 365 days old at most",
            },
        new("data/assessment/complexity", Growth, "How complex the data work is", "the cost is underrated", "S",
            [new("data.assessment.complexity", Scale, "3")])
            {
                AskedFrom = ProductProfile.Standard,
                Check = DataChecks.Complexity,
                IsOnlySaid = true,
                Checked = "not above priority.complexity (warns)",
            },
        new("data/checks", Growth, "The code that checks incoming data", "bad data trains a bad model", "SE1, SE2; T:O2; GL1",
            [new(ManifestPaths.DataChecks, Symbol, "Fraud.Data.TransactionChecks")])
            { When = Condition.Trains, Check = AtGate(DataChecks.BeforeFit), Checked = "exists; training.run calls it before Fit" },
    ];
}
