using Fraud.Model;
using Fraud.Training;
using Microsoft.ML;

namespace Fraud.Tests;

public sealed class TrainPipelineTests
{
    [Fact]
    [Trait("mltest", "infra-2")]
    public void The_model_beats_the_rules_on_payments_that_it_never_saw()
    {
        var run = TrainPipeline.Run(payments: 8_000);

        Assert.True(run.RecallAt1PctFpr(run.Model) > run.RecallAt1PctFpr(run.Rules));
        Assert.InRange(run.AreaUnderRocCurve, 0.75, 1);
    }

    [Fact]
    [Trait("mltest", "infra-3")]
    public void What_is_trained_saved_and_loaded_predicts_the_same()
    {
        var folder = Directory.CreateTempSubdirectory("fraud").FullName;
        try
        {
            var run = TrainPipeline.Run(payments: 8_000);
            Evidence.Write(run, folder, "9.9.9");
            var ml = new MLContext(TrainPipeline.Seed);
            var loaded = ml.Model.Load(Path.Combine(folder, "models", "fraud-9.9.9.zip"), out _);
            var payment = run.HeldBack[0];

            var again = ml.Model.CreatePredictionEngine<Transaction, FraudScore>(loaded).Predict(TrainingFeed.Row(payment));

            Assert.Equal(run.Model[0], again.Probability, tolerance: 1e-6);
            Assert.Contains("sha256", File.ReadAllText(Path.Combine(folder, "evidence", "metrics.json")), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
