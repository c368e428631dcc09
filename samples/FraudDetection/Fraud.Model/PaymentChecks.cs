namespace Fraud.Model;

/// <summary>What a payment has to be before anything is learned from it or said about it.</summary>
public static class PaymentChecks
{
    /// <summary>What is wrong with a payment; null when nothing is.</summary>
    public static string? Problem(Payment payment)
    {
        if (!float.IsFinite(payment.Amount) || payment.Amount <= 0)
            return "the amount is not above zero";
        if (!float.IsFinite(payment.UsualAmount) || payment.UsualAmount < 0)
            return "the usual amount is below zero";
        if (payment.Hour is < 0 or > 23)
            return "the hour is not one of the day";
        if (payment.PaymentsLastHour < 0 || !float.IsFinite(payment.CardAgeDays) || payment.CardAgeDays < 0)
            return "a count is below zero";
        return payment.Card.Length == 0 ? "the card has no pseudonym" : null;
    }

    /// <summary>The payments, each looked at when it is asked for.</summary>
    /// <exception cref="InvalidDataException">A payment is not one.</exception>
    public static IEnumerable<LabelledPayment> Require(IEnumerable<LabelledPayment> payments)
    {
        foreach (var labelled in payments)
        {
            if (Problem(labelled.Payment) is { } problem)
            {
                throw new InvalidDataException($"A payment cannot be learned from: {problem}.");
            }

            yield return labelled;
        }
    }
}
