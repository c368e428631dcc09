namespace MlGuard.Lifecycle.Manifest;

/// <summary>What a value in the manifest may look like.</summary>
/// <param name="Name">As the documentation calls it.</param>
/// <param name="Expected">What is expected, to stand after "Write".</param>
/// <param name="Holds">Whether a text is well-formed.</param>
internal sealed record FieldType(string Name, string Expected, Func<string, bool> Holds)
{
    /// <summary>The only values there are; empty when there are many.</summary>
    public ImmutableArray<string> Values { get; init; } = [];

    /// <summary>A regular expression that every well-formed value matches, for editors; not every match is well-formed.</summary>
    public string? Pattern { get; init; }

    /// <summary>Shortest text that says something; a shorter one is a row's failure, not a broken manifest.</summary>
    public int MinLength { get; init; }

    public FieldForm Form { get; init; } = FieldForm.Text;

    public FieldTarget Target { get; init; } = FieldTarget.None;
}
