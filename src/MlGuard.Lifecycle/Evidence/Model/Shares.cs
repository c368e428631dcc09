using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Evidence.Model;

/// <summary>Metrics that are parts of a whole: none is above one, and more is better.</summary>
internal static class Shares
{
    private static readonly ImmutableArray<string> s_words =
        ["recall", "precision", "accuracy", "specificity", "sensitivity", "ndcg", "auc", "f1", "areaunderroccurve"];

    /// <summary>What makes another metric of a share.</summary>
    private static readonly ImmutableArray<string> s_others =
        ["gap", "loss", "drop", "error", "delta", "difference", "variance", "deviation", "std"];

    /// <summary>How metrics end of which one is all there is. One hundred of them may be meant in percent, and one may not.</summary>
    private static readonly ImmutableArray<string> s_parts = ["rate", "ratio", "share", "fraction", "proportion"];

    /// <summary>Whether a value is the whole of what a metric is a part of, such as an error rate of 1.</summary>
    public static bool IsWhole(string metric, Measure value) =>
        value is { Kind: MeasureKind.Number, IsRate: false, Amount: 1 }
        && s_parts.Any(part => metric.EndsWith(part, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// What a guess reaches: one half of the area under a ROC curve, whatever the rows (Fawcett, An introduction to ROC analysis, 2006).
    /// Null where that depends on the rows.
    /// </summary>
    public static double? OfGuess(string metric)
    {
        var name = metric.ToLowerInvariant();
        return name is "auc" or "auroc" or "rocauc" or "areaunderroccurve" ? 0.5 : null;
    }

    public static bool Names(string metric)
    {
        var name = metric.ToLowerInvariant();
        return s_words.Any(name.Contains) && !s_others.Any(name.Contains);
    }

    /// <summary>Whether a value and its bound cannot both be shares of one whole: one is a part of one, the other is not.</summary>
    public static bool IsOfOtherUnit(Measure value, double bound) => !IsPlain(value) || (bound <= 1) != (value.Amount <= 1);

    /// <summary>Whether it is a number or a part of a hundred, and neither a time nor an amount of something.</summary>
    public static bool IsPlain(Measure value) => value.Kind is MeasureKind.Number or MeasureKind.Percent && !value.IsRate;
}
