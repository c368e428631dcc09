namespace MlGuard.Lifecycle.Manifest;

/// <summary>A value that the manifest can hold.</summary>
/// <param name="Path">Keys with dots; <c>[]</c> after a list, <c>&lt;metric&gt;</c> for a name that the team chooses, <c>!</c> before the
/// key that a bare value of its parent stands for (<c>market: 4M</c> is <c>market: {size: 4M}</c>).</param>
/// <param name="Type">What the value looks like.</param>
/// <param name="Example">One of them, in YAML.</param>
internal sealed record Field(string Path, FieldType Type, string Example)
{
    /// <summary>Allowed, but asked for by nobody.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Names a file that building, training or testing makes: where it is absent it may not exist yet.</summary>
    public bool IsMade { get; init; }

    /// <summary>Optional by itself, and yet part of an example: the row's check wants one of several such values.</summary>
    public bool IsAdvised { get; init; }

    /// <summary>Keys beside an advised one of which each answers in its place, such as the other bound.</summary>
    public ImmutableArray<string> Instead { get; init; } = [];

    /// <summary>What an example calls the name that the team chooses; empty for the usual one.</summary>
    public string Named { get; init; } = "";

    /// <summary>The same value in the further items of a list, where one item is not enough for an example.</summary>
    public ImmutableArray<string> More { get; init; } = [];

    /// <summary>The path as people write it.</summary>
    public string Key { get; } = Path.Replace("!", "");

    public Field Optional => this with { IsOptional = true };

    public Field Advised => this with { IsOptional = true, IsAdvised = true };

    public Field AdvisedUnless(params string[] keys) => Advised with { Instead = [.. keys] };

    /// <summary>The example for an item of a list, from 0.</summary>
    public string ExampleOf(int item) => item == 0 || item > More.Length ? Example : More[item - 1];

    /// <summary>Fewer words may be anybody's.</summary>
    private const int WordsOfOnesOwn = 3;

    /// <summary>Whether a text is an example of MlGuard's, word for word: nobody has said it of this product.</summary>
    public bool IsExample(string text) =>
        Type is { Name: "name" or "text", Target: FieldTarget.None }
        && More.Insert(0, Example).Any(example => WordsOf(example) is var words
            && words.Length >= WordsOfOnesOwn && words.SequenceEqual(WordsOf(text), StringComparer.OrdinalIgnoreCase));

    private static string[] WordsOf(string text) =>
        [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word => word.Trim('.', ',', ';', ':', '"'))];


    public Field Made => this with { IsMade = true };
}
