using System.Security.Cryptography;
using System.Text.Json;
using Fraud.Model;
using Microsoft.ML;

namespace Fraud.Training;

/// <summary>Trains the fraud model from data to evidence: the same seed gives the same model, at will and without a notebook.</summary>
public static class TrainPipeline
{
    /// <summary>Seeds the data, the split and the trainer.</summary>
    public const int Seed = 20260615;

    private const double FalsePositiveRate = 0.01;

    /// <summary>Trains on <paramref name="payments"/> generated payments and measures model and rules on those that were held back.</summary>
    public static TrainingRun Run(int payments = 12_000)
    {
        var ml = new MLContext(Seed);
        var data = ml.Data.LoadFromEnumerable(TransactionGenerator.Generate(payments, Seed));
        var split = ml.Data.TrainTestSplit(data, testFraction: 0.3, seed: Seed);
        var model = FraudPipeline.Create(ml).Fit(split.TrainSet);

        var scored = model.Transform(split.TestSet);
        var metrics = ml.BinaryClassification.Evaluate(scored);
        var held = ml.Data.CreateEnumerable<Transaction>(split.TestSet, reuseRowObject: false).ToList();
        var scores = ml.Data.CreateEnumerable<FraudScore>(scored, reuseRowObject: false).ToList();
        return new TrainingRun(
            ml,
            model,
            data.Schema,
            RecallAt1PctFpr: Recall.AtFalsePositiveRate(scores.Zip(held, (score, payment) => (score.Probability, payment.IsFraud)), FalsePositiveRate),
            BaselineRecallAt1PctFpr: Recall.AtFalsePositiveRate(held.Select(payment => (RulesEngine.Suspicion(payment), payment.IsFraud)), FalsePositiveRate),
            AreaUnderRocCurve: metrics.AreaUnderRocCurve,
            HeldBack: held.Count);
    }

    /// <summary>Writes the model, and the metrics that name its hash.</summary>
    public static void Save(TrainingRun run, string modelPath, string evidencePath)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(modelPath)!);
        Directory.CreateDirectory(Path.GetDirectoryName(evidencePath)!);
        run.Ml.Model.Save(run.Model, run.InputSchema, modelPath);
        var evidence = new
        {
            model = new { path = "models/fraud.zip", sha256 = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(modelPath))) },
            createdUtc = DateTime.UtcNow,
            heldBack = run.HeldBack,
            recallAt1pctFpr = Math.Round(run.RecallAt1PctFpr, 4),
            areaUnderRocCurve = Math.Round(run.AreaUnderRocCurve, 4),
            baseline = new { name = "rules-engine v3", recallAt1pctFpr = Math.Round(run.BaselineRecallAt1PctFpr, 4) },
        };
        File.WriteAllText(evidencePath, JsonSerializer.Serialize(evidence, new JsonSerializerOptions { WriteIndented = true }) + "\n");
    }
}
