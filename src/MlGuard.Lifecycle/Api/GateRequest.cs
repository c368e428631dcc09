namespace MlGuard.Lifecycle.Api;

/// <summary>What the gate is asked to decide.</summary>
/// <param name="ManifestPath">Absolute path of <c>mlguard.yaml</c>; its folder is the product's.</param>
/// <param name="FactsFiles">Paths of the facts of every project below the manifest.</param>
/// <param name="MissingProjects">Projects below the manifest that left no facts.</param>
/// <param name="Notebooks">Paths of the product's notebooks, relative to the manifest's folder.</param>
/// <param name="Today">The day that dates are compared with.</param>
/// <param name="Mode">A mode that the build states outright, stronger than the manifest's; null when it states none.</param>
/// <param name="ContinuousIntegration">Whether this build speaks for everybody: evidence that is absent has then failed.</param>
public sealed record GateRequest(
    string ManifestPath,
    ImmutableArray<string> FactsFiles,
    ImmutableArray<MissingProject> MissingProjects,
    ImmutableArray<string> Notebooks,
    DateTime Today,
    GateMode? Mode,
    bool ContinuousIntegration)
{
    /// <summary>A stage to decide about as though the manifest declared it; null for the one that it declares.</summary>
    public string? Stage { get; init; }

    /// <summary>Full path of the organisation's policy that the build names; null when it names none.</summary>
    public string? Policy { get; init; }

    /// <summary>The variable that shows that this is a build server, for the verdict to name; null when nothing says.</summary>
    public string? BuildServer { get; init; }

    /// <summary>The configuration that is decided about; facts of another one are stale. Null to take those of any.</summary>
    public string? Configuration { get; init; }

    /// <summary>Whether the product's own build files keep the gate from standing before publish and pack.</summary>
    public bool GateIsOff { get; init; }

    /// <summary>Whether the facts were found, and not made by this build.</summary>
    public bool AreFactsFound { get; init; }
}
