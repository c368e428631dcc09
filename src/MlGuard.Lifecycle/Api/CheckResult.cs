namespace MlGuard.Lifecycle.Api;

/// <summary>What the build phase found.</summary>
/// <param name="Findings">In the order of the manifest.</param>
/// <param name="Digest">What the analyzers need of the manifest, see <c>mlguard.digest</c>.</param>
/// <param name="FilesRead">Files, existing or not, whose change asks for another check.</param>
public sealed record CheckResult(ImmutableArray<Finding> Findings, string Digest, ImmutableArray<string> FilesRead);
