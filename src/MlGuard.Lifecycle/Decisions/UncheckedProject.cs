namespace MlGuard.Lifecycle.Decisions;

/// <summary>A project below the manifest that left no facts, so that the gate knows nothing of its code.</summary>
/// <param name="Project">Path relative to the manifest's folder.</param>
/// <param name="Why">What is known about the reason, without a period.</param>
/// <param name="Remedy">What to do, a sentence.</param>
internal sealed record UncheckedProject(string Project, string Why, string Remedy);
