using System.Text;
using System.Text.RegularExpressions;

namespace MlGuard.Lifecycle.Evidence.Ci;

/// <summary>
/// A pattern of files in a workflow, from the root of the repository: <c>*</c> within a folder, <c>**</c> across folders, <c>!</c> for what
/// is left out again. GitHub compares whole paths and knows <c>?</c>, <c>+</c> and <c>[]</c> as expressions do; for Azure a folder stands
/// for all that is in it.
/// </summary>
/// <param name="text">As the workflow writes it.</param>
/// <param name="isOfGitHub">Whether GitHub reads it.</param>
internal sealed class PathPattern(string text, bool isOfGitHub)
{
    private const int Longest = 400;

    private bool Excludes => text.StartsWith("!", StringComparison.Ordinal);

    /// <summary>Whether a file is among those of some patterns: the last one that stands for it decides.</summary>
    public static bool Hold(ImmutableArray<PathPattern> patterns, string path) =>
        patterns.LastOrDefault(pattern => pattern.Holds(path)) is { Excludes: false };

    /// <summary>Whether it stands for a file.</summary>
    /// <param name="path">From the root of the repository, with forward slashes.</param>
    private bool Holds(string path)
    {
        if (text.Length > Longest)
            return false;
        var pattern = text.TrimStart('!');
        var expression = isOfGitHub ? $"^{Expression(pattern)}$" : $"^{Expression(pattern.Trim('/'))}(/.*)?$";
        try
        {
            return Regex.IsMatch(path, expression, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        }
        catch (ArgumentException)
        {
            // No host would understand it either.
            return false;
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private string Expression(string pattern)
    {
        var expression = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
            if (pattern[i] != '*')
                expression.Append(One(pattern[i]));
            else if (i + 1 < pattern.Length && pattern[i + 1] == '*')
                i += Across(pattern, i, expression);
            else
                expression.Append("[^/]*");
        return expression.ToString();
    }

    /// <summary>Two stars and a slash are no folder, or some. Gives how many letters more than one that took.</summary>
    private static int Across(string pattern, int at, StringBuilder expression)
    {
        var isFolder = at + 2 < pattern.Length && pattern[at + 2] == '/';
        expression.Append(isFolder ? "(.*/)?" : ".*");
        return isFolder ? 2 : 1;
    }

    private string One(char letter) => letter switch
    {
        '?' or '+' or '[' or ']' or '-' when isOfGitHub => letter.ToString(),
        '?' => "[^/]",
        _ => Regex.Escape(letter.ToString()),
    };
}
