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

    /// <summary>No score of drift is larger, whatever it is called; a distance has the unit of its column.</summary>
    private const double MostDrift = 1_000;

    /// <summary>Why it never alerts, to stand after "since", and the bound that is to blame; null where it can alert.</summary>
    public (string Why, ManifestEntry Place)? Silence
    {
        get
        {
            if (IsLeast(Min) || (IsMost(Max) && Excess is null))
                return null;
            if (Max.Text is { } max)
                return ($"'{Max.Path}' is {max}, and {Excess ?? "a share never is above the whole"}", Max);
            return Min.Text is { } min
                ? ($"'{Min.Path}' is {min}, and a share never is below nothing", Min)
                : ("it has neither 'min' nor 'max'", Watch);
        }
    }

    /// <summary>That the metric never is above its maximum; null where it can be.</summary>
    private string? Excess
    {
        get
        {
            if (Max.Text is not { } text || !MeasureParser.TryParse(text, out var max) || max.Kind != MeasureKind.Number)
                return null;
            var metric = Metric.Text ?? "";
            if (StatisticOf(metric) is { } statistic && max.Amount >= s_most[statistic])
                return $"{statistic} never is above {Numbers.Written(s_most[statistic])}";
            if (metric.Length > 0 && ((Shares.Names(metric) && max.Amount >= 1) || Shares.IsWhole(metric, max)))
                return $"{metric} never is above 1";
            return Watch.Text == "data-drift"
                && max.Amount > MostDrift
                && (metric.Length == 0 || metric.IndexOf("drift", StringComparison.OrdinalIgnoreCase) >= 0)
                ? "no score of drift is so large (PSI warns at 0.25)"
                : null;
        }
    }

    /// <summary>The statistic that a name holds as a word: <c>maxPsi</c>, <c>psi of temperature</c>.</summary>
    private static string? StatisticOf(string metric) =>
        Words(metric).Prepend(metric).Select(word => s_most.TryGetKey(word, out var known) ? known : null)
            .FirstOrDefault(known => known is not null);

    private static IEnumerable<string> Words(string name)
    {
        var start = 0;
        for (var i = 1; i <= name.Length; i++)
            if (i == name.Length || !char.IsLetterOrDigit(name[i]) || (char.IsUpper(name[i]) && char.IsLower(name[i - 1])))
            {
                yield return name.Substring(start, i - start).Trim('_', '-', '.', ' ');
                start = i;
            }
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
