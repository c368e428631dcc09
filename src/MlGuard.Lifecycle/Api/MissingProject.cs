namespace MlGuard.Lifecycle.Api;

/// <summary>A project below the manifest that the gate cannot see into.</summary>
/// <param name="Project">Path relative to the manifest's folder.</param>
/// <param name="Why">What is known about the reason, without a period.</param>
/// <param name="Remedy">What to do, a sentence.</param>
public sealed record MissingProject(string Project, string Why, string Remedy);
