using Fraud.Model;
using Microsoft.ML;

namespace Fraud.Training;

/// <summary>Trains the fraud model from data to evidence: the same seed gives the same model, at will and without a notebook.</summary>
public static class TrainPipeline
{
    /// <summary>Seeds the data, the split and the trainer.</summary>
    public const int Seed = 20260615;

    private const double HeldBack = 0.3;

    /// <summary>Trains on generated payments and measures the model, the rules and the champion on those that were held back.</summary>
    /// <param name="payments">How many to generate.</param>
    /// <param name="championPath">The model that is in production; null before there was one.</param>
    public static TrainingRun Run(int payments = 160_000, string? championPath = null)
    {
        var ml = new MLContext(Seed);
        var all = TrainingFeed.Payments(payments, Seed);
        var test = all.Take((int)(payments * HeldBack)).ToList();
        var train = ml.Data.LoadFromEnumerable(all.Skip(test.Count).Select(TrainingFeed.Row));
        var model = FraudPipeline.Create(ml).Fit(train);

        var held = ml.Data.LoadFromEnumerable(test.Select(TrainingFeed.Row));
        var scored = model.Transform(held);
        var metrics = ml.BinaryClassification.Evaluate(scored);
        return new TrainingRun(
            ml,
            model,
            train.Schema,
            test,
            Model: Scores(ml, scored),
            Rules: [.. test.Select(labelled => RulesEngine.Suspicion(FeatureBuilder.Build(labelled.Payment)))],
            Champion: championPath is null ? [] : Scores(ml, ml.Model.Load(championPath, out _).Transform(held)),
            AreaUnderRocCurve: metrics.AreaUnderRocCurve,
            DataHash: Evidence.HashOf(all));
    }

    private static IReadOnlyList<float> Scores(MLContext ml, IDataView scored) =>
        [.. ml.Data.CreateEnumerable<FraudScore>(scored, reuseRowObject: false).Select(score => score.Probability)];
}
