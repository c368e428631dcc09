using System.Text;
using System.Text.RegularExpressions;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Evidence.Documents;

/// <summary>A text that a person wrote for others to read.</summary>
/// <param name="Words">How many.</param>
/// <param name="Headings">Each with the words below it.</param>
/// <param name="PlaceholderLine">The line of the first word that says that something is still to be written; 0 when none does.</param>
internal sealed record TextDocument(int Words, ImmutableArray<Heading> Headings, int PlaceholderLine)
{
    /// <summary>A longer line is no sentence that somebody left for later.</summary>
    private const int LongestSearched = 2000;

    private static readonly Regex s_atx = new(@"^ {0,3}(#{1,6})[ \t]+(\S.*?)[ \t]*#*[ \t]*$", RegexOptions.CultureInvariant);

    /// <summary>How many different words, whatever their case.</summary>
    public int DifferentWords { get; private init; }

    /// <summary>The words in their order, whatever their case and the headings over them: equal where two files say the same.</summary>
    public string Fingerprint { get; private init; } = "";

    /// <summary>The template of which hardly more than the questions stand here; null for every other text.</summary>
    public DocumentTemplate? Template { get; private init; }

    public static TextDocument Read(byte[] bytes) => Read(EvidenceText.Of(bytes));

    /// <summary>What a template asks is not what a team says: only words of their own count.</summary>
    public static TextDocument Read(string text)
    {
        var own = OwnText.Of(text);
        return Parse(own.Text) with { Template = own.Template };
    }

    private static TextDocument Parse(string text)
    {
        var headings = new List<(int Level, string Text, int Words, int Open)>();
        var (words, placeholder, isFenced) = (0, 0, false);
        var different = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var said = new StringBuilder();
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].TrimEnd('\r');
            var isOpen = !isFenced && Placeholder.StandsIn(line.Length > LongestSearched ? line.Substring(0, LongestSearched) : line);
            if (IsFence(line))
                isFenced = !isFenced;
            else if (!isFenced && HeadingAt(lines, i, line) is { } heading)
                headings.Add((heading.Level, heading.Text, 0, isOpen ? i + 1 : 0));
            else
            {
                ImmutableArray<string> found = [.. WordsIn(line)];
                words += found.Length;
                different.UnionWith(found);
                foreach (var word in found)
                    said.Append(word.ToUpperInvariant()).Append(' ');
                if (headings.Count > 0)
                {
                    var last = headings[headings.Count - 1];
                    // A sentence that only promises a text says nothing of what the heading announces.
                    var saying = isOpen ? WordsIn(Placeholder.Without(line)).Count() : found.Length;
                    headings[headings.Count - 1] = last with
                    {
                        Words = last.Words + saying,
                        Open = First(last.Open, isOpen ? i + 1 : 0),
                    };
                }
            }

            if (placeholder == 0 && isOpen)
                placeholder = i + 1;
        }

        return new(words, [.. Named(WithWordsBelow(headings))], placeholder)
        {
            DifferentWords = different.Count,
            Fingerprint = said.ToString(),
        };
    }

    public Heading? Find(string anchor) => Headings.FirstOrDefault(heading => heading.Slug == anchor);

    private static bool IsFence(string line) =>
        line.TrimStart().StartsWith("```", StringComparison.Ordinal) || line.TrimStart().StartsWith("~~~", StringComparison.Ordinal);

    private static (int Level, string Text)? HeadingAt(string[] lines, int index, string line)
    {
        if (line.Length <= LongestSearched && s_atx.Match(line) is { Success: true } match)
            return (match.Groups[1].Length, match.Groups[2].Value);
        if (index + 1 >= lines.Length || line.Trim().Length == 0)
            return null;
        var under = lines[index + 1].Trim();
        if (under.Length >= 3 && under.All(character => character == '='))
            return (1, line.Trim());
        return under.Length >= 3 && under.All(character => character == '-') && line.IndexOf('|') < 0
            ? (2, line.Trim())
            : null;
    }

    private static IEnumerable<string> WordsIn(string line) =>
        line.Split([' ', '\t', '|'], StringSplitOptions.RemoveEmptyEntries).Where(word => word.Any(char.IsLetterOrDigit));

    /// <summary>The line that stands first; 0 is none.</summary>
    private static int First(int one, int other) => one == 0 || other == 0 ? one + other : Math.Min(one, other);

    /// <summary>Words below a heading of lower rank stand below the higher one too.</summary>
    private static (int Level, string Text, int Words, int Open)[] WithWordsBelow(
        List<(int Level, string Text, int Words, int Open)> headings)
    {
        var all = headings.ToArray();
        var parents = new int[all.Length];
        var open = new Stack<int>();
        for (var i = 0; i < all.Length; i++)
        {
            while (open.Count > 0 && all[open.Peek()].Level >= all[i].Level)
                open.Pop();
            parents[i] = open.Count > 0 ? open.Peek() : -1;
            open.Push(i);
        }

        for (var i = all.Length - 1; i >= 0; i--)
            if (parents[i] >= 0)
            {
                all[parents[i]].Words += all[i].Words;
                all[parents[i]].Open = First(all[parents[i]].Open, all[i].Open);
            }

        return all;
    }

    private static IEnumerable<Heading> Named(IEnumerable<(int Level, string Text, int Words, int Open)> headings)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (level, text, words, open) in headings)
        {
            var slug = SlugOf(text);
            seen[slug] = seen.TryGetValue(slug, out var times) ? times + 1 : 0;
            yield return new(
                text, seen[slug] == 0 ? slug : $"{slug}-{seen[slug].ToString(System.Globalization.CultureInfo.InvariantCulture)}", words)
                {
                    Level = level,
                    PlaceholderLine = open,
                };
        }
    }

    /// <summary>As the common hosts make an anchor of a heading: lower case, no punctuation, hyphens for spaces.</summary>
    private static string SlugOf(string text)
    {
        var slug = new StringBuilder(text.Length);
        foreach (var character in text.Trim().ToLowerInvariant())
            if (char.IsLetterOrDigit(character) || character is '-' or '_')
                slug.Append(character);
            else if (character == ' ')
                slug.Append('-');
        return slug.ToString();
    }
}

/// <summary>A heading of a document.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Slug">The anchor that leads to it.</param>
/// <param name="Words">Words below it that say something: not those of a sentence that is a placeholder.</param>
internal sealed record Heading(string Text, string Slug, int Words)
{
    /// <summary>1 for the highest.</summary>
    public int Level { get; init; } = 1;

    /// <summary>The line of the first placeholder in the section; 0 for none.</summary>
    public int PlaceholderLine { get; init; }
}
