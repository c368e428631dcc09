using static MlGuard.Lifecycle.Manifest.ValueTypes;

namespace MlGuard.Lifecycle.Manifest;

/// <summary>Keys that no row asks for: they describe the product to the analyzers and the gate.</summary>
internal static class OpenFields
{
    public static ImmutableArray<Field> All { get; } =
    [
        new(ManifestPaths.Profile, OneOf("small", "standard", "regulated"), "small"),
        new("people.<handle>", Name, "Lea Example"),
        new("people[]", Who, "lea"),
        new("stageNames.<stage>", Name, "pilot"),
        new("apis.<role>[]", Symbol, "Fraud.Serving.Scorer.Score"),
        new("apis.<role>", Symbol, "Fraud.Serving.Scorer.Score"),
        new("data.denied[]", Name, "gender"),
        new(ManifestPaths.ServingEntryPoints, Symbol, "Fraud.Worker.Consumer.HandleAsync"),
        new("mltest.data-6", FilePath, "artifacts/process/features.json"),
        new("mltest.model-2", FilePath, "artifacts/ab/models.json"),
        new("mltest.model-3", FilePath, "artifacts/training/search.json"),
        new("mltest.monitor-7", FilePath, "artifacts/monitoring/labels.json"),
        new("attestations[].rule", Name, "mltest/model-2"),
        new("attestations[].by", Who, "lea"),
        new("attestations[].date", Date, "2026-10-20"),
        new("attestations[].evidence", FilePath, "docs/ab/2026-09-degraded-model.md"),
        new("waivers[].rule", Name, "training/slices"),
        new("waivers[].scope", Name, "country=MT"),
        new("waivers[].kind", OneOf("not-applicable", "accepted-risk", "remediated-elsewhere", "not-detected"), "accepted-risk"),
        new("waivers[].owner", Who, "lea"),
        new("waivers[].approved", Who, "ines"),
        new("waivers[].reason", Name, "There are 41 cases so far, which is too few to measure."),
        new("waivers[].expires", Date, "2027-02-28"),
        new("waivers[].issue", Name, "PAY-1399"),
        new("gates.mode", OneOf("report", "warn", "enforce"), "enforce"),
        new(ManifestPaths.GatesProfile, OneOf("small", "standard", "regulated"), "standard"),
        new("gates.severity.<rule>", OneOf("message", "warn", "error"), "warn"),
        new("gates.extends", Name, "../org/mlguard-policy.yaml"),
        new("gates.limits.waiverDays", Integer, "180"),
        new("gates.limits.attestationDays", Integer, "180"),
        new("gates.limits.paybackMonths", Integer, "24"),
        new("gates.limits.headroom", Quantity, "1.5"),
        new("gates.limits.minScore", Quantity, "0.5"),
        new("gates.limits.rankCorrelation", Quantity, "0.8"),
        new("gates.limits.featureDays", Integer, "30"),
    ];
}
