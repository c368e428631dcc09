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

    private static readonly Lazy<TemplateLines> s_asked = new(() => new(DocumentTemplate.All));

    public static OwnText Of(string text)
    {
        var lines = text.Split('\n');
        ImmutableArray<ImmutableArray<string>> compared =
        [
            .. lines.SelectMany(Pieces).Select(Words).Where(words => words.Length >= WordsOfALine).Take(LinesCompared),
        ];
        if (s_asked.Value.Followed(compared) is not { } followed)
            return new(text, null);
        var own = new StringBuilder(text.Length);
        for (var i = 0; i < lines.Length; i++)
            own.Append(i == 0 ? "" : "\n")
                .Append(IsHeading(lines[i]) ? lines[i] : string.Join(" ", Pieces(lines[i]).Select(piece => OwnOf(piece, followed))));
        return new(own.ToString(), followed);
    }

    private static string OwnOf(string piece, DocumentTemplate followed) =>
        Words(piece) is { Length: >= WordsOfALine } words ? s_asked.Value.RestOf(words, followed) ?? piece : piece;

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

    /// <summary>What all templates say, line by line.</summary>
    private sealed class TemplateLines
    {
        private readonly ImmutableArray<DocumentTemplate> _templateOf;

        /// <summary>By word, the lines that hold it, in their order.</summary>
        private readonly Dictionary<string, int[]> _linesOf;

        public TemplateLines(IEnumerable<DocumentTemplate> templates)
        {
            ImmutableArray<(DocumentTemplate Template, ImmutableArray<string> Words)> lines =
            [
                .. from template in templates
                   from line in template.Text.Split('\n')
                   let words = Words(line)
                   where words.Length >= WordsOfALine
                   select (template, words),
            ];
            _templateOf = [.. lines.Select(line => line.Template)];
            _linesOf = lines.SelectMany((line, index) => line.Words.Distinct().Select(word => (word, index)))
                .GroupBy(pair => pair.word, pair => pair.index, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
        }

        /// <summary>The template of which a document repeats most lines; null when it follows none.</summary>
        public DocumentTemplate? Followed(ImmutableArray<ImmutableArray<string>> lines) =>
            lines.SelectMany(line => SimilarTo(line).Select(similar => _templateOf[similar]).Distinct())
                .GroupBy(template => template).Where(group => group.Count() >= LinesOfATemplate)
                .OrderByDescending(group => group.Count()).FirstOrDefault()?.Key;

        /// <summary>
        /// What is left of a line of the template that somebody edited, nothing when nobody did; null when the line is another.
        /// </summary>
        public string? RestOf(ImmutableArray<string> words, DocumentTemplate template) =>
            SimilarTo(words).Where(line => _templateOf[line] == template).Select(line => (int?)line).FirstOrDefault() is { } edited
                ? string.Join(" ", words.Where(word => !LinesOf(word).Contains(edited)))
                : null;

        private List<int> SimilarTo(ImmutableArray<string> words)
        {
            var common = new int[_templateOf.Length];
            foreach (var word in words)
                foreach (var line in LinesOf(word))
                    common[line]++;
            var similar = new List<int>();
            for (var line = 0; line < common.Length; line++)
                if (common[line] >= Similar * words.Length)
                    similar.Add(line);
            return similar;
        }

        private int[] LinesOf(string word) => _linesOf.TryGetValue(word, out var lines) ? lines : [];
    }
}
