using System.Text;

namespace MlGuard.Lifecycle.Evidence.Documents;

/// <summary>
/// A document without what its template asks: the words that are the team's own. Line ends, case, punctuation and a few changed words make
/// no line one's own.
/// </summary>
/// <param name="Text">With the template's lines left blank, headings aside.</param>
/// <param name="Template">The template that the document started from; null when it did from none.</param>
internal sealed record OwnText(string Text, DocumentTemplate? Template)
{
    /// <summary>Longer than any line of a template.</summary>
    private const int LongestLine = 600;

    private const int WordsOfALine = 4;

    /// <summary>A line that two texts have in common can be chance.</summary>
    private const int LinesOfATemplate = 2;

    /// <summary>A template is shorter, and a document that follows one shows it early.</summary>
    private const int LinesCompared = 100;

    /// <summary>How much of a line has to be a template's for the rest to be a trivial edit.</summary>
    private const double Similar = 0.8;

    private static readonly Lazy<ImmutableArray<Questions>> s_known = new(() =>
    [
        .. DocumentTemplate.All.Select(template => new Questions(template)),
    ]);

    public static OwnText Of(string text)
    {
        var lines = text.Split('\n');
        ImmutableArray<ImmutableArray<string>> compared =
        [
            .. lines.SelectMany(Pieces).Select(Words).Where(words => words.Length >= WordsOfALine).Take(LinesCompared),
        ];
        var (followed, asked) = s_known.Value.Select(known => (known, compared.Count(line => known.RestOf(line) is not null)))
            .OrderByDescending(pair => pair.Item2).First();
        if (asked < LinesOfATemplate)
            return new(text, null);
        var own = new StringBuilder(text.Length);
        for (var i = 0; i < lines.Length; i++)
            own.Append(i == 0 ? "" : "\n")
                .Append(IsHeading(lines[i]) ? lines[i] : string.Join(" ", Pieces(lines[i]).Select(piece => OwnOf(piece, followed))));
        return new(own.ToString(), followed.Template);
    }

    private static string OwnOf(string piece, Questions asked) =>
        Words(piece) is { Length: >= WordsOfALine } words ? asked.RestOf(words) ?? piece : piece;

    /// <summary>A line, or the sentences of one that somebody made of many.</summary>
    private static string[] Pieces(string line) => line.Length <= LongestLine ? [line] : line.Split('.', '?', '!');

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

    private static bool IsHeading(string line) => line.TrimStart(' ').StartsWith("#", StringComparison.Ordinal);

    /// <summary>What a template says, line by line.</summary>
    private sealed class Questions(DocumentTemplate template)
    {
        /// <summary>By word, the lines that hold it.</summary>
        private readonly Dictionary<string, int[]> _linesOf = template.Text.Split('\n')
            .Select(line => Words(line)).Where(words => words.Length >= WordsOfALine)
            .SelectMany((words, line) => words.Distinct().Select(word => (word, line)))
            .GroupBy(pair => pair.word, pair => pair.line, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);

        public DocumentTemplate Template => template;

        /// <summary>
        /// What is left of a line of the template that somebody edited, nothing when nobody did; null when the line is another.
        /// </summary>
        public string? RestOf(ImmutableArray<string> words)
        {
            var common = new Dictionary<int, int>();
            foreach (var line in words.SelectMany(LinesOf))
                common[line] = common.TryGetValue(line, out var count) ? count + 1 : 1;
            var edited = common.Where(pair => pair.Value >= Similar * words.Length).Select(pair => pair.Key).DefaultIfEmpty(-1).Min();
            return edited < 0 ? null : string.Join(" ", words.Where(word => !LinesOf(word).Contains(edited)));
        }

        private int[] LinesOf(string word) => _linesOf.TryGetValue(word, out var lines) ? lines : [];
    }
}
