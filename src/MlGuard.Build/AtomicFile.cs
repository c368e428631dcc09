using System.Text;

namespace MlGuard.Build;

/// <summary>Writes that two builds at the same time can do together: whole files, and only when their text differs.</summary>
internal static class AtomicFile
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>
    /// Writes <paramref name="text"/> even when it is there already, because its time stamp shows MSBuild that it is up to date.
    /// </summary>
    public static void Write(string path, string text) => Write(path, s_utf8.GetBytes(text));

    /// <summary>Writes <paramref name="bytes"/>, whatever their encoding.</summary>
    public static void Write(string path, byte[] bytes)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            WriteDraft($"{path}.{Guid.NewGuid():N}", path, bytes);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UnwrittenFileException(path, exception);
        }
    }

    private static void WriteDraft(string draft, string path, byte[] bytes)
    {
        try
        {
            File.WriteAllBytes(draft, bytes);
            Replace(draft, path);
        }
        finally
        {
            // What failed leaves nothing behind; what succeeded has moved.
            File.Delete(draft);
        }
    }

    /// <summary>Writes <paramref name="text"/> unless it is there already, so that nothing downstream runs anew.</summary>
    public static void WriteIfDifferent(string path, string text)
    {
        if (!File.Exists(path) || !string.Equals(File.ReadAllText(path), text, StringComparison.Ordinal))
        {
            Write(path, text);
        }
    }

    private static void Replace(string draft, string path)
    {
        try
        {
            if (File.Exists(path))
            {
                File.Replace(draft, path, destinationBackupFileName: null);
            }
            else
            {
                File.Move(draft, path);
            }
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another build was quicker; it wrote the same text from the same inputs.
        }
    }
}
