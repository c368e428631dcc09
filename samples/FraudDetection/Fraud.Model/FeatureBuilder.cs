namespace Fraud.Model;

/// <summary>From a payment to what the model sees, in one place for training and serving.</summary>
public static class FeatureBuilder
{
    /// <summary>Computes the features of one payment; the label stays unknown.</summary>
    public static Transaction Build(Payment payment) => new()
    {
        Amount = payment.Amount,
        AmountToUsual = payment.UsualAmount > 0 ? payment.Amount / payment.UsualAmount : 1,
        Hour = payment.Hour,
        PaymentsLastHour = payment.PaymentsLastHour,
        CardAgeDays = payment.CardAgeDays,
        IsForeign = payment.IsForeign ? 1 : 0,
        IsNewDevice = payment.IsNewDevice ? 1 : 0,
    };
}
