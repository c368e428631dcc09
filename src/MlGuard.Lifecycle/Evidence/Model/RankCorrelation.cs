namespace MlGuard.Lifecycle.Evidence.Model;

/// <summary>Whether two ways to measure put things into the same order.</summary>
internal static class RankCorrelation
{
    /// <summary>
    /// Spearman's rho: Pearson's correlation of the ranks, where equal values share the mean of theirs. Null when one side is all equal,
    /// since then it has no order.
    /// </summary>
    /// <remarks>
    /// C. Spearman, "The Proof and Measurement of Association between Two Things", American Journal of Psychology 15 (1904); mid-ranks for
    /// ties as in M. G. Kendall, Rank Correlation Methods (1948), chapter 3.
    /// </remarks>
    public static double? Spearman(ImmutableArray<double> left, ImmutableArray<double> right)
    {
        var (a, b) = (Ranks(left), Ranks(right));
        var mean = (left.Length + 1) / 2.0;
        double both = 0, first = 0, second = 0;
        for (var i = 0; i < left.Length; i++)
        {
            both += (a[i] - mean) * (b[i] - mean);
            first += (a[i] - mean) * (a[i] - mean);
            second += (b[i] - mean) * (b[i] - mean);
        }

        return first > 0 && second > 0 ? both / Math.Sqrt(first * second) : null;
    }

    private static double[] Ranks(ImmutableArray<double> values)
    {
        var order = Enumerable.Range(0, values.Length).OrderBy(i => values[i]).ToArray();
        var ranks = new double[values.Length];
        for (int start = 0, end; start < order.Length; start = end)
        {
            for (end = start + 1; end < order.Length && values[order[end]] == values[order[start]];)
                end++;
            for (var i = start; i < end; i++)
                ranks[order[i]] = (start + 1 + end) / 2.0;
        }

        return ranks;
    }
}
