using System.Globalization;
using System.Text;

namespace MlGuard.Lifecycle.Writers.Reports.Html;

/// <summary>Text of somebody else as a reader may see it: nothing of it is markup, and nothing of it is invisible.</summary>
internal static class VisibleText
{
    /// <summary>What turns the direction of the text around it, or hides in it.</summary>
    private static readonly (char From, char To)[] s_invisible =
    [
        ('\u061C', '\u061C'), ('\u200B', '\u200F'), ('\u2028', '\u202E'), ('\u2060', '\u206F'), ('\uFEFF', '\uFEFF'),
        ('\uFFF9', '\uFFFB'),
    ];

    /// <summary>For the text of an element and for the value of an attribute in double quotes, in HTML, SVG and XML.</summary>
    public static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        for (var at = 0; at < text.Length; at++)
            Append(escaped, text, ref at);
        return escaped.ToString();
    }

    /// <summary>The same for a place that holds so many characters.</summary>
    public static string Fitted(string text, int length) =>
        text.Length <= length ? text : text.Substring(0, length - 1).TrimEnd(' ') + "…";

    /// <summary>On one line, without what cannot be seen, for a format that escapes by itself.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
            if (IsPair(text, at))
                plain.Append(text[at]).Append(text[++at]);
            else if (text[at] is '\n' or '\r' or '\t')
                plain.Append(' ');
            else
                plain.Append(IsHidden(text[at]) ? Code(text[at]) : text[at].ToString());
        return plain.ToString();
    }

    private static void Append(StringBuilder escaped, string text, ref int at)
    {
        if (IsPair(text, at))
            escaped.Append(text[at]).Append(text[++at]);
        else
            escaped.Append(text[at] switch
            {
                '<' => "&lt;",
                '>' => "&gt;",
                '&' => "&amp;",
                '"' => "&quot;",
                '\'' => "&#39;",
                '`' => "&#96;",
                '\n' or '\t' => " ",
                var hidden when IsHidden(hidden) => Code(hidden),
                var other => other.ToString(),
            });
    }

    private static bool IsPair(string text, int at) =>
        char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]);

    private static bool IsHidden(char character) =>
        char.IsControl(character) || char.IsSurrogate(character) || character is '\uFFFE' or '\uFFFF'
        || s_invisible.Any(range => character >= range.From && character <= range.To);

    private static string Code(char character) => $"[U+{((int)character).ToString("X4", CultureInfo.InvariantCulture)}]";
}
