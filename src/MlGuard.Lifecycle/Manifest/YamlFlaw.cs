namespace MlGuard.Lifecycle.Manifest;

/// <summary>What keeps a YAML text from being used.</summary>
/// <param name="What">A clause that begins with "it" or names the line.</param>
/// <param name="Remedy">What to do; a sentence.</param>
/// <param name="Span">Where.</param>
internal sealed record YamlFlaw(string What, string Remedy, Span Span);
