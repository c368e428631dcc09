namespace MlGuard.Lifecycle.Text;

/// <summary>What keeps a YAML text from being used.</summary>
/// <param name="What">A clause that begins with "it" or names the line.</param>
/// <param name="Remedy">What to do; a sentence.</param>
/// <param name="Span">Where.</param>
internal sealed record YamlFault(string What, string Remedy, Span Span);
