using System.Text;
using System.Text.Json.Nodes;
using MlGuard.Lifecycle.Text;
using MlGuard.Lifecycle.Writers.Exports;
using MlGuard.Lifecycle.Writers.Reports.Html;

namespace MlGuard.Lifecycle.Writers.Comparison;

/// <summary>A difference for people and for programs.</summary>
internal static class DifferenceText
{
    private const int MostLines = 10;
    private const string Nothing = "Nothing that the gate looks at has changed.";

    /// <summary>Ten lines at most, the worst first.</summary>
    public static string Plain(VerdictDifference difference, bool isWhole = false)
    {
        if (difference.Changes.IsEmpty)
            return Nothing + "\n";
        var shown = isWhole ? difference.Changes : [.. difference.Changes.Take(MostLines)];
        return string.Concat(shown.Select(change =>
            $"{MarkOf(change)} {NameOf(change, VisibleText.Plain)}: {VisibleText.Plain(change.What)}\n"))
            + More(difference, shown.Length);
    }

    public static string Markdown(VerdictDifference difference, bool isWhole = false)
    {
        if (difference.Changes.IsEmpty)
            return Nothing + "\n";
        var text = new StringBuilder("| | what | change |\n| --- | --- | --- |\n");
        var shown = isWhole ? difference.Changes.Length : Math.Min(MostLines, difference.Changes.Length);
        foreach (var change in difference.Changes.Take(shown))
            text.Append(MarkdownText.Line(
                WordOf(change), NameOf(change, MarkdownText.Code), MarkdownText.Escaped(change.What)));
        return text.Append(difference.Changes.Length > shown ? "\n" + More(difference, shown) : "").ToString();
    }

    public static string Json(VerdictDifference difference) =>
        ExportJson.Text(new JsonObject
        {
            ["isWorse"] = difference.IsWorse,
            ["changes"] = ExportJson.List(difference.Changes.Select(change => (JsonNode)new JsonObject
            {
                ["kind"] = change.Kind,
                ["subject"] = change.Subject,
                ["what"] = change.What,
                ["direction"] = WordOf(change),
            })),
        });

    /// <summary>What there is only one of needs no name beside its kind.</summary>
    private static string NameOf(VerdictChange change, Func<string, string> written) =>
        change.Kind == change.Subject ? change.Kind : $"{change.Kind} {written(change.Subject)}";

    private static string More(VerdictDifference difference, int shown) =>
        difference.Changes.Length > shown ? $"and {Numbers.Written(difference.Changes.Length - shown)} more\n" : "";

    private static string WordOf(VerdictChange change) => change.Direction switch
    {
        < 0 => "worse",
        > 0 => "better",
        _ => "other",
    };

    private static string MarkOf(VerdictChange change) => change.Direction switch
    {
        < 0 => "-",
        > 0 => "+",
        _ => "~",
    };
}
