namespace MlGuard;

/// <summary>
/// The words by which a log, a metric or a text says which model answered. The analyzers look for them at a call, the gate in what the hook
/// of the manifest is passed.
/// </summary>
internal static class ModelWords
{
    private static readonly string[] s_marks = ["model", "version", "artifact", "deployment"];

    /// <summary>
    /// Words that hold one of them and speak of something else: a model's rows, a request's binding, what is turned, whether a model
    /// answered at all.
    /// </summary>
    private static readonly string[] s_others =
    [
        "modelinput", "modeloutput", "modelstate", "conversion", "inversion", "diversion", "frommodel", "hasmodel",
    ];

    /// <summary>
    /// The name in <paramref name="text"/> that says it, <c>ModelVersion</c> in <c>"{Score} by {ModelVersion}"</c>; null when none does.
    /// </summary>
    public static string? In(string text)
    {
        foreach (var mark in s_marks)
            for (var at = Find(text, mark, 0); at >= 0; at = Find(text, mark, at + 1))
                if (!IsPartOfOther(text, at, mark.Length))
                    return NameAround(text, at, mark.Length);
        return null;
    }

    private static int Find(string text, string word, int from) => text.IndexOf(word, from, StringComparison.OrdinalIgnoreCase);

    private static bool IsPartOfOther(string text, int at, int length)
    {
        foreach (var other in s_others)
        {
            var start = Find(text, other, Math.Max(0, at + length - other.Length));
            if (start >= 0 && start <= at && at + length <= start + other.Length)
                return true;
        }

        return false;
    }

    private static string NameAround(string text, int at, int length)
    {
        var (start, end) = (at, at + length);
        while (start > 0 && IsOfName(text[start - 1]))
            start--;
        while (end < text.Length && IsOfName(text[end]))
            end++;
        return text.Substring(start, end - start);
    }

    /// <summary>Whether a character may stand in the name of a value.</summary>
    public static bool IsOfName(char character) => char.IsLetterOrDigit(character) || character is '_' or '.' or '-';
}
