using System.Text;

namespace MlGuard.Lifecycle.Evidence.Ci;

/// <summary>Splits the text of a script into commands and words, as far as sh, bash, PowerShell and cmd agree.</summary>
internal static class ShellText
{
    private const string Quotes = "'\"";

    /// <summary>The words of each command; remarks and texts that stand in the script itself are none.</summary>
    public static IEnumerable<ImmutableArray<string>> Split(string text)
    {
        string? document = null;
        foreach (var line in text.Replace("\\\r\n", " ").Replace("\\\n", " ").Replace("`\n", " ").Split('\n'))
        {
            if (document is not null)
            {
                document = line.Trim() == document ? null : document;
                continue;
            }

            foreach (var words in Commands(line))
                yield return words;
            document = DocumentIn(line);
        }
    }

    /// <summary>The word that ends a text which begins after this line: <c>cat &lt;&lt; EOF</c>.</summary>
    private static string? DocumentIn(string line)
    {
        var at = line.IndexOf("<<", StringComparison.Ordinal);
        if (at < 0 || line.IndexOf("<<<", StringComparison.Ordinal) == at)
            return null;
        var word = line.Substring(at + 2).TrimStart('-', ' ').Split(' ')[0].Trim().Trim('\'', '"');
        return word.Length > 0 && word.All(letter => char.IsLetterOrDigit(letter) || letter == '_') ? word : null;
    }

    private static IEnumerable<ImmutableArray<string>> Commands(string line)
    {
        var words = ImmutableArray.CreateBuilder<string>();
        var word = new StringBuilder();
        var (quote, isBegun, depth) = ('\0', false, 0);
        foreach (var letter in line)
        {
            if (quote != '\0')
            {
                if (letter == quote)
                    quote = '\0';
                else
                    word.Append(letter);
                continue;
            }

            // What is substituted is one word, whatever it runs.
            depth = Depth(depth, letter, word);
            if (depth == 0 && letter == '#' && word.Length == 0 && !isBegun)
                break;
            var joins = letter == '&' && word.Length > 0 && word[word.Length - 1] == '>';
            if (depth > 0 || joins || !(char.IsWhiteSpace(letter) || letter is ';' or '|' or '&'))
            {
                (quote, isBegun) = Quotes.IndexOf(letter) >= 0 && depth == 0 ? (letter, true) : (quote, isBegun);
                if (quote == '\0')
                    word.Append(letter);
                continue;
            }

            if (word.Length > 0 || isBegun)
                words.Add(word.ToString());
            word.Clear();
            isBegun = false;
            if (char.IsWhiteSpace(letter) || words.Count == 0)
                continue;
            yield return words.ToImmutable();
            words.Clear();
        }

        if (word.Length > 0 || isBegun)
            words.Add(word.ToString());
        if (words.Count > 0)
            yield return words.ToImmutable();
    }

    private static int Depth(int depth, char letter, StringBuilder word)
    {
        if (letter == '(' && (depth > 0 || (word.Length > 0 && word[word.Length - 1] == '$')))
            return depth + 1;
        if (letter == '{' && (depth > 0 || (word.Length > 0 && word[word.Length - 1] == '$')))
            return depth + 1;
        return depth > 0 && letter is ')' or '}' ? Math.Max(0, depth - 1) : depth;
    }
}
