namespace MlGuard.Lifecycle.Decisions;

/// <summary>What the gate knows of the origin of one assembly's facts.</summary>
/// <param name="Project">Path of the project, from the manifest's folder.</param>
/// <param name="Assembly">Simple name.</param>
/// <param name="TargetFramework">The framework.</param>
/// <param name="Configuration">The configuration; empty when the facts do not say.</param>
/// <param name="RuntimeIdentifier">The platform; empty for any.</param>
/// <param name="Mvid">The identity that the compiler gave the assembly.</param>
/// <param name="Sha256">The hash of its bytes.</param>
/// <param name="Stale">Why they did not decide; empty when they did.</param>
internal sealed record FactsVerdict(
    string Project, string Assembly, string TargetFramework, string Configuration, string RuntimeIdentifier, string Mvid, string Sha256,
    string Stale);
