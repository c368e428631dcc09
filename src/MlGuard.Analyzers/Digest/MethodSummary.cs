namespace MlGuard.Analyzers.Digest;

/// <summary>What the build knows of a method of another project.</summary>
/// <param name="Type">Metadata name of the declaring type.</param>
/// <param name="Name">Its name in metadata.</param>
/// <param name="ParameterCount">How many parameters; overloads with as many share what is said.</param>
/// <param name="Traits">What running it comes to.</param>
/// <param name="Way">From the method down to the prediction, as people read it; empty for none.</param>
internal sealed record MethodSummary(string Type, string Name, int ParameterCount, MethodTraits Traits, string Way)
{
    /// <summary>The parameters that it passes on as paths of files.</summary>
    public ImmutableArray<PathSink> Paths { get; init; } = [];

    /// <summary>The texts that it passes to where they may do harm.</summary>
    public ImmutableArray<TextUse> Texts { get; init; } = [];

    /// <summary>What it comes to do to the world outside of the program, and whether something is lost.</summary>
    public ImmutableArray<(string What, bool IsDestructive)> Effects { get; init; } = [];

    /// <summary>
    /// The contract by which it asks, where the project whose summary this is answers that; null where it needs nobody else.
    /// </summary>
    public string? Through { get; init; }

    /// <summary>What it always returns, and the path where it is one; null for anything else.</summary>
    public (ReturnedKind Kind, string Text)? Returned { get; init; }
}
