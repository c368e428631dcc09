using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Writers.Reports.Html.Pictures;

/// <summary>Earned stage and first metric over the earlier verdicts.</summary>
internal static class StageHistory
{
    private const int MostVerdicts = 40;
    private const double Left = 64;
    private const double Right = 424;
    private const double Ground = 150;
    private const double StageHeight = 40;

    private static readonly ImmutableArray<string> s_stages = ["none", "mvp", "growth", "maturity"];

    public static void Write(MarkupWriter html, ReportModel model)
    {
        if (model.Earlier.IsEmpty)
            return;
        ImmutableArray<VerdictDocument> all = [.. model.Earlier.Append(model.Verdict)];
        all = [.. all.Skip(Math.Max(0, all.Length - MostVerdicts))];
        Stages(html, all);
        if (model.Verdict.Metrics.FirstOrDefault() is { } metric)
            Metric(html, all, metric);
    }

    private static void Stages(MarkupWriter html, ImmutableArray<VerdictDocument> all) =>
        new Picture(
            "history", "Earned stage over time",
            string.Join(", ", all.Select(verdict => $"{verdict.Day} {verdict.Earned ?? "none"}")) + ".", Ground + 30).Write(html, () =>
        {
            foreach (var (index, stage) in s_stages.Select((stage, index) => (index, stage)))
            {
                Picture.Words(html, 0, Ground - (index * StageHeight) + 4, stage, "small muted");
                Picture.Line(html, Left, Ground - (index * StageHeight), Right, Ground - (index * StageHeight), "notch-line");
            }

            Points(html, all, index => Ground - (Math.Max(0, s_stages.IndexOf(all[index].Earned ?? "none")) * StageHeight), isStep: true);
        });

    private static void Metric(MarkupWriter html, ImmutableArray<VerdictDocument> all, MetricDocument metric)
    {
        ImmutableArray<(VerdictDocument Verdict, double Value)> known =
        [
            .. from verdict in all
               let value = verdict.Metrics.FirstOrDefault(other => other.Name == metric.Name)?.Value
               where value is not null
               select (verdict, value.Value),
        ];
        if (known.Length < 2)
            return;
        var (least, most) = (known.Min(point => point.Value), known.Max(point => point.Value));
        var range = most > least ? most - least : 1;
        new Picture(
            "history-metric", $"{metric.Name} over time",
            string.Join(", ", known.Select(point => $"{point.Verdict.Day} {Numbers.Written(point.Value)}")) + ".",
            Ground + 30).Write(html, () =>
        {
            Picture.Words(html, 0, 34, Numbers.Written(most), "small muted");
            Picture.Words(html, 0, Ground + 4, Numbers.Written(least), "small muted");
            Points(
                html, [.. known.Select(point => point.Verdict)], index => Ground - ((known[index].Value - least) / range * 120),
                isStep: false);
        });
    }

    private static void Points(MarkupWriter html, ImmutableArray<VerdictDocument> all, Func<int, double> y, bool isStep)
    {
        double X(int index) => all.Length == 1 ? Right : Left + ((Right - Left) * index / (all.Length - 1));
        for (var index = 1; index < all.Length; index++)
        {
            Picture.Line(html, X(index - 1), y(index - 1), X(index), isStep ? y(index - 1) : y(index), "way");
            if (isStep)
                Picture.Line(html, X(index), y(index - 1), X(index), y(index), "way");
        }

        for (var index = 0; index < all.Length; index++)
            Picture.Dot(html, X(index), y(index), 4, "dot");
        Picture.Words(html, Left, Ground + 24, all[0].Day, "small muted");
        Picture.Words(html, Right, Ground + 24, all[all.Length - 1].Day, "small muted end");
    }
}
