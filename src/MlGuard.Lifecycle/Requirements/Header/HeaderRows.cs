using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Manifest;
using static MlGuard.Lifecycle.Checks.RequiredFrom;
using static MlGuard.Lifecycle.Checks.RowChecks;
using static MlGuard.Lifecycle.Manifest.ValueTypes;

namespace MlGuard.Lifecycle.Requirements.Header;

/// <summary>Who the product is and what it claims.</summary>
internal static class HeaderRows
{
    public static ImmutableArray<Row> All { get; } =
    [
        new("mlguard", Mvp, "The format of the manifest", "no reader knows how to read it", "",
            [new("mlguard", OneOf("v1"), "v1")]) { Check = PresenceCheck.Run, Checked = "is v1", IsWaivable = false },
        new("ruleset", Growth, "The pinned rule pack", "an upgrade of MlGuard can fail a build that changed nothing", "",
            [new("ruleset", Name, "2026-r1")])
            { Check = RulesetCheck.Run, Checked = "a pack that this MlGuard knows" },
        new("project", Mvp, "The product's name and who answers for it", "nobody answers for it", "NI GOV 2.1, 1.6; R11",
            [new("project", Name, "fraud-detection"), new("owner", Who, "payments-ml")])
            { Check = OwnerCheck.Run, Checked = "the owner is in people or CODEOWNERS, where there are any (warns)" },
        new("model", Growth, "The model's name, version and licence", "nobody can say which model answers", "MC; CDX; AIA IV.1(a); SPDX",
            [
                new(ManifestPaths.ModelName, Name, "fraud-scorer"),
                new(ManifestPaths.ModelVersion, NameOf("a semantic version"), "2.3.0"),
                new("model.license", NameOf("a licence by its SPDX identifier"), "LicenseRef-Proprietary"),
            ])
            {
                Check = All(ModelCheck.Named, AtGate(ModelCheck.Loaded)),
                Checked = "a semantic version, a licence of SPDX; the code loads no undeclared model, and asks none by a constant id that 'models' does "
                    + "not name (deployments of Azure are not compared)",
            },
        new(
            "models", Growth, "Every further model, pinned, with licence and source", "a model can change under the product",
            "CDX; NI GOV 6.1",
            [
                new(ManifestPaths.ModelsName, Name, "summarizer"),
                new("models[].license", NameOf("a licence by its SPDX identifier"), "MIT"), new("models[].source", Name, "https://example.org/models"),
                new Field(ManifestPaths.ModelsId, Name, "gpt-4o-2024-11-20").AdvisedUnless("artifact", "hash"),
                new Field(ManifestPaths.ModelsArtifact, FilePath, "models/summarizer.onnx").Optional,
                new Field(
                    ManifestPaths.ModelsHash, Hash, "sha256:9f2c41d07be0a6d3c5f18a2247d9e60b3b7a54e1c80f6d29a1e3577c0d4b8f12").Optional,
                new Field("models[].card", Name, "docs/models/summarizer.md").Optional,
            ])
            {
                When = Condition.FurtherModels,
                Check = ModelCheck.Further,
                Checked = "each pinned by a dated id or a hash, licensed, with a card where it is a file",
            },
        new("stage", Mvp, "The stage that the product claims", "there is nothing to earn", "S; AZ",
            [
                new("stage", OneOf("mvp", "growth", "maturity"), "mvp"),
                new Field(ManifestPaths.Target, OneOf("growth", "maturity"), "growth").Optional,
            ])
            {
                Check = PresenceCheck.Run,
                Checked = "the earned stage is not below it",
                IsWaivable = false,
            },
    ];
}
