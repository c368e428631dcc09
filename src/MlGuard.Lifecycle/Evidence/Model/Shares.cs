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

    public static bool Names(string metric)
    {
        var name = metric.ToLowerInvariant();
        return s_words.Any(name.Contains) && !s_others.Any(name.Contains);
    }

    /// <summary>Whether a value cannot be a share beside a bound that is one.</summary>
    public static bool IsNone(Measure value, double bound) => !IsPlain(value) || (bound <= 1 && value.Amount > 1);

    /// <summary>Whether it is a number or a part of a hundred, and neither a time nor an amount of something.</summary>
    public static bool IsPlain(Measure value) => value.Kind is MeasureKind.Number or MeasureKind.Percent && !value.IsRate;
}
