using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Writers.Promotion;

/// <summary>The text under the tree: from the reader's lines and columns to places in the text.</summary>
internal sealed class ManifestText
{
    private readonly ImmutableArray<int> _starts;
    private readonly ImmutableArray<int> _ends;

    public ManifestText(string text)
    {
        Text = text;
        var starts = ImmutableArray.CreateBuilder<int>();
        var ends = ImmutableArray.CreateBuilder<int>();
        starts.Add(0);
        for (var i = 0; i < text.Length; i++)
            if (IsBreak(text[i]))
            {
                ends.Add(i);
                i += text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n' ? 1 : 0;
                starts.Add(i + 1);
            }

        ends.Add(text.Length);
        (_starts, _ends) = (starts.ToImmutable(), ends.ToImmutable());
        LineEnd = starts.Count > 1 ? text.Substring(ends[0], starts[1] - ends[0]) : "\n";
    }

    public string Text { get; }

    /// <summary>As the first line of the file ends.</summary>
    public string LineEnd { get; }

    public int StartOf(Span span) => At(span.Line, span.Column);

    public int StartOfLine(int line) => At(line, 1);

    /// <summary>Before the line break.</summary>
    public int EndOfLine(int line) => line > _ends.Length ? Text.Length : _ends[line - 1];

    public bool IsBlank(int line) => Text.Substring(StartOfLine(line), EndOfLine(line) - StartOfLine(line)).Trim().Length == 0;

    /// <summary>Where a remark that has the line for itself begins; 0 where none does.</summary>
    public int RemarkColumn(int line)
    {
        var content = Text.Substring(StartOfLine(line), EndOfLine(line) - StartOfLine(line));
        var indent = content.Length - content.TrimStart(' ').Length;
        return indent < content.Length && content[indent] == '#' ? indent + 1 : 0;
    }

    /// <summary>Whether a list or a map stands in brackets.</summary>
    public bool IsFlow(Node node) => node is not ScalarNode && StartOf(node.Span) < Text.Length && Text[StartOf(node.Span)] is '{' or '[';

    /// <summary>One past the last character of a scalar or of what stands in brackets.</summary>
    public int EndOf(Node node) => At(node.Span.EndLine, node.Span.EndColumn) + (node is ScalarNode ? 0 : 1);

    /// <summary>One past the last character of an entry's key.</summary>
    public int EndOf(MapEntry entry) => At(entry.KeySpan.EndLine, entry.KeySpan.EndColumn);

    /// <summary>Where the value of an entry would stand that has none.</summary>
    public int AfterColon(MapEntry entry) => Text.IndexOf(':', StartOf(entry.KeySpan) + entry.Key.Length) + 1;

    /// <summary>The last line of an entry; the reader ends a block only where the next thing begins.</summary>
    public int LastLine(MapEntry entry) => Math.Max(entry.KeySpan.EndLine, LastLine(entry.Value));

    private int LastLine(Node node) => node switch
    {
        ScalarNode { IsPlain: true, Text: "" } => 0,
        ScalarNode => EndsBeforeLine(node.Span) ? node.Span.EndLine - 1 : node.Span.EndLine,
        _ when IsFlow(node) => node.Span.EndLine,
        MapNode { Entries.IsEmpty: false } map => map.Entries.Max(LastLine),
        ListNode { Items.IsEmpty: false } list => list.Items.Max(LastLine),
        _ => node.Span.Line,
    };

    /// <summary>A literal block ends at the start of the line after it.</summary>
    private static bool EndsBeforeLine(Span span) => span.EndColumn == 1 && span.EndLine > span.Line;

    private int At(int line, int column) => line > _starts.Length ? Text.Length : Math.Min(_starts[line - 1] + column - 1, Text.Length);

    /// <summary>What the YAML scanner takes for one.</summary>
    private static bool IsBreak(char character) => character is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029';
}
