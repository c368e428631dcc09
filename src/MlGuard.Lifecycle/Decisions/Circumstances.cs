using MlGuard.Lifecycle.Product;

namespace MlGuard.Lifecycle.Decisions;

/// <summary>When and where a product is looked at.</summary>
/// <param name="ManifestPath">Full path of the manifest; its folder is the product's.</param>
/// <param name="Notebooks">Paths of the product's notebooks, relative to the manifest's folder or absolute.</param>
/// <param name="Today">The day that dates are compared with; nothing here reads a clock.</param>
/// <param name="Mode">A mode that the build states outright, stronger than the manifest's; null when it states none.</param>
/// <param name="ContinuousIntegration">Whether this build speaks for everybody: evidence that is absent has then failed.</param>
internal sealed record Circumstances(
    string ManifestPath, ImmutableArray<string> Notebooks, DateTime Today, EnforcementMode? Mode, bool ContinuousIntegration)
{
    /// <summary>The variable that shows that this is a build server; null when nothing says.</summary>
    public string? BuildServer { get; init; }

    /// <summary>The configuration that is decided about; null for any.</summary>
    public string? Configuration { get; init; }

    /// <summary>Whether the product's own build files keep the gate from standing before publish and pack.</summary>
    public bool GateIsOff { get; init; }

    /// <summary>Whether the facts were found, and not made by this build.</summary>
    public bool AreFactsFound { get; init; }
}
