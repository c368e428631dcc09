namespace MlGuard.Analyzers.Pipelines;

/// <summary>Something that the pipeline checker found.</summary>
/// <param name="RuleId">The rule that reports it.</param>
/// <param name="Place">The smallest piece of code to blame.</param>
/// <param name="Arguments">For the holes of the rule's message.</param>
internal sealed record PipelineFinding(string RuleId, Location Place, ImmutableArray<string> Arguments)
{
    /// <summary>What the fix needs to know.</summary>
    public ImmutableDictionary<string, string?> Properties { get; init; } = ImmutableDictionary<string, string?>.Empty;

    /// <summary>Where the fix applies, when that is another place.</summary>
    public Location? FixAt { get; init; }

    public Diagnostic ToDiagnostic(DiagnosticDescriptor rule) =>
        Diagnostic.Create(rule, Place, FixAt is { } place ? [place] : [], Properties, [.. Arguments]);
}
