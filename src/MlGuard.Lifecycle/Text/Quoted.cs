namespace MlGuard.Lifecycle.Text;

/// <summary>
/// A piece of the user's text inside a message: short, on one line, and never enough of it to be a secret. A path keeps its end, since the
/// name of a file tells which one is meant.
/// </summary>
internal static class Quoted
{
    private const int Longest = 32;
    private const int Head = 12;
    private const int LongestName = 80, LongestWord = 40, LongestMixed = 20, LongestEnding = 8;

    private static readonly char[] s_between = ['-', '_', '.', ' '];

    public static string Short(string text)
    {
        if (text.Length <= Longest)
            return OnOneLine(text);
        var end = text.LastIndexOf('#') is > 0 and var mark ? mark : text.Length;
        return Path(text.Substring(0, end)) is { } path
            ? path + (end < text.Length ? "#" + Cut(text.Substring(end + 1)) : "")
            : Cut(text);
    }

    /// <summary>The first folders and the name of a file; null for what is no path of one.</summary>
    private static string? Path(string text)
    {
        var before = text.LastIndexOf('/');
        if (before < 0 || text.Length - before - 1 > LongestName || !IsName(text.Substring(before + 1)))
            return null;
        if (text.Length <= Longest)
            return OnOneLine(text);
        // Whole folders, of which none is cut in the middle.
        var kept = text.LastIndexOf('/', Math.Min(Head, before)) + 1;
        return OnOneLine(text.Substring(0, kept)) + (kept > before ? "" : ".../") + text.Substring(before + 1);
    }

    /// <summary>Words and an ending; what is long and mixes letters with digits may be a key.</summary>
    private static bool IsName(string name) =>
        name.LastIndexOf('.') is > 0 and var dot
        && name.Length - dot - 1 is > 0 and <= LongestEnding
        && char.IsLetter(name[dot + 1])
        && name.Split(s_between).All(word =>
            word.Length <= (word.Any(char.IsDigit) ? LongestMixed : LongestWord) && word.All(char.IsLetterOrDigit));

    private static string Cut(string text) =>
        text.Length <= Longest ? OnOneLine(text) : OnOneLine(text.Substring(0, Kept(text))) + "...";

    /// <summary>Whole words, where there are some.</summary>
    private static int Kept(string text) => text.LastIndexOf(' ', Head) is > 0 and var space ? space : Head;

    private static string OnOneLine(string text) => new([.. text.Select(character => char.IsControl(character) ? ' ' : character)]);
}
