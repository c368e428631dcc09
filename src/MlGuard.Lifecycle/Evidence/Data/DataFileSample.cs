using MlGuard.Lifecycle.Evidence.Files;

namespace MlGuard.Lifecycle.Evidence.Data;

/// <summary>The beginning of a text file.</summary>
internal static class DataFileSample
{
    private const int SampledBytes = 64 * 1024;

    /// <summary>The whole lines at the beginning of a regular file; null when there is none, or no text in it.</summary>
    public static string? Of(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists || (file.Attributes & (FileAttributes.ReparsePoint | FileAttributes.Device)) != 0 || file.Length == 0)
                return null;

            var text = EvidenceText.Of(Beginning(file));
            if (text.IndexOf('\0') >= 0)
                return null;
            return file.Length <= SampledBytes ? text : text.Substring(0, text.LastIndexOf('\n') + 1);
        }
        catch (Exception exception) when (exception
            is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            // What cannot be read is not known.
            return null;
        }
    }

    private static byte[] Beginning(FileInfo file)
    {
        using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[Math.Min(file.Length, SampledBytes)];
        var read = 0;
        while (read < bytes.Length && stream.Read(bytes, read, bytes.Length - read) is var count and > 0)
            read += count;
        return read == bytes.Length ? bytes : [.. bytes.Take(read)];
    }
}
