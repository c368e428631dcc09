using System.Text.RegularExpressions;

namespace MlGuard.Lifecycle.Tests;

/// <summary>Manifests that nobody wrote by hand.</summary>
internal static class GeneratedManifest
{
    /// <summary>Values that no field takes, or that most do not, so that both sides have something to say.</summary>
    private static readonly ImmutableArray<string> s_values =
        [
            "lots", "maybe", "true", "3", "0.5", "lea", "2026-11-23", "540k EUR", "2.4M EUR/year", "80ms", "97.5%", "docs/a.md",
            "a.json#/b", "Fraud.Training.Run", "none", "go", "mvp", "[1, 2]", "{ a: b }",
            "A sentence that is long enough to say something.",
        ];

    /// <summary>One to four edits of a real manifest: a value changed, a key renamed, removed or added.</summary>
    public static string Of(string text, Random random)
    {
        var lines = text.Split('\n').ToList();
        for (var edits = random.Next(0, 4); edits > 0; edits--)
        {
            var at = random.Next(lines.Count);
            var match = Regex.Match(lines[at], @"^(\s*(?:- )?)([A-Za-z-]+): *([^#\[{]*)$");
            if (!match.Success)
                continue;
            var (indent, key, value) = (match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value.Trim());
            lines[at] = random.Next(4) switch
            {
                0 when value.Length > 0 => $"{indent}{key}: {s_values[random.Next(s_values.Length)]}",
                1 => $"{indent}{key}x: {value}",
                2 when value.Length > 0 => "",
                _ => lines[at],
            };
        }

        return string.Join('\n', lines);
    }
}
