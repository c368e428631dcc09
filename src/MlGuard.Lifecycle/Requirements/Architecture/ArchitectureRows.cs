using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using static MlGuard.Lifecycle.Checks.RequiredFrom;
using static MlGuard.Lifecycle.Checks.RowChecks;
using static MlGuard.Lifecycle.Manifest.ValueTypes;

namespace MlGuard.Lifecycle.Requirements.Architecture;

/// <summary>5 Architecture: business requirements translated into technical ones.</summary>
internal static class ArchitectureRows
{
    public static ImmutableArray<Row> All { get; } =
    [
        new("architecture/business/requests", Growth, "How many requests a day", "no capacity can be planned", "S",
            [new("architecture.business.requests", Rate, "6.5M/day")])
            {
                AskedFrom = ProductProfile.Standard,
                Check = ArchitectureChecks.AverageBelowPeak,
                IsOnlySaid = true,
                Checked = "the average is not above the peak",
            },
        new("architecture/business/peak", Growth, "How many requests a second at the peak", "the peak breaks it", "S",
            [new(ManifestPaths.ArchitectureBusinessPeak, Rate, "220/s")])
            {
                AskedFrom = ProductProfile.Standard,
                When = Condition.Realtime,
                Check = ArchitectureChecks.AboveZero(ManifestPaths.ArchitectureBusinessPeak),
                IsOnlySaid = true,
                Checked = "above zero",
            },
        new("architecture/business/users", Growth, "How many users", "the blast radius is unknown", "S",
            [new("architecture.business.users", Quantity, "4.2M")])
            {
                AskedFrom = ProductProfile.Standard,
                Check = ArchitectureChecks.AboveZero("architecture.business.users"),
                IsOnlySaid = true,
                Checked = "above zero",
            },
        new(
            "architecture/business/quality", Growth, "The least quality that the business accepts", "the model's minimum is a guess",
            "S; CQ1; AIA 15",
            [new("architecture.business.quality.<metric>", Quantity, "0.50")])
            {
                AskedFrom = ProductProfile.Standard,
                Check = ArchitectureChecks.QualityIsAskedOfTheModel,
                IsOnlySaid = true,
                Checked = "not above the bound of training.quality",
            },
        new(
            "architecture/business/latencyP99", Growth, "How long the slowest one in a hundred may take", "nobody knows what slow is",
            "S; CQ3",
            [new("architecture.business.latencyP99", Duration, "80ms")])
            {
                AskedFrom = ProductProfile.Standard,
                When = Condition.Realtime,
                Check = ArchitectureChecks.AboveZero("architecture.business.latencyP99"),
                IsOnlySaid = true,
                Checked = "above zero, and an hour at most; serving/load is measured against it",
            },
        new("architecture/business/availability", Maturity, "How often it may fail", "nobody knows what down is", "IS A.6.2.2",
            [new("architecture.business.availability", Percent, "99.95%")])
            {
                AskedFrom = ProductProfile.Standard,
                Check = ArchitectureChecks.Availability,
                IsOnlySaid = true,
                Checked = "two servers from 99.9% on",
                Beside = [ManifestPaths.ArchitectureTechnicalServersCount],
            },
        new("architecture/technical/mode", Mvp, "How predictions are served", "nothing can be said about load and fallback", "S",
            [new(ManifestPaths.ArchitectureTechnicalMode, OneOf("batch", "realtime", "stream", "edge"), "realtime")])
            {
                Check = PresenceCheck.Run,
                Checked = "one of the four",
            },
        new("architecture/technical/servers", Growth, "How many servers, and what each can do", "the peak breaks it", "S",
            [new(ManifestPaths.ArchitectureTechnicalServersCount, Integer, "6"), new("architecture.technical.servers.each", Rate, "60/s")])
            {
                AskedFrom = ProductProfile.Standard,
                When = Condition.Realtime,
                Check = ArchitectureChecks.Capacity,
                IsOnlySaid = true,
                Checked = "count x each is the peak with half as much again",
                Beside = [ManifestPaths.ArchitectureBusinessPeak, "gates.limits.headroom"],
            },
        new(
            "architecture/technical/fallback", Mvp, "What answers when the model fails", "users get an error instead of an answer",
            "S; NI MEASURE 2.6; AIA 15(4)",
            [new("architecture.technical.fallback.!to", Name, "rules-engine v3")]) { Check = PresenceCheck.Run, Checked = "present" },
        new(
            "architecture/technical/fallback/symbol", Growth, "The fallback's code and its test", "the fallback fails with the model",
            "S; NI MEASURE 2.6; AIA 15(4)",
            [
                new(ManifestPaths.ArchitectureTechnicalFallbackSymbol, Symbol, "Fraud.Serving.RulesFallback"),
                new("architecture.technical.fallback.test", Symbol, "Fraud.Tests.FallbackTests"),
            ])
            {
                Check = AtGate(FallbackCheck.Run),
                Checked =
                    "exists, gives what the prediction gives and takes what it takes or parts of it, is reached from every predicting entry point when the prediction "
                        + "throws, and a test that asserts and passed reaches it, or asks over HTTP; where coverage knows it, it ran",
            },
        new("architecture/technical/queues", Growth, "The queues, or none", "a full queue is nobody's", "S",
            [
                new("architecture.technical.queues[]", Name, "fraud-decisions"),
                new Field("architecture.technical.queues", OneOf("none"), "none").Optional,
            ])
            {
                AskedFrom = ProductProfile.Standard,
                Check = ArchitectureChecks.Stores("architecture.technical.queues[]", "architecture.technical.queues"),
                Checked = "named in the configuration; declared otherwise",
            },
        new("architecture/technical/databases", Growth, "The stores, or none", "a store without retention grows", "S",
            [
                new("architecture.technical.databases[].!name", Name, "decision-log") { More = ["feedback"] },
                new Field("architecture.technical.databases[].retention", Duration, "400d").Optional,
                new Field("architecture.technical.databases", OneOf("none"), "none").Optional,
            ])
            {
                AskedFrom = ProductProfile.Standard,
                Check = ArchitectureChecks.Stores("architecture.technical.databases[].name", "architecture.technical.databases"),
                Checked = "named in the configuration; declared otherwise",
            },
    ];
}
