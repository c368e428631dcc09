namespace Fraud.Training;

/// <summary>The share of frauds that are caught while a fixed share of honest payments is stopped.</summary>
public static class Recall
{
    /// <summary>Recall at the threshold that stops at most <paramref name="falsePositiveRate"/> of the honest payments; ties are stopped or let through together.</summary>
    public static double AtFalsePositiveRate(IEnumerable<(float Suspicion, bool IsFraud)> scored, double falsePositiveRate)
    {
        var all = scored.ToList();
        double honest = all.Count(payment => !payment.IsFraud);
        double frauds = all.Count - honest;
        double caught = 0, stopped = 0, recall = 0;
        foreach (var tied in all.GroupBy(payment => payment.Suspicion).OrderByDescending(group => group.Key))
        {
            stopped += tied.Count(payment => !payment.IsFraud);
            caught += tied.Count(payment => payment.IsFraud);
            if (stopped / honest > falsePositiveRate)
            {
                break;
            }

            recall = caught / frauds;
        }

        return recall;
    }
}
