using System.Diagnostics;
using Microsoft.Extensions.ObjectPool;
using Microsoft.ML;
using MlService.Model;

namespace MlService.Api;

/// <summary>Judges with the model, and with the list of words when the model fails; each answer is logged with who gave it.</summary>
public sealed class SentimentScorer(ObjectPool<PredictionEngine<Review, Sentiment>> engines, ILogger<SentimentScorer> logger)
{
    /// <summary>The version that each answer of the model names.</summary>
    public const string ModelVersion = "sentiment-1.0.0";

    /// <summary>positive, neutral or negative.</summary>
    public string Judge(string text)
    {
        var started = Stopwatch.GetTimestamp();
        var (label, by) = Answer(text);
        logger.LogInformation("{Label} by {ModelVersion} in {Elapsed}", label, by, Stopwatch.GetElapsedTime(started));
        return label;
    }

    private (string Label, string By) Answer(string text)
    {
        try
        {
            return (Predict(text), ModelVersion);
        }
        catch (Exception exception)
        {
            logger.LogError(exception, "Model {ModelVersion} failed, the list of words answered", ModelVersion);
            return (AngryWords.Judge(text), "angry-words");
        }
    }

    private string Predict(string text)
    {
        var engine = engines.Get();
        try
        {
            return engine.Predict(new Review { Text = text }).Label;
        }
        finally
        {
            engines.Return(engine);
        }
    }
}
