using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Writers.Reports.Html.Pictures;

/// <summary>What the product brings against what it costs.</summary>
internal static class GainAgainstCost
{
    private const double Left = 130;

    public static void Write(MarkupWriter html, ReportModel model)
    {
        if (Worth.Of(model.Said) is not { } worth)
            return;
        ImmutableArray<(string Name, double Amount, string Text, string Kind)> rows =
        [
            ("Cost, once", worth.Cost, worth.CostText, "bar quiet"),
            ("Gain a year", worth.Gain, worth.GainText, "bar"),
            .. worth.Confidence is { } sure
                ? [("… as far as sure", worth.Gain * sure, $"at confidence {Numbers.Written(sure)}", "bar half")]
                : ImmutableArray<(string, double, string, string)>.Empty,
        ];
        var most = Math.Max(1, rows.Max(row => row.Amount));
        new Picture(
            "worth", "Gain against cost", string.Join(", ", rows.Select(row => $"{row.Name} {row.Text}")) + $". {worth.PaysBack}",
            rows.Length * 44) { Note = worth.PaysBack }.Write(html, () =>
        {
            foreach (var (index, row) in rows.Select((row, index) => (index, row)))
            {
                Picture.Words(html, 0, (index * 44) + 21, row.Name, row.Kind == "bar" ? "strong" : "");
                Picture.Cell(html, Left, (index * 44) + 7, row.Amount / most * (Picture.Width - Left), 20, row.Kind, row.Text);
                Picture.Words(html, Left, (index * 44) + 40, row.Text, "small muted", 44);
            }
        });
    }
}
