namespace MlGuard.Lifecycle.Api;

/// <summary>What the build phase is asked to check.</summary>
/// <param name="ManifestPath">Absolute path of <c>mlguard.yaml</c>; its folder is the product's.</param>
/// <param name="Notebooks">Paths of the product's notebooks, relative to the manifest's folder.</param>
/// <param name="Today">The day that dates are compared with; nothing here reads a clock.</param>
/// <param name="Mode">A mode that the build states outright, stronger than the manifest's; null when it states none.</param>
/// <param name="ContinuousIntegration">Whether this build speaks for everybody.</param>
public sealed record CheckRequest(
    string ManifestPath, ImmutableArray<string> Notebooks, DateTime Today, GateMode? Mode, bool ContinuousIntegration)
{
    /// <summary>Full path of the organisation's policy that the build names; null when it names none.</summary>
    public string? Policy { get; init; }

    /// <summary>Full paths of the product's project files.</summary>
    public ImmutableArray<string> Projects { get; init; } = [];

    /// <summary>What the last gate left for the analyzers, see <see cref="GateResult.LastGate"/>; null when no gate has run.</summary>
    public string? LastGate { get; init; }
}
