using System.Text.RegularExpressions;

namespace MlGuard.Lifecycle.Evidence.Ci;

/// <summary>A pattern of files in a workflow: <c>*</c> within a folder, <c>**</c> across folders, <c>!</c> for what is left out.</summary>
/// <param name="text">As the workflow writes it.</param>
internal sealed class PathPattern(string text)
{
    private const int Longest = 400;

    /// <summary>What <c>*</c> and <c>?</c> stand for, when everything else is quoted.</summary>
    private static readonly ImmutableArray<(string Quoted, string Meaning)> s_wildcards =
        [(@"\*\*/", "(.*/)?"), (@"\*\*", ".*"), (@"\*", "[^/]*"), (@"\?", "[^/]")];

    private static readonly char[] s_wild = ['*', '?'];

    public bool Excludes => text.StartsWith("!", StringComparison.Ordinal);

    /// <summary>
    /// Whether it stands for a file. A workflow counts from the root of the repository, and a product from its own folder, so there may be
    /// more folders that are named before.
    /// </summary>
    /// <param name="path">From the product's folder, with forward slashes.</param>
    public bool MayBe(string path)
    {
        if (text.Length > Longest)
            return false;
        var folders = text.TrimStart('/').Split('/');
        return Enumerable.Range(0, folders.Length).Where(skipped => skipped == 0 || folders[skipped].IndexOfAny(s_wild) < 0)
            .TakeWhile(skipped => skipped == 0 || folders[skipped - 1].IndexOfAny(s_wild) < 0)
            .Any(skipped => Matches(string.Join("/", folders.Skip(skipped)), path));
    }

    private static bool Matches(string pattern, string path)
    {
        // A folder stands for all that is in it.
        var expression = s_wildcards.Aggregate(
            Regex.Escape(pattern.TrimEnd('/')), (sum, wildcard) => sum.Replace(wildcard.Quoted, wildcard.Meaning));
        return Regex.IsMatch(
            path, $"^{expression}(/.*)?$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }
}
