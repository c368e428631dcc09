using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Writers.Reports.Html.Pictures;

/// <summary>What has a day: stages, milestones, tactics, reviews and the ends of waivers, with today among them.</summary>
internal static class Timeline
{
    private const int MostEntries = 30;
    private const double LineHeight = 26;
    private const double Rail = 104;

    public static void Write(MarkupWriter html, ReportModel model)
    {
        var today = Days.TryRead(model.Verdict.Day, out var day) ? day : DateTime.MinValue;
        var entries = PlannedDay.Of(model).Take(MostEntries).ToImmutableArray();
        if (entries.IsEmpty)
            return;
        var before = entries.Count(entry => entry.Day < today);
        var height = (entries.Length + 1) * LineHeight;
        new Picture(
            "timeline", "Milestones, tactics and reviews",
            $"Today is {model.Verdict.Day}. " + string.Join("; ", entries.Select(entry =>
                $"{Days.Written(entry.Day)} {entry.Kind} {entry.Name}{(entry.IsDone ? ", done" : "")}")) + ".",
            height + 8).Write(html, () =>
        {
            Picture.Line(html, Rail, 8, Rail, height, "rail");
            foreach (var (index, entry) in entries.Select((entry, index) => (index, entry)))
                Entry(html, (index + (index >= before ? 1 : 0)) * LineHeight, entry, isPast: entry.Day < today);
            var now = before * LineHeight;
            Picture.Line(html, 0, now + 25, Picture.Width, now + 25, "today");
            Picture.Words(html, 0, now + 19, model.Verdict.Day, "date today-word");
            Picture.Words(html, 120, now + 19, "Today", "strong today-word");
        });
    }

    private static void Entry(MarkupWriter html, double top, PlannedDay entry, bool isPast)
    {
        Picture.Words(html, 0, top + 20, Days.Written(entry.Day), "date muted");
        Picture.Dot(html, Rail, top + 16, 5, MarkOf(entry, isPast));
        using var text = html.In("text", ("class", "t"), ("x", "120"), ("y", Numbers.Written(top + 20)));
        html.Leaf("tspan", VisibleText.Fitted(entry.Name, 28));
        html.Leaf("tspan", VisibleText.Fitted($"  {entry.Kind}{(entry.Who.Length > 0 ? $" · {entry.Who}" : "")}", 24),
            ("class", "muted small"));
    }

    private static string MarkOf(PlannedDay entry, bool isPast)
    {
        if (entry.IsDone)
            return "dot good";
        return isPast && entry.CanBeLate ? "dot bad" : "dot open";
    }
}
