using Microsoft.ML.Data;

namespace MlService.Model;

/// <summary>What the model answers.</summary>
public sealed class Sentiment
{
    /// <summary>positive, neutral or negative.</summary>
    [ColumnName("PredictedLabel")]
    public string Label { get; set; } = "";
}
