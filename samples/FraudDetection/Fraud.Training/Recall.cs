namespace Fraud.Training;

/// <summary>The share of frauds that are caught while a fixed share of honest payments is stopped.</summary>
public static class Recall
{
    /// <summary>
    /// Recall at the threshold that stops at most <paramref name="falsePositiveRate"/> of the honest payments; ties are stopped or let
    /// through together.
    /// </summary>
    public static double AtFalsePositiveRate(IEnumerable<(float Suspicion, bool IsFraud)> scored, double falsePositiveRate)
    {
        var all = scored.ToList();
        var threshold = ThresholdAt(all, falsePositiveRate);
        double frauds = all.Count(payment => payment.IsFraud);
        return all.Count(payment => payment.IsFraud && payment.Suspicion >= threshold) / frauds;
    }

    /// <summary>The lowest suspicion that is stopped; above every score when even the highest stops too many.</summary>
    public static float ThresholdAt(IEnumerable<(float Suspicion, bool IsFraud)> scored, double falsePositiveRate)
    {
        var all = scored.ToList();
        double honest = all.Count(payment => !payment.IsFraud);
        double stopped = 0;
        var threshold = float.PositiveInfinity;
        foreach (var tied in all.GroupBy(payment => payment.Suspicion).OrderByDescending(group => group.Key))
        {
            stopped += tied.Count(payment => !payment.IsFraud);
            if (stopped / honest > falsePositiveRate)
            {
                break;
            }

            threshold = tied.Key;
        }

        return threshold;
    }
}
