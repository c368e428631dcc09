namespace MlGuard.Lifecycle.Api;

/// <summary>What is to be sealed.</summary>
/// <param name="ManifestPath">Absolute path of <c>mlguard.yaml</c>, which names the evidence.</param>
/// <param name="Assemblies">Full paths of the product's assemblies that ran.</param>
/// <param name="Today">The day that the seal says.</param>
/// <param name="Tool">What ran, as the seal says it.</param>
public sealed record SealRequest(string ManifestPath, ImmutableArray<string> Assemblies, DateTime Today, string Tool)
{
    /// <summary>
    /// When the run began: only what was written since is its evidence. Null to seal all evidence that is no older than the assemblies.
    /// </summary>
    public DateTime? WrittenSinceUtc { get; init; }

    /// <summary>
    /// Since when an assembly, by its full path, has been compiled to what does the same, in UTC, where that is longer than its file: a
    /// build that only compiles again makes no other program.
    /// </summary>
    public ImmutableDictionary<string, DateTime> SameCodeSinceUtc { get; init; } = ImmutableDictionary<string, DateTime>.Empty;

    /// <summary>Whether tests of the product were among what ran: nothing else seals their results and coverage.</summary>
    public bool RanTests { get; init; } = true;
}
