using Microsoft.ML;
using MlService.Model;

namespace MlService.Training;

/// <summary>Trains the model, measures it on data that was held back, and writes both down.</summary>
public static class SentimentTraining
{
    private const int Seed = 20260615;

    /// <summary>Runs the whole training.</summary>
    /// <param name="data">The labelled reviews, as CSV.</param>
    /// <param name="folder">Where the model and its metrics go.</param>
    /// <returns>The macro accuracy.</returns>
    public static double Run(string data, string folder)
    {
        var ml = new MLContext(Seed);
        var reviews = ml.Data.LoadFromTextFile<Review>(data, separatorChar: ',', hasHeader: true);
        var split = ml.Data.TrainTestSplit(reviews, testFraction: 0.25, seed: Seed);
        var pipeline = ml.Transforms.Text.FeaturizeText("Features", "text")
            .Append(ml.Transforms.Conversion.MapValueToKey("Label", "label"))
            .Append(ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy())
            .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"));

        var model = pipeline.Fit(split.TrainSet);
        var metrics = ml.MulticlassClassification.Evaluate(model.Transform(split.TestSet));

        Evidence.Write(folder, path => ml.Model.Save(model, reviews.Schema, path), metrics.MacroAccuracy, metrics.LogLoss);
        return metrics.MacroAccuracy;
    }
}
