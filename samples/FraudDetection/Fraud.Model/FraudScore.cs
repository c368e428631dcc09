using Microsoft.ML.Data;

namespace Fraud.Model;

/// <summary>What the model says about one <see cref="Transaction"/>.</summary>
public sealed class FraudScore
{
    /// <summary>Whether the model would call it fraud at a probability of one half.</summary>
    [ColumnName("PredictedLabel")]
    public bool IsFraud { get; set; }

    /// <summary>Calibrated probability of fraud, 0 to 1.</summary>
    public float Probability { get; set; }

    /// <summary>Raw margin of the trees.</summary>
    public float Score { get; set; }
}
