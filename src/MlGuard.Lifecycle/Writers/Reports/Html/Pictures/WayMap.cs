using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Writers.Reports.Html.Pictures;

/// <summary>The way of a prediction through the product, read from its compiled code.</summary>
internal static class WayMap
{
    private const int MostWays = 6;
    private const double LineHeight = 32;
    private const double Rail = 12;

    public static void Write(MarkupWriter html, ReportModel model)
    {
        foreach (var (index, way) in model.Verdict.Ways.Take(MostWays).Select((way, index) => (index, way)))
            One(html, way, $"way-{Numbers.Written(index)}");
    }

    private static void One(MarkupWriter html, WayDocument way, string id)
    {
        var stops = StopsOf(way);
        new Picture(
            id, $"The way of {way.Entry}", string.Join("; ", stops.Select(stop => $"{stop.Name} ({stop.Meaning})")) + ".",
            (stops.Length * LineHeight) + 4).Write(html, () =>
        {
            Picture.Line(html, Rail, 16, Rail, ((stops.Count(stop => !stop.IsBeside) - 1) * LineHeight) + BesideBefore(stops) + 16, "way");
            foreach (var (index, stop) in stops.Select((stop, index) => (index, stop)))
                Stop(html, (index * LineHeight) + 16, stop);
        });
    }

    private static double BesideBefore(ImmutableArray<WayStop> stops) =>
        stops.Take(stops.ToList().FindLastIndex(stop => !stop.IsBeside)).Count(stop => stop.IsBeside) * LineHeight;

    private static void Stop(MarkupWriter html, double y, WayStop stop)
    {
        if (stop.IsBeside)
            Picture.Line(html, Rail, y, Rail + 24, y, "way");
        Picture.Dot(html, stop.IsBeside ? Rail + 24 : Rail, y, stop.IsBeside ? 4 : 6, stop.Kind);
        using var text = html.In(
            "text", ("class", "t"), ("x", Numbers.Written(stop.IsBeside ? 48 : 30)), ("y", Numbers.Written(y + 4)));
        html.Leaf("tspan", VisibleText.Fitted(stop.Name, 36), ("class", stop.IsBeside ? "code" : "code strong"));
        html.Leaf("tspan", VisibleText.Fitted($"  {stop.Meaning}", 28), ("class", "muted small"));
    }

    /// <summary>The steps, and behind the entry what stands beside the way.</summary>
    private static ImmutableArray<WayStop> StopsOf(WayDocument way)
    {
        ImmutableArray<WayStop> beside =
        [
            .. new[]
            {
                new WayStop(way.Fallback, "stands in when it fails", "dot warn", true), new WayStop(way.Log, "records it", "dot", true),
                new WayStop(way.Policy, "decides with it", "dot", true),
            }.Where(stop => stop.Name.Length > 0),
            .. way.Fallback.Length == 0
                ? [new WayStop("no fallback", "nothing stands in", "dot bad", true)]
                : ImmutableArray<WayStop>.Empty,
            .. way.Tests.Select(test => new WayStop(test, "tests it", "dot good", true)),
        ];
        ImmutableArray<WayStop> main =
        [
            .. way.Steps.Select((step, index) => index == way.Steps.Length - 1
                ? new WayStop(step, "asks the model", "dot target", false)
                : new WayStop(step, index == 0 ? "takes the request" : "on the way", "dot", false)),
        ];
        return main.Length > 1 ? [main[0], .. beside, .. main.Skip(1)] : [.. main, .. beside];
    }

    private sealed record WayStop(string Name, string Meaning, string Kind, bool IsBeside);
}
