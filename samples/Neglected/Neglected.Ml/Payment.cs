using Microsoft.ML.Data;

namespace Neglected.Ml;

public class Payment
{
    [LoadColumn(0)] public float Amount { get; set; }
    [LoadColumn(1)] public float Hour { get; set; }
    [LoadColumn(2)] public float IsForeign { get; set; }
    [LoadColumn(3), ColumnName("Label")] public bool IsFraud { get; set; }
}

public class PaymentPrediction
{
    [ColumnName("PredictedLabel")] public bool IsFraud { get; set; }
    public float Probability { get; set; }
}
