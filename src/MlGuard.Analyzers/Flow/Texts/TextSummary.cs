namespace MlGuard.Analyzers.Flow.Texts;

/// <summary>
/// What a method does with text, as its callers see it. All that the analysis knows of a method stands here, so that what is known of
/// another project's methods has one place to come in.
/// </summary>
/// <param name="Returned">Where the text that it returns comes from: its parameters, or sources that it asks itself.</param>
/// <param name="Passed">Which parameters reach which sinks.</param>
/// <param name="Refused">Which parameters it looks at, and throws when it does not like what it sees.</param>
internal sealed record TextSummary(
    ImmutableArray<TextOrigin> Returned, ImmutableArray<PassedText> Passed, ImmutableArray<RefusedText> Refused)
{
    public static TextSummary Unknown { get; } = new([], [], []);
}
