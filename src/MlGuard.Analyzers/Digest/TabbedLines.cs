using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace MlGuard.Analyzers.Digest;

/// <summary>Lines of cells with tabs between them, as the build writes them.</summary>
internal static class TabbedLines
{
    public static IEnumerable<string[]> Of(SourceText text)
    {
        foreach (var line in text.Lines)
        {
            var content = line.ToString();
            if (content.Length > 0)
                yield return content.Split('\t').Select(Unescape).ToArray();
        }
    }

    private static string Unescape(string field)
    {
        if (field.IndexOf('\\') < 0)
            return field;

        var plain = new StringBuilder(field.Length);
        for (var i = 0; i < field.Length; i++)
        {
            if (field[i] == '\\' && i + 1 < field.Length)
                plain.Append(field[++i] switch { 't' => '\t', 'n' => '\n', 'r' => '\r', var other => other });
            else
                plain.Append(field[i]);
        }

        return plain.ToString();
    }
}
