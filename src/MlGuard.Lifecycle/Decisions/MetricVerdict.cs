using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Evidence.Model;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Requirements;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Decisions;

/// <summary>A metric of the model beside its bounds and its rivals.</summary>
/// <param name="Name">As the manifest calls it.</param>
/// <param name="Value">What was measured; null when nothing can be read.</param>
/// <param name="Min">The least that it may be; null for no such bound.</param>
/// <param name="Max">The most that it may be; null for no such bound.</param>
/// <param name="File">Where it was measured, with the pointer; empty when the manifest names nothing.</param>
internal sealed record MetricVerdict(string Name, double? Value, double? Min, double? Max, string File)
{
    private static readonly ImmutableArray<string> s_rivals = ["baseline", "champion"];

    /// <summary>What the metric is of the baseline and of the champion, where the same file or the manifest tells.</summary>
    public ImmutableArray<(string Name, double Value)> Rivals { get; init; } = [];

    /// <summary>The metric by slice; of the first metric alone, since a file of slices does not say which it means.</summary>
    public ImmutableArray<MeasuredSlice> Slices { get; init; } = [];

    /// <summary>The least that each slice may be; null for no such bound.</summary>
    public double? SliceMin { get; init; }

    /// <summary>The most that each slice may be; null for no such bound.</summary>
    public double? SliceMax { get; init; }

    public static ImmutableArray<MetricVerdict> Of(ProductSnapshot product)
    {
        var context = new RowContext(RequirementTable.Find("training/quality")!, product);
        return [.. Metric.All(context).Where(metric => metric.Name.Length > 0).Select((metric, index) => Of(product, metric, index == 0))];
    }

    private static MetricVerdict Of(ProductSnapshot product, Metric metric, bool isFirst)
    {
        var verdict = new MetricVerdict(
            metric.Name, ValueAt(product, metric.From.Text), metric.Min?.Amount, metric.Max?.Amount, metric.From.Text ?? "")
        {
            Rivals = [.. RivalsOf(product, metric)],
        };
        return isFirst && product.Manifest.Text("training.slices.from") is { } from
            ? verdict with
            {
                Slices = [.. product.Files.Json(FilePointer.FileOf(from)).Value is { } json ? MeasuredSlice.In(json) : []],
                SliceMin = Limit(product, "training.slices.min"),
                SliceMax = Limit(product, "training.slices.max"),
            }
            : verdict;
    }

    private static double? Limit(ProductSnapshot product, string key) =>
        product.Manifest.Text(key) is { } text && MeasureParser.TryParse(text, out var limit) ? limit.Amount : null;

    private static IEnumerable<(string Name, double Value)> RivalsOf(ProductSnapshot product, Metric metric) =>
        from rival in s_rivals
        where metric.From.Text is not null
        let own = FilePointer.Of(metric.From.Text!)
        let value = ValueAt(product, own.Beside(rival).ToString()) ?? (rival == s_rivals[0] ? Baseline(product, own.Leaf) : null)
        where value is not null
        select (rival, value.Value);

    /// <summary>Discovery measures the baseline in a file of its own.</summary>
    private static double? Baseline(ProductSnapshot product, string leaf) =>
        product.Manifest.Text(Manifest.ManifestPaths.DiscoveryMlNeededResult) is { } result && FilePointer.Of(result).Leaf == leaf
            ? ValueAt(product, result)
            : null;

    private static double? ValueAt(ProductSnapshot product, string? from) =>
        from is not null && product.Files.Metric(from).Value is { } read ? read.Value.Amount : null;
}
