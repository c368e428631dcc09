using System.Text;

namespace MlGuard.Lifecycle.Evidence;

/// <summary>A document without what its template asks: the words that are the team's own. Line ends, case, punctuation and a few changed words make no line one's own.</summary>
/// <param name="Text">With the template's lines left blank, headings aside.</param>
/// <param name="Template">The template that the document started from; null when it did from none.</param>
internal sealed record OwnText(string Text, DocumentTemplate? Template)
{
    /// <summary>Longer than any line of a template.</summary>
    private const int LongestLine = 600;

    private const int WordsOfALine = 4;
    private const int LinesOfATemplate = 2;

    /// <summary>How much of a line has to be a template's for the rest to be a trivial edit.</summary>
    private const double Similar = 0.8;

    private static readonly Lazy<ImmutableArray<(DocumentTemplate Template, ImmutableDictionary<string, ImmutableArray<string>> Lines)>> s_known = new(() =>
        [.. DocumentTemplate.All.Select(template => (template, template.Text.Split('\n').Select(Words).Where(words => words.Length >= WordsOfALine).GroupBy(Joined).ToImmutableDictionary(group => group.Key, group => group.First())))]);

    public static OwnText Of(string text)
    {
        var lines = text.Split('\n');
        ImmutableArray<ImmutableArray<string>> words = [.. lines.Select(Words)];
        if (Followed(words) is not { } followed)
            return new(text, null);
        var own = new StringBuilder(text.Length);
        for (var i = 0; i < lines.Length; i++)
            own.Append(i == 0 ? "" : "\n").Append(IsHeading(lines[i]) ? lines[i] : Rest(lines[i], words[i], followed.Lines));
        return new(own.ToString(), followed.Template);
    }

    private static (DocumentTemplate Template, ImmutableDictionary<string, ImmutableArray<string>> Lines)? Followed(ImmutableArray<ImmutableArray<string>> lines)
    {
        ImmutableHashSet<string> texts = [.. lines.Where(words => words.Length >= WordsOfALine).Select(Joined)];
        var (best, most) = s_known.Value.Select(known => (known, known.Lines.Keys.Count(texts.Contains))).OrderByDescending(pair => pair.Item2).First();
        return most >= LinesOfATemplate ? best : null;
    }

    private static string Rest(string line, ImmutableArray<string> words, ImmutableDictionary<string, ImmutableArray<string>> template)
    {
        if (words.IsEmpty)
            return line;
        if (template.ContainsKey(Joined(words)))
            return "";
        if (words.Length < WordsOfALine)
            return line;
        var rest = template.Values.Select(known => Without(words, known)).OrderBy(left => left.Length).First();
        return words.Length - rest.Length >= Similar * words.Length ? string.Join(" ", rest) : line;
    }

    private static ImmutableArray<string> Without(ImmutableArray<string> words, ImmutableArray<string> known)
    {
        var left = known.ToList();
        return [.. words.Where(word => !left.Remove(word))];
    }

    private static ImmutableArray<string> Words(string line)
    {
        if (line.Length > LongestLine)
            return [];
        var words = ImmutableArray.CreateBuilder<string>();
        for (int start = 0, i = 0; i <= line.Length; i++)
            if (i == line.Length || !char.IsLetterOrDigit(line[i]))
            {
                if (i > start)
                    words.Add(line.Substring(start, i - start).ToLowerInvariant());
                start = i + 1;
            }

        return words.ToImmutable();
    }

    private static string Joined(ImmutableArray<string> words) => string.Join(" ", words);

    private static bool IsHeading(string line) => line.TrimStart(' ').StartsWith("#", StringComparison.Ordinal);
}
