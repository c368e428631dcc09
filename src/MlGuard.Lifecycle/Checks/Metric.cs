using MlGuard.Lifecycle.Evidence.Model;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
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

    /// <summary>A recall of 66 beside a minimum of 0.62 is in percent, or of something else; so is 0.66 beside 62.</summary>
    public Problem? UnitProblem(Measure value) =>
        Min is { } least && Shares.Names(Name) && Shares.IsOfOtherUnit(value, least.Amount)
            ? Problem.Broken(
                $"{Name} is {Numbers.Written(value.Amount)} beside a minimum of {least.Text}, which are different units",
                "Write both as parts of one, or both in percent.", From.Span)
            : null;

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
