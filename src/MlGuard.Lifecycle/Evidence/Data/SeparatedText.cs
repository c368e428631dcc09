using System.Text;

namespace MlGuard.Lifecycle.Evidence.Data;

/// <summary>Records of cells, as RFC 4180 writes them.</summary>
internal static class SeparatedText
{
    private const int MaximumColumns = 4096;

    /// <summary>The records of <paramref name="text"/>; null when a quote is left open or text follows its end.</summary>
    public static List<Cell[]>? Read(string text, char separator)
    {
        var records = new List<Cell[]>();
        var cells = new List<Cell>();
        var at = 0;
        while (at < text.Length)
        {
            if (ReadCell(text, ref at, separator) is not { } cell || cells.Count == MaximumColumns)
                return null;
            cells.Add(cell);
            if (at < text.Length && text[at] == separator)
            {
                at++;
                if (at < text.Length)
                    continue;
                cells.Add(default(Cell) with { Text = "" });
            }

            SkipLineEnd(text, ref at);
            if (cells.Count > 1 || cells[0].Text.Length > 0)
                records.Add([.. cells]);
            cells.Clear();
        }

        return records;
    }

    private static Cell? ReadCell(string text, ref int at, char separator)
    {
        while (at < text.Length && text[at] == ' ' && separator != ' ')
            at++;
        if (at < text.Length && text[at] == '"')
            return ReadQuoted(text, ref at, separator);

        var start = at;
        while (at < text.Length && text[at] != separator && text[at] is not ('\r' or '\n'))
            at++;
        return new Cell(text.Substring(start, at - start).Trim(), IsQuoted: false);
    }

    private static Cell? ReadQuoted(string text, ref int at, char separator)
    {
        var content = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] != '"')
            {
                content.Append(text[at]);
                continue;
            }

            at++;
            if (at < text.Length && text[at] == '"')
            {
                content.Append('"');
                continue;
            }

            while (at < text.Length && text[at] == ' ' && separator != ' ')
                at++;
            return at == text.Length || text[at] == separator || text[at] is '\r' or '\n'
                ? new Cell(content.ToString(), IsQuoted: true)
                : null;
        }

        return null;
    }

    private static void SkipLineEnd(string text, ref int at)
    {
        if (at < text.Length && text[at] == '\r')
            at++;
        if (at < text.Length && text[at] == '\n')
            at++;
    }
}
