namespace Fraud.Model;

/// <summary>The rules that caught fraud before there was a model. They are its baseline, and its fallback when it fails.</summary>
public static class RulesEngine
{
    /// <summary>How suspicious the rules find a payment, 0 (not at all) to 1.</summary>
    public static float Suspicion(Transaction transaction) =>
        (Points(transaction.AmountToUsual > 4, 0.3f)
            + Points(transaction.PaymentsLastHour >= 3, 0.25f)
            + Points(transaction.IsForeign == 1 && transaction.IsNewDevice == 1, 0.3f)
            + Points(transaction.CardAgeDays < 30, 0.15f));

    private static float Points(bool holds, float points) => holds ? points : 0;
}
