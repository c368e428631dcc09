using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Writers.Reports.Html.Pictures;

/// <summary>The fourteen steps, a square a row: where the product is known well, and where it is not.</summary>
internal static class StepChart
{
    private const double LineHeight = 22;
    private const double Left = 180;
    private const double LargestCell = 13;
    private const double Space = 3;

    private static readonly ImmutableArray<(string State, string Meaning)> s_legend =
    [
        ("proven", "proven"), ("attested", "attested"), ("declared", "declared only"), ("waived", "waived or unsure"),
        ("failed", "failed or broken"), ("n/a", "does not apply"),
    ];

    public static void Write(MarkupWriter html, ReportModel model)
    {
        var sections = ReportSection.Of(model.Verdict.Rows).OrderBy(section => section.Step == 0).ToImmutableArray();
        if (sections.IsEmpty)
            return;
        var most = sections.Max(section => model.Verdict.Rows.Count(row => row.Section == section.Id));
        var cell = Math.Min(LargestCell, ((Picture.Width - Left) / most) - Space);
        var height = (sections.Length * LineHeight) + 12;
        new Picture("steps", "The fourteen steps, a square for each row", Description(model, sections), height + 54)
        {
            Note = "Faint squares are asked by a later stage or by none; hollow ones are open there.",
        }.Write(html, () =>
        {
            foreach (var (index, section) in sections.Select((section, index) => (index, section)))
                Section(html, model, section, (index * LineHeight) + (section.Step == 0 ? 10 : 0), cell);
            foreach (var (index, (state, meaning)) in s_legend.Select((entry, index) => (index, entry)))
                Legend(html, index % 3 * 148, height + 14 + (index / 3 * 20), state, meaning);
        });
    }

    private static void Legend(MarkupWriter html, double x, double y, string state, string meaning)
    {
        Picture.Cell(html, x, y, 10, 10, $"cell {StateMark.ClassOf(state)}", meaning);
        Picture.Words(html, x + 16, y + 9, meaning, "small muted");
    }

    private static void Section(MarkupWriter html, ReportModel model, ReportSection section, double top, double cell)
    {
        Picture.Words(html, 22, top + 15, section.Step == 0 ? "" : Numbers.Written(section.Step), "small muted end");
        Picture.Words(html, 30, top + 15, section.Title, "", 20);
        var x = Left;
        foreach (var row in model.Verdict.Rows.Where(row => row.Section == section.Id))
        {
            Picture.Cell(
                html, x, top + ((LineHeight - cell) / 2), cell, cell,
                $"cell {StateMark.ClassOf(row.State)}{(model.IsAsked(row) ? "" : " later")}",
                $"{row.Rule}: {row.State}");
            x += cell + Space;
        }
    }

    private static string Description(ReportModel model, ImmutableArray<ReportSection> sections) =>
        string.Join(". ", sections.Select(section => $"{section.Title}: {Counts(model, section)}")) + ".";

    private static string Counts(ReportModel model, ReportSection section) =>
        model.Verdict.Rows.Where(row => row.Section == section.Id && model.IsAsked(row)).ToImmutableArray() is { IsEmpty: false } asked
            ? StateMark.Counts(asked)
            : "nothing asked";
}
