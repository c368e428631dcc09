namespace MlGuard.Analyzers.Flow.Texts;

/// <summary>A parameter whose form decides whether a method throws: whoever comes back from it holds a text that it let pass.</summary>
/// <param name="Ordinal">The parameter's place.</param>
/// <param name="IsWhole">Whether more is looked at than the beginning or the end.</param>
internal readonly record struct RefusedText(int Ordinal, bool IsWhole);
