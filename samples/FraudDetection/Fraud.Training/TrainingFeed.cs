using Fraud.Model;

namespace Fraud.Training;

/// <summary>Feeds the training: payments that were looked at, with their features and their truth.</summary>
public static class TrainingFeed
{
    /// <summary>The rows that a model is fitted on and measured on.</summary>
    public static IReadOnlyList<LabelledPayment> Payments(int count, int seed) =>
        [.. PaymentChecks.Require(PaymentGenerator.Generate(count, seed))];

    /// <summary>The features of a payment, with its truth.</summary>
    public static Transaction Row(LabelledPayment labelled)
    {
        var row = FeatureBuilder.Build(labelled.Payment);
        row.IsFraud = labelled.IsFraud;
        return row;
    }
}
