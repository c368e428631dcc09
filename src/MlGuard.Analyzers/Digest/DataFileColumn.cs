namespace MlGuard.Analyzers.Digest;

/// <summary>A column of a data file.</summary>
/// <param name="Name">As its header calls it; empty when there is none.</param>
/// <param name="Kinds">What its cells look like.</param>
/// <param name="IsQuoted">Whether quotes stand around one of them.</param>
/// <param name="HoldsSeparator">Whether one of them holds the separator, in quotes.</param>
/// <param name="HoldsLineEnd">Whether one of them goes over a line's end.</param>
/// <param name="Scale">The power of ten of its largest number; null when it has none.</param>
internal sealed record DataFileColumn(
    string Name, CellKinds Kinds, bool IsQuoted, bool HoldsSeparator, bool HoldsLineEnd, int? Scale);
