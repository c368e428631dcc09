namespace MlGuard.Lifecycle.Api;

/// <summary>Seals to be written, and what could not be sealed.</summary>
/// <param name="Findings">Why the rest is not sealed.</param>
/// <param name="Files">The seals.</param>
public sealed record SealResult(ImmutableArray<Finding> Findings, ImmutableArray<SealFile> Files)
{
    /// <summary>What an earlier seal binds to these assemblies already, from the manifest's folder.</summary>
    public ImmutableArray<string> Kept { get; init; } = [];
}

/// <summary>A seal that stands beside its evidence.</summary>
/// <param name="FullPath">Where.</param>
/// <param name="Evidence">What it seals, from the manifest's folder.</param>
/// <param name="Text">The statement.</param>
public sealed record SealFile(string FullPath, string Evidence, string Text);
