using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace MlGuard.Lifecycle.Text;

/// <summary>Lines of cells with tabs between them, the form of every file that one phase of the build leaves for the next.</summary>
/// <remarks>A tab, a line end and a backslash inside a cell are escaped, so any text survives and a line is always a record.</remarks>
internal sealed class TabbedText
{
    private static readonly char[] s_escaped = ['\\', '\t', '\n', '\r'];
    private readonly StringBuilder _text = new();

    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <exception cref="FormatException">Not a whole number.</exception>
    public static int Number(string cell) =>
        int.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new FormatException("A number was expected.");

    public TabbedText Line(params string[] cells) => Line((IEnumerable<string>)cells);

    public TabbedText Line(IEnumerable<string> cells)
    {
        var isFirst = true;
        foreach (var cell in cells)
        {
            if (!isFirst)
                _text.Append('\t');
            isFirst = false;
            Escape(cell);
        }

        _text.Append('\n');
        return this;
    }

    public override string ToString() => _text.ToString();

    public static ImmutableArray<ImmutableArray<string>> Read(string text) => Read(text.Split('\n'));

    /// <summary>The same, line by line.</summary>
    public static ImmutableArray<ImmutableArray<string>> Read(IEnumerable<string> lines) =>
        [.. lines.Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0).Select(Cells)];

    private static ImmutableArray<string> Cells(string line)
    {
        var cells = line.Split('\t');
        if (line.IndexOf('\\') >= 0)
            for (var i = 0; i < cells.Length; i++)
                cells[i] = Unescape(cells[i]);
        return ImmutableCollectionsMarshal.AsImmutableArray(cells);
    }

    private void Escape(string cell)
    {
        if (cell.IndexOfAny(s_escaped) < 0)
        {
            _text.Append(cell);
            return;
        }

        foreach (var character in cell)
            _ = character switch
            {
                '\\' => _text.Append(@"\\"),
                '\t' => _text.Append(@"\t"),
                '\n' => _text.Append(@"\n"),
                '\r' => _text.Append(@"\r"),
                _ => _text.Append(character),
            };
    }

    private static string Unescape(string cell)
    {
        if (cell.IndexOf('\\') < 0)
            return cell;
        var text = new StringBuilder(cell.Length);
        for (var i = 0; i < cell.Length; i++)
            text.Append(cell[i] == '\\' && i + 1 < cell.Length ? Unescaped(cell[++i]) : cell[i]);
        return text.ToString();
    }

    private static char Unescaped(char mark) => mark switch
    {
        't' => '\t',
        'n' => '\n',
        'r' => '\r',
        _ => mark,
    };
}
