using Fraud.Model;
using Microsoft.ML;

namespace Fraud.Training;

/// <summary>A trained model with what was measured on held-back payments.</summary>
/// <param name="Ml">The context that trained it.</param>
/// <param name="Fitted">The fitted pipeline.</param>
/// <param name="InputSchema">The columns it reads.</param>
/// <param name="HeldBack">The payments that were measured on.</param>
/// <param name="Model">What the model says of each.</param>
/// <param name="Rules">What the rules say of each.</param>
/// <param name="Champion">What the model in production says of each; empty without one.</param>
/// <param name="AreaUnderRocCurve">0.5 is a coin, 1 is perfect.</param>
/// <param name="DataHash">SHA-256 of every payment, trained on or held back.</param>
public sealed record TrainingRun(
    MLContext Ml,
    ITransformer Fitted,
    DataViewSchema InputSchema,
    IReadOnlyList<LabelledPayment> HeldBack,
    IReadOnlyList<float> Model,
    IReadOnlyList<float> Rules,
    IReadOnlyList<float> Champion,
    double AreaUnderRocCurve,
    string DataHash)
{
    private const double FalsePositiveRate = 0.01;

    /// <summary>Frauds that the scores catch while one honest payment in a hundred is stopped, 0 to 1.</summary>
    public double RecallAt1PctFpr(IReadOnlyList<float> scores) =>
        Recall.AtFalsePositiveRate(scores.Zip(HeldBack, (score, payment) => (score, payment.IsFraud)), FalsePositiveRate);

    /// <summary>The model's recall for each value of a slice, at the one threshold that holds for all.</summary>
    public IReadOnlyDictionary<string, double> RecallBy(Func<Payment, string> slice)
    {
        var threshold = Recall.ThresholdAt(Model.Zip(HeldBack, (score, payment) => (score, payment.IsFraud)), FalsePositiveRate);
        return Model.Zip(HeldBack).Where(pair => pair.Second.IsFraud).GroupBy(pair => slice(pair.Second.Payment))
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => (double)group.Count(pair => pair.First >= threshold) / group.Count());
    }
}
