namespace MlGuard;

/// <summary>The name that somebody probably meant: Damerau-Levenshtein, bounded in distance and in length.</summary>
internal static class Nearest
{
    private const int MaxDistance = 3;
    private const int MaxLength = 40;

    public static string? Of(string word, IEnumerable<string> candidates)
    {
        if (word.Length is 0 or > MaxLength)
            return null;
        var limit = Math.Min(MaxDistance, 1 + (word.Length / 4));
        return candidates
            .Select(candidate => (Candidate: candidate, Distance: Distance(word, candidate)))
            .Where(pair => pair.Distance <= limit)
            .OrderBy(pair => pair.Distance).ThenBy(pair => pair.Candidate, StringComparer.Ordinal)
            .Select(pair => pair.Candidate).FirstOrDefault()
                ?? Shortened(word, candidates);
    }

    /// <summary>The one name that the word cuts short, or that cuts the word short: <c>CountryEnc</c> for <c>CountryEncoded</c>.</summary>
    private static string? Shortened(string word, IEnumerable<string> candidates)
    {
        string[] cut = [.. candidates.Where(candidate => IsCut(candidate, word) || IsCut(word, candidate)).Take(2)];
        return cut.Length == 1 ? cut[0] : null;
    }

    private static bool IsCut(string part, string whole) =>
        whole.Length <= MaxLength
        && part.Length < whole.Length
        && part.Length * 5 >= whole.Length * 3
        && whole.StartsWith(part, StringComparison.OrdinalIgnoreCase);

    /// <summary>"Did you mean ...?", or what to do when nothing is near.</summary>
    public static string Remedy(string word, IEnumerable<string> candidates, string otherwise) =>
        Of(word, candidates) is { } near ? $"Did you mean '{near}'?" : otherwise;

    private static int Distance(string left, string right)
    {
        if (Math.Abs(left.Length - right.Length) > MaxDistance)
            return int.MaxValue;
        var costs = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
            costs[i, 0] = i;
        for (var j = 0; j <= right.Length; j++)
            costs[0, j] = j;
        for (var i = 1; i <= left.Length; i++)
            for (var j = 1; j <= right.Length; j++)
                costs[i, j] = Cost(left, right, costs, i, j);
        return costs[left.Length, right.Length];
    }

    private static int Cost(string left, string right, int[,] costs, int i, int j)
    {
        var differs = char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]) ? 0 : 1;
        var cost = Math.Min(Math.Min(costs[i - 1, j] + 1, costs[i, j - 1] + 1), costs[i - 1, j - 1] + differs);
        var isSwapped = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
        return isSwapped ? Math.Min(cost, costs[i - 2, j - 2] + 1) : cost;
    }
}
