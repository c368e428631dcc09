namespace MlGuard.Lifecycle.Evidence.Files;

/// <summary>A file that the manifest names.</summary>
/// <param name="Path">As the manifest writes it.</param>
/// <param name="FullPath">Null when it may not be looked at.</param>
/// <param name="Fault">Why not, to stand after the path.</param>
internal sealed record ProductFile(string Path, string? FullPath, string? Fault)
{
    public bool Exists => FullPath is not null && (File.Exists(FullPath) || Directory.Exists(FullPath));

    /// <summary>The bytes, up to a bound; null when they cannot be had.</summary>
    public byte[]? Read(int maxBytes)
    {
        try
        {
            if (FullPath is null || !File.Exists(FullPath))
                return null;
            using var stream = OpenRegular(FullPath);
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
    public string? Sha256() => Hash(System.Security.Cryptography.SHA256.Create);

    /// <summary>MD5, by which DVC names files; a name, not a defence.</summary>
#pragma warning disable CA5351
    public string? Md5() => Hash(System.Security.Cryptography.MD5.Create);
#pragma warning restore CA5351

    /// <summary>What <paramref name="read"/> makes of the file's stream; the default when it cannot be opened.</summary>
    public T? Open<T>(Func<Stream, T> read)
    {
        try
        {
            if (FullPath is null || !File.Exists(FullPath))
                return default;
            using var stream = OpenRegular(FullPath);
            return read(stream);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return default;
        }
    }

    /// <summary>
    /// A pipe or device has no length, and to open one may wait for ever for somebody who writes: what has no length is read as empty.
    /// </summary>
    internal static Stream OpenRegular(string path) => new FileInfo(path).Length == 0
        ? new MemoryStream([], writable: false)
        : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    private string? Hash(Func<System.Security.Cryptography.HashAlgorithm> create) =>
        Open(stream =>
        {
            using var hash = create();
            return HashText.Hex(hash.ComputeHash(stream));
        });
}
