using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Writers.Reports.Html.Pictures;

/// <summary>Each metric against its bounds, the baseline and the champion, and by slice.</summary>
internal static class MetricBars
{
    private const int MostMetrics = 8;
    private const int MostSlices = 24;
    private const double SliceHeight = 22;
    private const double SliceLeft = 142;
    private const double SliceRight = 376;

    public static void Write(MarkupWriter html, ReportModel model)
    {
        foreach (var (index, metric) in model.Verdict.Metrics.Take(MostMetrics).Select((metric, index) => (index, metric)))
        {
            One(html, metric, $"metric-{Numbers.Written(index)}");
            if (!metric.Slices.IsEmpty)
                Slices(html, metric, $"slices-{Numbers.Written(index)}");
        }
    }

    private static void One(MarkupWriter html, MetricDocument metric, string id)
    {
        ImmutableArray<(string Name, double? Value, string Kind)> rows =
        [
            ("This model", metric.Value, IsWithin(metric) ? "bar" : "bar bad"),
            ("Champion", metric.Champion, "bar quiet"), ("Baseline", metric.Baseline, "bar quiet"),
        ];
        rows = [.. rows.Where(row => row.Value is not null)];
        var scale = ScaleOf([.. rows.Select(row => row.Value), metric.Min, metric.Max]);
        new Picture(id, metric.Name, Words(metric), (Math.Max(1, rows.Length) * 30) + 34) { Note = metric.File }.Write(html, () =>
        {
            foreach (var (index, (name, value, kind)) in rows.Select((row, index) => (index, row)))
                Bar(html, index * 30, name, value!.Value, kind, scale);
            if (rows.IsEmpty)
                Picture.Words(html, 0, 20, "Not measured, or nothing can be read", "muted");
            var height = rows.Length * 30;
            Bound(html, "min", metric.Min, scale, height);
            Bound(html, "max", metric.Max, scale, height);
        });
    }

    private static void Bar(MarkupWriter html, double top, string name, double value, string kind, double scale)
    {
        Picture.Words(html, 0, top + 20, name, kind == "bar quiet" ? "muted" : "strong");
        Picture.Cell(html, 100, top + 6, SliceRight - 100, 18, "track", name);
        Picture.Cell(html, 100, top + 6, Math.Max(0, value) / scale * (SliceRight - 100), 18, kind, $"{name}: {Numbers.Written(value)}");
        Picture.Words(html, Picture.Width, top + 20, Numbers.Written(value), "number end");
    }

    private static void Bound(MarkupWriter html, string name, double? bound, double scale, double height)
    {
        if (bound is not { } value)
            return;
        var x = 100 + (Math.Max(0, value) / scale * (SliceRight - 100));
        Picture.Line(html, x, 0, x, height + 6, "bound");
        Picture.Words(html, x, height + 21, $"{name} {Numbers.Written(value)}", "small middle");
    }

    private static void Slices(MarkupWriter html, MetricDocument metric, string id)
    {
        ImmutableArray<SliceDocument> slices = [.. metric.Slices.Take(MostSlices)];
        var scale = ScaleOf([.. slices.Select(slice => (double?)slice.Value), metric.SliceMin, metric.SliceMax]);
        var height = slices.Length * SliceHeight;
        new Picture(
            id, "Quality by slice",
            string.Join(", ", slices.Select(slice => $"{slice.By} {slice.Name} {Numbers.Written(slice.Value)}"))
                + string.Concat(SliceLimits(metric).Select(limit => $"; at {limit.Words} {Numbers.Written(limit.Value)} is asked")) + ".",
            height + 28)
        {
            Note = metric.Slices.Length > MostSlices
                ? $"{Numbers.Written(metric.Slices.Length - MostSlices)} more stand in the table."
                : "",
        }.Write(html, () =>
        {
            foreach (var (index, slice) in slices.Select((slice, index) => (index, slice)))
                Slice(
                    html, index * SliceHeight, slice, X(slice.Value),
                    slice.Value < metric.SliceMin || slice.Value > metric.SliceMax);
            foreach (var (name, _, value) in SliceLimits(metric))
            {
                Picture.Line(html, X(value), 0, X(value), height + 4, "bound");
                Picture.Words(html, X(value), height + 19, $"{name} {Numbers.Written(value)}", "small middle");
            }
        });

        double X(double value) => SliceLeft + (Math.Max(0, value) / scale * (SliceRight - SliceLeft));
    }

    private static IEnumerable<(string Name, string Words, double Value)> SliceLimits(MetricDocument metric)
    {
        if (metric.SliceMin is { } min)
            yield return ("min", "least", min);
        if (metric.SliceMax is { } max)
            yield return ("max", "most", max);
    }

    private static void Slice(MarkupWriter html, double top, SliceDocument slice, double x, bool isBad)
    {
        Picture.Words(html, 0, top + 16, $"{slice.By} {slice.Name}", "", 19);
        Picture.Line(html, SliceLeft, top + 12, SliceRight, top + 12, "rail");
        Picture.Dot(html, x, top + 12, 5, isBad ? "dot bad" : "dot");
        Picture.Words(html, Picture.Width, top + 16, Numbers.Written(slice.Value), "number end");
    }

    /// <summary>What fills the whole width.</summary>
    private static double ScaleOf(ImmutableArray<double?> values) =>
        values.Select(value => value ?? 0).DefaultIfEmpty(0).Max() is > 0 and var most ? most * 1.08 : 1;

    private static bool IsWithin(MetricDocument metric) =>
        metric.Value is { } value && !(value < metric.Min) && !(value > metric.Max);

    private static string Words(MetricDocument metric)
    {
        (string Name, double? Value)[] parts =
        [
            ("this model", metric.Value), ("minimum", metric.Min), ("maximum", metric.Max), ("baseline", metric.Baseline),
            ("champion", metric.Champion),
        ];
        return string.Join(", ", parts.Where(part => part.Value is not null)
            .Select(part => $"{part.Name} {Numbers.Written(part.Value!.Value)}"))
            is { Length: > 0 } words ? words : "nothing is measured";
    }
}
