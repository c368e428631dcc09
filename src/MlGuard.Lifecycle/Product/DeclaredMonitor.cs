using MlGuard.Lifecycle.Evidence.Model;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Product;

/// <summary>An entry of <c>monitoring</c>.</summary>
internal sealed record DeclaredMonitor(
    ManifestEntry Watch, ManifestEntry Metric, ManifestEntry Min, ManifestEntry Max, ManifestEntry Every, ManifestEntry Plan)
{
    /// <summary>Statistics of drift and what they are at most when everything has changed; PSI has no end, and warns at 0.25.</summary>
    private static readonly ImmutableDictionary<string, double> s_most = new Dictionary<string, double>(StringComparer.OrdinalIgnoreCase)
    {
        ["psi"] = 10, ["ks"] = 1, ["js"] = 1, ["jensen-shannon"] = 1, ["hellinger"] = 1, ["tvd"] = 1, ["total-variation"] = 1,
    }.ToImmutableDictionary(StringComparer.OrdinalIgnoreCase);

    public bool HasBound => IsLeast(Min) || (IsMost(Max) && !IsBeyond);

    /// <summary>Whether the metric never is above its maximum.</summary>
    private bool IsBeyond => Metric.Text is { } metric
        && Max.Text is { } text && MeasureParser.TryParse(text, out var max) && max.Kind == MeasureKind.Number
        && (max.Amount >= MostOf(metric) || Shares.IsWhole(metric, max));

    private static double MostOf(string metric)
    {
        if (s_most.TryGetValue(metric, out var most))
            return most;
        return Shares.Names(metric) ? 1 : double.PositiveInfinity;
    }

    /// <summary>Whether something can be below it: a share never is below 0%.</summary>
    public static bool IsLeast(ManifestEntry entry) =>
        entry.Text is { } text
        && !(MeasureParser.TryParse(text, out var bound) && bound is { Kind: MeasureKind.Percent, Amount: <= 0 });

    /// <summary>Whether something can be above it: a share never is above 100%.</summary>
    public static bool IsMost(ManifestEntry entry) =>
        entry.Text is { } text
        && !(MeasureParser.TryParse(text, out var bound)
            && (bound is { Kind: MeasureKind.Percent, Amount: >= 1 } || Shares.IsWhole(entry.Scope, bound)));

    public static ImmutableArray<DeclaredMonitor> All(ProductSnapshot product)
    {
        ImmutableArray<ManifestEntry> Of(string field) => product.Manifest.Find($"monitoring[].{field}");
        var (metric, min, max, every, plan) = (Of("metric"), Of("min"), Of("max"), Of("every"), Of("plan"));
        return [.. Of("watch").Select((watch, i) => new DeclaredMonitor(watch, metric[i], min[i], max[i], every[i], plan[i]))];
    }
}
