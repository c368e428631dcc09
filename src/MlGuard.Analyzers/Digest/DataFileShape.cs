namespace MlGuard.Analyzers.Digest;

/// <summary>How a data file is written.</summary>
/// <param name="Separator">What stands between its cells.</param>
/// <param name="HasHeader">Whether its first line names the columns; null when it may or may not.</param>
/// <param name="Columns">In order.</param>
internal sealed record DataFileShape(char Separator, bool? HasHeader, ImmutableArray<DataFileColumn> Columns);
