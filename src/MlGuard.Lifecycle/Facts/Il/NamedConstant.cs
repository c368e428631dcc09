using System.Text.RegularExpressions;

namespace MlGuard.Lifecycle.Facts.Il;

/// <summary>A constant text that is passed under a name which says which model answered.</summary>
/// <param name="Name">The parameter, or the place in a template.</param>
/// <param name="Text">The text.</param>
internal sealed record NamedConstant(string Name, string Text)
{
    /// <summary>Before the name, and between name and text.</summary>
    public const char Mark = '"';

    private const int LongestText = 120;

    private static readonly Regex s_version = new(
        "^(model|artifact|deployed|deployment)?[._-]?version$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <summary>Whether the name asks for the model's version, and for no model alone nor the version of something else.</summary>
    public bool AsksForVersion => s_version.IsMatch(Name);

    /// <summary>As a word of what a method passes on; null where the name says nothing about a model.</summary>
    public static string? Word(string name, string text) => ModelWords.In(name) is { } named ? $"{Mark}{named}{Mark}{Plain(text)}" : null;

    /// <summary>What a word says; null where it is another one.</summary>
    public static NamedConstant? Of(string word) =>
        word[0] == Mark && word.IndexOf(Mark, 1) is > 0 and var end ? new(word.Substring(1, end - 1), word.Substring(end + 1)) : null;

    private static string Plain(string text) =>
        new([.. text.Take(LongestText).Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? ' ' : letter)]);
}
