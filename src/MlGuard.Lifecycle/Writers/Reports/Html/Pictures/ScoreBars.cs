using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Writers.Reports.Html.Pictures;

/// <summary>The ML Test Score by section: as strong as its weakest one.</summary>
internal static class ScoreBars
{
    private const double Most = 7;
    private const double Left = 110;
    private const double LineHeight = 34;

    private static readonly ImmutableDictionary<string, string> s_names = new Dictionary<string, string>
    {
        ["data"] = "Data", ["model"] = "Model", ["infra"] = "Infrastructure", ["monitor"] = "Monitoring",
    }.ToImmutableDictionary();

    public static void Write(MarkupWriter html, ReportModel model)
    {
        if (model.Verdict.MlTestScore is not { } score)
            return;
        var sections = score.Sections.ToImmutableArray();
        var weakest = string.Join(
            " and ", sections.Where(IsWeakest).Select(section => section.Key).Prepend(score.Weakest).Distinct().Select(NameOf));
        new Picture(
            "score", "ML Test Score",
            $"{Numbers.Written(score.Strict)}, {score.Meaning}. "
                + string.Join(", ", sections.Select(section => $"{NameOf(section.Key)} {Numbers.Written(section.Value)} of 7")) + ".",
            64 + (sections.Length * LineHeight))
        {
            Note = $"The weakest section decides: {weakest}. Tests that cannot apply count as missing; without them the "
                + $"score is {Numbers.Written(score.Adjusted)}.",
        }.Write(html, () =>
        {
            Picture.Words(html, 0, 38, Numbers.Written(score.Strict), "huge");
            Picture.Words(html, 76, 36, score.Meaning, "muted");
            foreach (var (index, section) in sections.Select((section, index) => (index, section)))
                Bar(html, 58 + (index * LineHeight), section, IsWeakest(section));
        });

        bool IsWeakest(KeyValuePair<string, double> section) => section.Value <= score.Strict;
    }

    private static void Bar(MarkupWriter html, double top, KeyValuePair<string, double> section, bool isWeakest)
    {
        const double Unit = (Picture.Width - Left - 44) / Most;
        Picture.Words(html, 0, top + 17, NameOf(section.Key), isWeakest ? "strong" : "");
        Picture.Cell(html, Left, top + 5, Unit * Most, 16, "track", "7 tests");
        Picture.Cell(
            html, Left, top + 5, Unit * section.Value, 16, isWeakest ? "bar weakest" : "bar", $"{Numbers.Written(section.Value)} of 7");
        foreach (var test in Enumerable.Range(1, 6))
            Picture.Line(html, Left + (Unit * test), top + 5, Left + (Unit * test), top + 21, "notch");
        Picture.Words(html, Picture.Width, top + 18, Numbers.Written(section.Value), "number end");
    }

    private static string NameOf(string section) => s_names.GetValueOrDefault(section, section);
}
