using System.Diagnostics;
using Fraud.Model;
using Microsoft.Extensions.ObjectPool;
using Microsoft.ML;

namespace Fraud.Api;

/// <summary>
/// Scores with the trained model, and with the rules when the model fails. Engines are pooled: none is safe for two threads.
/// </summary>
public sealed class ModelScorer(
    ObjectPool<PredictionEngine<Transaction, FraudScore>> engines, PredictionMetrics metrics, ILogger<ModelScorer> logger) : IFraudScorer
{
    /// <summary>The version that every verdict of the model names.</summary>
    public const string ModelVersion = "fraud-1.1.0";

    /// <inheritdoc/>
    public Verdict Score(Transaction transaction)
    {
        var started = Stopwatch.GetTimestamp();
        Verdict verdict;
        try
        {
            var probability = Predict(transaction).Probability;
            verdict = float.IsFinite(probability) ? new Verdict(probability, ModelVersion) : RulesFallback.Score(transaction);
        }
        catch (Exception exception)
        {
            logger.LogError(exception, "Model {ModelVersion} failed, the rules answered", ModelVersion);
            verdict = RulesFallback.Score(transaction);
        }

        metrics.Predicted(verdict, Stopwatch.GetElapsedTime(started));
        return verdict;
    }

    private FraudScore Predict(Transaction transaction)
    {
        var engine = engines.Get();
        try
        {
            return engine.Predict(transaction);
        }
        finally
        {
            engines.Return(engine);
        }
    }
}
