namespace MlGuard.Lifecycle.Evidence;

/// <summary>A file that the manifest names.</summary>
/// <param name="Path">As the manifest writes it.</param>
/// <param name="FullPath">Null when it may not be looked at.</param>
/// <param name="Problem">Why not, to stand after the path.</param>
internal sealed record ProductFile(string Path, string? FullPath, string? Problem)
{
    public bool Exists => FullPath is not null && (File.Exists(FullPath) || Directory.Exists(FullPath));

    /// <summary>The bytes, up to a bound; null when they cannot be had.</summary>
    public byte[]? Read(int maxBytes)
    {
        try
        {
            if (FullPath is null || !File.Exists(FullPath))
                return null;
            using var stream = new FileStream(FullPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (!stream.CanSeek || stream.Length > maxBytes)
                return null;
            using var memory = new MemoryStream();
            stream.CopyTo(memory);
            return memory.ToArray();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>SHA-256 of the file in lower-case hexadecimal digits; null when it cannot be read.</summary>
    public string? Sha256()
    {
        try
        {
            if (FullPath is null || !File.Exists(FullPath))
                return null;
            using var stream = new FileStream(FullPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var hash = System.Security.Cryptography.SHA256.Create();
            return string.Concat(hash.ComputeHash(stream).Select(value => value.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
