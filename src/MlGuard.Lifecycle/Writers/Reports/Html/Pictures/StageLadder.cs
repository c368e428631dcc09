using MlGuard.Lifecycle.Decisions;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Writers.Reports.Html.Pictures;

/// <summary>The ladder of stages: which are earned, which is declared, and how far the others are.</summary>
internal static class StageLadder
{
    private const double StepWidth = 140;
    private const double Gap = 10;
    private const double Ground = 190;

    private static readonly ImmutableArray<(string Stage, double Height)> s_steps = [("mvp", 62), ("growth", 108), ("maturity", 154)];

    public static void Write(MarkupWriter html, ReportModel model)
    {
        ImmutableArray<(string Stage, int Done, int All)> counts = [.. s_steps.Select(step => CountOf(model, step.Stage))];
        new Picture(
            "ladder", "Ladder of stages",
            string.Join("; ", counts.Select(count =>
                $"{count.Stage}: {Numbers.Written(count.Done)} of {Numbers.Counted(count.All, "row")}, {Standing(model, count.Stage)}"))
                    + ".",
            Ground + 4).Write(html, () =>
        {
            foreach (var (index, (stage, height)) in s_steps.Select((step, index) => (index, step)))
                Step(html, model, index * (StepWidth + Gap), height, counts[index]);
            Picture.Line(html, 0, Ground, Picture.Width, Ground, "axis");
        });
    }

    private static void Step(MarkupWriter html, ReportModel model, double x, double height, (string Stage, int Done, int All) count)
    {
        var top = Ground - height;
        var isEarned = IsEarned(model, count.Stage);
        Picture.Cell(html, x, top, StepWidth, height, isEarned ? "step earned" : "step", $"{count.Stage}: {Standing(model, count.Stage)}");
        if (!isEarned && count.All > 0)
            Picture.Cell(
                html, x, Ground - 6, StepWidth * count.Done / count.All, 6, "step-progress", $"{Numbers.Written(count.Done)} fulfilled");
        Picture.Words(html, x + 12, top + 24, ReportModel.StageName(count.Stage), isEarned ? "strong on-earned" : "strong");
        Picture.Words(
            html, x + 12, top + 43, $"{Numbers.Written(count.Done)} of {Numbers.Counted(count.All, "row")}",
            isEarned ? "on-earned" : "muted");
        Picture.Words(html, x + 12, top - 8, Standing(model, count.Stage), "small muted");
    }

    private static string Standing(ReportModel model, string stage)
    {
        string[] words =
        [
            model.Verdict.Declared == stage ? "declared" : "",
            IsEarned(model, stage) ? "earned" : "not earned",
            model.Verdict.Target == stage ? "target" : "",
        ];
        return string.Join(" · ", words.Where(word => word.Length > 0));
    }

    private static bool IsEarned(ReportModel model, string stage) =>
        model.Verdict.Earned is { } earned && StageOrder.IsWithin(stage, earned);

    private static (string Stage, int Done, int All) CountOf(ReportModel model, string stage)
    {
        ImmutableArray<RowDocument> rows =
        [
            .. model.Verdict.Rows.Where(row =>
                row.BindsFrom.Length > 0 && StageOrder.IsWithin(row.BindsFrom, stage) && row is { Rule: not "stage", State: not "n/a" }),
        ];
        return (stage, rows.Count(row => ReportModel.Reaches(row, stage)), rows.Length);
    }
}
