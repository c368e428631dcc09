using System.Text;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Manifest;

/// <summary>From bytes to text: the size is bounded before anything is read, and the encoding is known, never guessed.</summary>
internal static class ManifestSource
{
    private const int MaxBytes = 1 << 20;

    private static readonly (byte[] Mark, Encoding Encoding)[] s_encodings =
    [
        // UTF-32 first: its little-endian mark begins with that of UTF-16.
        ([0xFF, 0xFE, 0, 0], new UTF32Encoding(bigEndian: false, byteOrderMark: true, throwOnInvalidCharacters: true)),
        ([0, 0, 0xFE, 0xFF], new UTF32Encoding(bigEndian: true, byteOrderMark: true, throwOnInvalidCharacters: true)),
        ([0xFF, 0xFE], new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true)),
        ([0xFE, 0xFF], new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true)),
        ([0xEF, 0xBB, 0xBF], new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true)),
        ([], new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true)),
    ];

    /// <summary>The text of the file, or what keeps it from being read.</summary>
    public static (string? Text, ManifestFault? Fault) Read(string path)
    {
        var (bytes, fault) = ReadBytes(path);
        return bytes is null ? (null, fault) : Decode(bytes);
    }

    /// <summary>The bytes of the file, one more than allowed at most, or what keeps it from being read.</summary>
    public static (byte[]? Bytes, ManifestFault? Fault) ReadBytes(string path)
    {
        try
        {
            if (Directory.Exists(path))
                return (null, ManifestFault.Unreadable("it is a folder", "Put a file in its place.", Span.None));
            if (!File.Exists(path))
                return (null, ManifestFault.Missing(Path.GetDirectoryName(path) ?? path, "'mlguard: v1' is its first line."));
            // A pipe or device has no length, and to open one may wait for ever for somebody who writes.
            if (new FileInfo(path).Length == 0)
                return ([], null);
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return (ReadBounded(stream), null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException
            or ArgumentException)
        {
            return (null,
                ManifestFault.Unreadable("the file cannot be opened", "See that it exists and that this user may read it.", Span.None));
        }
    }

    /// <summary>One byte more than allowed is enough to know; a file that grows while it is read cannot grow past that.</summary>
    private static byte[] ReadBounded(FileStream stream)
    {
        if (stream.CanSeek && stream.Length > MaxBytes)
            return new byte[MaxBytes + 1];
        var buffer = new byte[MaxBytes + 1];
        var length = 0;
        int read;
        while (length < buffer.Length && (read = stream.Read(buffer, length, buffer.Length - length)) > 0)
            length += read;
        Array.Resize(ref buffer, length);
        return buffer;
    }

    public static (string? Text, ManifestFault? Fault) Decode(byte[] bytes)
    {
        if (bytes.Length > MaxBytes)
            return (null,
                ManifestFault.Unreadable(
                    "it is larger than 1 MB, which no manifest is", "Move what is not the manifest's into files that it names.",
                    Span.At(1, 1)));
        var (mark, encoding) = s_encodings.First(candidate => bytes.AsSpan().StartsWith(candidate.Mark));
        try
        {
            var text = encoding.GetString(bytes, mark.Length, bytes.Length - mark.Length);
            return FirstForeign(text) is { } fault ? (null, fault) : (text, null);
        }
        catch (ArgumentException)
        {
            return (null,
                ManifestFault.Unreadable(
                    $"its bytes are not valid {encoding.WebName}", "Save it as UTF-8.", InvalidBytes(bytes, mark.Length, encoding)));
        }
    }

    /// <summary>A text in the encoding of the file that it replaces, with the same mark.</summary>
    public static byte[] EncodeAs(byte[] original, string text)
    {
        var (mark, encoding) = s_encodings.First(candidate => original.AsSpan().StartsWith(candidate.Mark));
        return [.. mark, .. encoding.GetBytes(text)];
    }

    private static Span InvalidBytes(byte[] bytes, int start, Encoding encoding)
    {
        var lenient = (Encoding)encoding.Clone();
        lenient.DecoderFallback = new DecoderReplacementFallback("\uFFFD");
        var text = lenient.GetString(bytes, start, bytes.Length - start);
        return PositionOf(text, Math.Max(0, text.IndexOf('\uFFFD')));
    }

    /// <summary>A NUL ends the text for a YAML scanner: everything after it would be skipped without a word.</summary>
    private static ManifestFault? FirstForeign(string text)
    {
        for (var i = 0; i < text.Length; i++)
            if (char.IsControl(text[i]) && text[i] is not ('\t' or '\n' or '\r' or '\u0085'))
                return ManifestFault.Unreadable(
                    text[i] == '\0'
                        ? "it holds a NUL character, so it is binary or in an encoding without its mark"
                        : $"it holds the control character U+{(int)text[i]:X4}",
                    "Save it as UTF-8 text.", PositionOf(text, i));
        return null;
    }

    private static Span PositionOf(string text, int index)
    {
        var lineStart = index == 0 ? 0 : text.LastIndexOf('\n', index - 1) + 1;
        return Span.At(1 + text.Take(lineStart).Count(character => character == '\n'), 1 + index - lineStart);
    }
}
