namespace MlGuard.Analyzers.Documentation;

/// <summary>The words that a name or a text is made of, in lower case.</summary>
internal static class NameWords
{
    /// <summary><c>AmountInEuro</c>, <c>amount_in_euro</c> and <c>Amount in euro.</c> are the same three words.</summary>
    public static ImmutableArray<string> Of(string text)
    {
        var words = ImmutableArray.CreateBuilder<string>();
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var isPart = i < text.Length && char.IsLetterOrDigit(text[i]);
            var isBoundary = isPart && start >= 0 && char.IsUpper(text[i])
                && (!char.IsUpper(text[i - 1]) || (i + 1 < text.Length && char.IsLower(text[i + 1])));
            if (start >= 0 && (!isPart || isBoundary))
            {
                words.Add(text.Substring(start, i - start).ToLowerInvariant());
                start = -1;
            }

            if (isPart && start < 0)
                start = i;
        }

        return words.Count == 0 ? [text] : words.ToImmutable();
    }
}
