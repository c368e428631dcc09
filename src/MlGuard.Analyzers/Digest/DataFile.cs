namespace MlGuard.Analyzers.Digest;

/// <summary>A data file that the code names, as the build saw its beginning.</summary>
/// <param name="Path">Full, with slashes.</param>
/// <param name="Shape">How it is written; null when it may be read in more than one way.</param>
internal sealed record DataFile(string Path, DataFileShape? Shape)
{
    public string Name => Path.Substring(Path.LastIndexOf('/') + 1);

    /// <summary>Whether the folder of the file holds <paramref name="source"/>.</summary>
    public bool IsAbove(string source) => source.StartsWith(Path.Substring(0, Path.LastIndexOf('/') + 1), StringComparison.Ordinal);
}
