namespace MlGuard.Lifecycle.Writers.Reports.Html;

/// <summary>A table with a caption and named columns; on a phone each cell says its column itself.</summary>
internal static class HtmlTable
{
    private const int LongestWord = 24;

    /// <param name="html">Where to.</param>
    /// <param name="caption">What it lists.</param>
    /// <param name="none">What to say where there is nothing to list.</param>
    /// <param name="columns">Names of the columns; the first names the row.</param>
    /// <param name="rows">Texts of the cells.</param>
    public static void Write(
        MarkupWriter html, string caption, string none, ImmutableArray<string> columns, IEnumerable<ImmutableArray<string>> rows)
    {
        var list = rows.ToImmutableArray();
        if (list.IsEmpty)
        {
            using var empty = html.In("p", ("class", "none"));
            html.Leaf("strong", caption).Text($": {none}");
            return;
        }

        using var table = html.In("table");
        html.Leaf("caption", caption);
        Head(html, columns);
        using var body = html.In("tbody");
        foreach (var row in list)
        {
            using var line = html.In("tr");
            html.Leaf("th", row[0], ("scope", "row"), ("dir", "auto"), ("class", ClassOf(row[0])));
            foreach (var (index, cell) in row.Skip(1).Select((cell, index) => (index, cell)))
                html.Leaf("td", cell, ("data-label", columns[index + 1]), ("dir", "auto"), ("class", ClassOf(cell)));
        }
    }

    /// <summary>A hash breaks anywhere; a word does not.</summary>
    private static string ClassOf(string cell) => cell.Split(' ').Any(word => word.Length > LongestWord) ? "long" : "";

    public static void Head(MarkupWriter html, ImmutableArray<string> columns)
    {
        using var head = html.In("thead");
        using var line = html.In("tr");
        foreach (var column in columns)
            html.Leaf("th", column, ("scope", "col"));
    }
}
