namespace MlService.Model;

/// <summary>What answers when the model cannot: the list that did the work before it.</summary>
public static class AngryWords
{
    private static readonly string[] s_words = ["broken", "awful", "hate", "terrible", "refund", "never"];

    /// <summary>The sentiment of a text without a model.</summary>
    public static string Judge(string text) =>
        s_words.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase)) ? "negative" : "neutral";
}
