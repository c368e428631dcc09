using System.Diagnostics.Metrics;

namespace Fraud.Api;

/// <summary>What monitoring sees of each prediction.</summary>
public sealed class PredictionMetrics
{
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _probability;

    /// <summary>Registers the instruments under the meter <c>Fraud.Api</c>.</summary>
    public PredictionMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Fraud.Api");
        _duration = meter.CreateHistogram<double>("fraud.prediction.duration", "s", "Time to score one payment");
        _probability = meter.CreateHistogram<double>("fraud.prediction.probability", "1", "Predicted probability of fraud, for drift");
    }

    /// <summary>Records one verdict and the time that it took.</summary>
    public void Predicted(Verdict verdict, TimeSpan duration)
    {
        var by = new KeyValuePair<string, object?>("model.version", verdict.By);
        _duration.Record(duration.TotalSeconds, by);
        _probability.Record(verdict.Probability, by);
    }
}
