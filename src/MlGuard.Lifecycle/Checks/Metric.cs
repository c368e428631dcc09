using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Checks;

/// <summary>A metric of <c>training.quality</c>.</summary>
/// <param name="Place">Where its name stands.</param>
/// <param name="From">Where its evidence is named.</param>
/// <param name="Min">The least that it may be.</param>
/// <param name="Max">The most that it may be.</param>
internal sealed record Metric(ManifestEntry Place, ManifestEntry From, Bound? Min, Bound? Max)
{
    private const string Path = ManifestPaths.TrainingQualityMetric;

    public string Name => Place.Scope;

    /// <summary>Every field has one place a metric, in the same order.</summary>
    public static ImmutableArray<Metric> All(RowContext context)
    {
        var from = context.Entries($"{Path}.from");
        var min = context.Entries($"{Path}.min");
        var max = context.Entries($"{Path}.max");
        return
        [
            .. context.Entries(Path).Select((place, index) => new Metric(place, from[index], Bound.At(min[index]), Bound.At(max[index]))),
        ];
    }
}

/// <summary>A limit of a metric.</summary>
internal sealed record Bound(double Amount, string Text, Span Span)
{
    public static Bound? At(ManifestEntry entry) =>
        entry.Text is { } text && MeasureParser.TryParse(text, out var measure) ? new(measure.Amount, text, entry.Span) : null;
}
