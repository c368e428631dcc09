using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Requirements.Operation;
using static MlGuard.Lifecycle.Checks.RequiredFrom;
using static MlGuard.Lifecycle.Checks.RowChecks;
using static MlGuard.Lifecycle.Manifest.ValueTypes;

namespace MlGuard.Lifecycle.Requirements.Pipelines;

/// <summary>8 Data pipeline work.</summary>
internal static class PipelineRows
{
    public static ImmutableArray<Row> All { get; } =
    [
        new("pipelines/buy", Growth, "The data that is bought, or none", "a contract is missing on the day", "S",
            [new(ManifestPaths.PipelinesBuy, NameOf("a source of this manifest"), "device-reputation"), new Field("pipelines.buy", OneOf("none"), "none").Advised])
            { AskedFrom = ProductProfile.Standard, Check = MoneyCheck.Bought, IsOnlySaid = true,
                Checked = "each is a source with licence and cost; together within strategy.budget.data" },
        new("pipelines/featureStore", Growth, "Whether a feature store is needed, and why", "features are computed twice", "S; GL1; AZ2",
            [
                new("pipelines.featureStore.decision", OneOf("needed", "not-needed", "in-use"), "not-needed"),
                new("pipelines.featureStore.why", FreeText(), "One model reads 38 features; asked again when there is a second."),
                new("pipelines.featureStore.review", Date, "2027-03-01"),
            ])
            {
                AskedFrom = ProductProfile.Standard,
                Check = AheadCheck.For("pipelines.featureStore.review", "the review of the feature store"),
                IsOnlySaid = true,
                Checked = "the review is not past",
            },
        new(
            "pipelines/toTraining", Growth, "The code that feeds training", "training depends on somebody's file",
            "S; HTD pipeline jungles",
            [new(ManifestPaths.PipelinesToTraining, Symbol, "Fraud.Data.TrainingFeed")])
            { When = Condition.Trains, Check = AtGate(PresenceCheck.Run), Checked = "exists and does something" },
        new(
            "pipelines/toProduction", Growth, "The code that feeds production", "production depends on somebody's file",
            "S; HTD pipeline jungles",
            [new(ManifestPaths.PipelinesToProduction, Symbol, "Fraud.Data.ServingFeed")])
            { Check = AtGate(PresenceCheck.Run), Checked = "exists and does something" },
        new(
            "pipelines/sharedFeatures", Growth, "The one place where features are computed", "training and serving part unseen",
            "R32, R37; T:O3; SE31",
            [new(ManifestPaths.PipelinesSharedFeatures, Symbol, "Fraud.Features.FeatureBuilder")])
            {
                When = Condition.Trains,
                Check = AtGate(SharedFeaturesCheck.Run),
                Checked =
                    "training and serving both reach it, or serving loads the pipeline that it builds, with the columns that it reads",
            },
        new(
            "pipelines/regulation/gdpr", Growth, "Legal basis, impact assessment and erasure", "the data may not be processed",
            "S; T:D5; AIA 10; SE7, SE41",
            [
                new(
                    "pipelines.regulation.gdpr.basis",
                    OneOf("consent", "contract", "legal-obligation", "vital-interests", "public-task", "legitimate-interest"),
                    "legitimate-interest"),
                new("pipelines.regulation.gdpr.dpia", Document, "docs/privacy/dpia.md"),
                new("pipelines.regulation.gdpr.erasure", Symbol, "Fraud.Data.ErasureJob"),
            ])
            {
                When = Condition.PersonalData,
                Check = AtGate(ReachedCheck.ByTest("pipelines.regulation.gdpr.erasure", "nobody has seen it erase")),
                Checked = "a document; the erasure exists and a test that asserts and passed reaches it",
            },
        new("pipelines/feeds", Growth, "The stores that monitoring is fed from", "monitoring has nothing to look at", "S; R29; SE33",
            [new("pipelines.feeds.inputs", NameOf("a database, queue or source of this manifest"), "decision-log"), new("pipelines.feeds.quality", NameOf("a database, queue or source of this manifest"), "feedback")])
            {
                Check = GovernanceChecks.Feeds,
                IsOnlySaid = true,
                Checked = "both are stores or sources of the manifest",
                Beside =
                [
                    "architecture.technical.databases[].name", "architecture.technical.queues[]", ManifestPaths.DataSourcesName,
                    "data.sources[].labels.from",
                ],
            },
    ];
}
