using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Requirements.Serving;
using static MlGuard.Lifecycle.Checks.RequiredFrom;
using static MlGuard.Lifecycle.Checks.RowChecks;
using static MlGuard.Lifecycle.Manifest.ValueTypes;

namespace MlGuard.Lifecycle.Requirements.Training;

/// <summary>9 The training pipeline: no notebooks, retrain at will or on schedule.</summary>
internal static class TrainingRows
{
    public static ImmutableArray<Row> All { get; } =
    [
        new("training/run", Mvp, "The method that trains", "the model cannot be trained again at will", "S; GL1; AZ2",
            [new(ManifestPaths.TrainingRun, Method, "Fraud.Training.TrainPipeline.RunAsync")])
            {
                When = Condition.Trains,
                Exemption = "Where nothing is trained, write 'approach: bought' or 'approach: hosted' under 'discovery.solution'.",
                Check = AtGate(TrainingRunCheck.Run),
                SaysItsSymbolItself = true,
                Checked = "a method of a shipped project, not empty, waits for no console, reaches Fit",
            },
        new(
            "training/notebooks", MvpWarning, "No notebook outside the folders that may hold some",
            "the model comes from what nobody can build", "S; HTD prototype smell",
            [new Field("training.notebooks.allow[]", Name, "research/**").Optional])
            { Check = NotebookCheck.Run, Checked = "no .ipynb, .dib or .csx outside 'allow'" },
        new(
            "training/quality", Mvp, "The least quality, and the file that proves it", "nobody knows how good the model is",
            "S; T:I4; R9; CQ4",
            [
                new("training.quality.<metric>.from", Pointer, "artifacts/eval.json#/recall"),
                new Field("training.quality.<metric>.min", Score, "0.50").AdvisedUnless("max"),
                new Field("training.quality.<metric>.max", Score, "0.20").Optional,
            ])
            {
                Check = AtGate(QualityCheck.Run),
                File = FileContent.Measured(
                    """
                      "recall": 0.66
                    """,
                    "A number, or text with a unit. A whole run of an evaluation library or MLflow is read too."),
                Checked = "a finite number within its bound, measured on the model of training.artifact",
            },
        new("training/quality/beats", Growth, "What the model has to beat", "a simpler answer may be better", "T:M5, T:I4; R24",
            [
                new("training.quality.<metric>.beats[]", OneOf("baseline", "champion"), "baseline"),
                new Field("training.quality.<metric>.by", Quantity, "0.01").Optional,
            ])
            {
                Check = AtGate(BeatsCheck.Rivals),
                File = FileContent.Measured(
                    """
                      "recall": 0.66, "baseline": { "recall": 0.41 }, "champion": { "recall": 0.64 }
                    """,
                    "Each rival stands beside the metric, under its own name, in the metric's unit; 'champion' is the model that serves "
                        + "today."),
                Checked = "strictly better by 'by', on the same data",
            },
        new(
            "training/slices", Growth, "Quality on the slices that matter", "the average hides who is served badly",
            "T:M6; MC; AIA 13, IV.3",
            [
                new Field("training.slices.from", FilePath, "artifacts/eval/slices.json").Made,
                new("training.slices.by[]", Name, "country"),
                new Field("training.slices.min", Quantity, "0.55").AdvisedUnless("max"),
                new Field("training.slices.max", Quantity, "12.5").Optional,
            ])
            {
                Check = AtGate(SlicesCheck.Run),
                File = FileContent.Measured(
                    """
                      "slices": { "country": { "DE": 0.66, "MT": { "value": 0.61 } } }
                    """,
                    "Below 'slices' each name of 'by', and below it two values or more, in the unit of 'min' or 'max'."),
                Checked = "each slice at the minimum or better, or, where the model is measured by an error, at the maximum or less, "
                    + "measured on the declared model",
            },
        new("training/triggers", Growth, "What starts a training", "the model grows old", "S; GL1; AZ4",
            [
                new(
                    ManifestPaths.TrainingTriggers,
                    OneOf("on-demand", "daily", "weekly", "monthly", "new-data", "data-drift", "quality-drop"),
                    "on-demand"),
            ])
            {
                When = Condition.Trains,
                Check = TriggerCheck.Run,
                Checked = "a workflow that runs the training can be started by hand, runs often enough, starts on new data "
                    + "(repository_dispatch, workflow_run, or a push of the data that data.sources pins); a monitor has the plan retrain",
            },
        new("training/productionize", Growth, "The workflow that brings a model to production", "a release is handwork", "S; SE28; AZ3",
            [new("training.productionize", FilePath, ".github/workflows/promote.yml")])
            {
                Check = All(WorkflowCheck.StartedByHand("training.productionize"), WorkflowCheck.AsksTheGate("training.productionize")),
                Checked = "can be started by hand; tests run, then the gate is asked, then something ships; stops when the gate says no",
            },
        new("training/seed", Growth, "The seed", "training cannot be repeated", "T:I1; HTD reproducibility",
            [new("training.seed", Integer, "20260615")])
            { When = Condition.Trains, Check = AtGate(SeedCheck.Run),
                Checked = "the constant that the training, or what calls it, passes to MLContext or TorchSharp" },
        new(
            "training/artifact", Growth, "The model's file, its hash and its date", "evidence is bound to no model",
            "T:I1, T:O4; CDX hashes; SE22",
            [
                new Field(ManifestPaths.TrainingArtifactPath, FilePath, "models/fraud-2.3.0.zip").Made,
                new(ManifestPaths.TrainingArtifactHash, Hash, "sha256:9f2c41d07be0a6d3c5f18a2247d9e60b3b7a54e1c80f6d29a1e3577c0d4b8f12"),
                new(ManifestPaths.TrainingArtifactTrained, Date, "2026-11-09"),
            ])
            {
                When = Condition.Trains,
                Check = ArtifactCheck.Run,
                Checked = "the file, or the pointer of Git LFS or DVC, has this hash, and opens; a model of ML.NET has the columns that the training reads; "
                    + "the day has come",
            },
        new("training/repro", Maturity, "The gap between two runs", "training is repeatable by hope", "T:I1",
            [
                new("training.repro.!from", Pointer, "artifacts/eval/repro.json#/gap"),
                new Field("training.repro.tolerance", Quantity, "0.01").Optional,
            ])
            {
                When = Condition.Trains,
                Check = AtGate(MaturityChecks.Repro),
                File = FileContent.Plain(
                    """
                      "gap": 0.001
                    """,
                    "How far the metric of two runs with one seed lies apart."),
                Checked = "not above the tolerance",
            },
        new("training/staleness", Maturity, "How quality falls with the model's age", "the limit of age is a guess", "T:M4; R8",
            [new("training.staleness", Element, "artifacts/eval/staleness.json#/curve")])
            {
                AskedFrom = ProductProfile.Standard,
                When = Condition.Trains,
                Check = AtGate(MaturityChecks.Staleness),
                File = FileContent.Plain(
                    """
                      "curve": [{ "ageDays": 0, "value": 0.66 }, { "ageDays": 30, "value": 0.60 }]
                    """,
                    "Two points or more; 'ageDays' in days, up to the limit of the monitor model-age, 'value' in the metric's unit."),
                Checked = "a curve that reaches the limit of the model-age monitor",
            },
        new(
            "training/features", Maturity, "What each feature brings, and who owns it", "features cost and bring nothing",
            "T:D2, T:D3; R11, R22; SE12, SE13",
            [
                new Field(ManifestPaths.TrainingFeaturesReport, FilePath, "artifacts/eval/features.json").Made,
                new("training.features.owners", FilePath, "docs/features.md"),
            ])
            {
                AskedFrom = ProductProfile.Standard,
                When = Condition.Trains,
                Check = AtGate(MaturityChecks.Features),
                File = FileContent.Measured(
                    """
                      "features": { "Amount": { "importance": 0.2 }, "AmountToUsual": { "importance": 0.4 } }
                    """,
                    "Each feature by its column, with an importance above zero; 'owners' is a text that names each of them."),
                Checked = "every feature has an importance above zero and an owner",
            },
        new("training/coupling", Growth, "Training and serving built by the same people", "the two part", "S", [])
            { When = Condition.Trains, Check = AtGate(ServingChecks.Coupled), Checked = "both stand below this manifest" },
        new(
            "training/triggers/drift", Maturity, "A training that the world starts, and not only the clock",
            "the model answers by old data until its next training", "GL1; AZ4", [])
            {
                When = Condition.Trains,
                Check = TriggerCheck.StartsOnDrift,
                IsOnlySaid = true,
                Checked = "data-drift or quality-drop among training.triggers",
            },
    ];
}
