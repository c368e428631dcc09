using Microsoft.ML.Data;

namespace MlService.Model;

/// <summary>A review as a customer wrote it.</summary>
public sealed class Review
{
    /// <summary>What the customer wrote, in English.</summary>
    [LoadColumn(0), ColumnName("text")]
    public string Text { get; set; } = "";

    /// <summary>positive, neutral or negative, as a person judged it; empty when it is asked for.</summary>
    [LoadColumn(1), ColumnName("label")]
    public string Label { get; set; } = "";
}
