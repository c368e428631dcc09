using System.Text;
using MlGuard.Lifecycle.Writers.Reports.Html;

namespace MlGuard.Lifecycle.Writers.Exports;

/// <summary>Text of somebody else in Markdown: on one line, and none of its characters a mark of the format.</summary>
internal static class MarkdownText
{
    private const string Marks = "\\`*_{}[]<>()#+!|~&@";

    private static readonly char[] s_marksOfCode = ['`', '|', '<', '>', '&'];

    public static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var character in VisibleText.Plain(text).Trim())
        {
            if (Marks.IndexOf(character) >= 0)
                escaped.Append(character is '<' or '>' or '&' or '@' ? "" : "\\");
            escaped.Append(character switch
            {
                '<' => "&lt;",
                '>' => "&gt;",
                '&' => "&amp;",
                // Nobody is called by a report.
                '@' => "&#64;",
                _ => character.ToString(),
            });
        }

        return escaped.ToString();
    }

    /// <summary>A name in the type of code, unless it holds what a reader of code could take for a mark.</summary>
    public static string Code(string text) =>
        text.Length == 0 || text.IndexOfAny(s_marksOfCode) >= 0 ? Escaped(text) : $"`{VisibleText.Plain(text)}`";

    /// <summary>A line of a table.</summary>
    public static string Line(params string[] cells) => $"| {string.Join(" | ", cells)} |\n";
}
