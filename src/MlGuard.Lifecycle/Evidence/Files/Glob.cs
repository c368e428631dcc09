using System.Text;
using System.Text.RegularExpressions;

namespace MlGuard.Lifecycle.Evidence.Files;

/// <summary>Patterns such as <c>research/**</c>: <c>**</c> crosses folders, <c>*</c> and <c>?</c> do not.</summary>
internal static class Glob
{
    public static bool Matches(string pattern, string path)
    {
        var regex = new StringBuilder("^");
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '*' && i + 1 < pattern.Length && pattern[i + 1] == '*')
            {
                var crossesFolder = i + 2 < pattern.Length && pattern[i + 2] == '/';
                regex.Append(crossesFolder ? "(?>.*/)?" : ".*");
                i += crossesFolder ? 2 : 1;
            }
            else
            {
                regex.Append(pattern[i] switch { '*' => "[^/]*", '?' => "[^/]", var other => Regex.Escape(other.ToString()) });
            }
        }

        try
        {
            return Regex.IsMatch(path, regex.Append('$').ToString(), RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(200));
        }
        catch (RegexMatchTimeoutException)
        {
            // A pattern made to be slow allows nothing.
            return false;
        }
    }
}
