using System.IO.Compression;
using System.Text;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Evidence.Model;

namespace MlGuard.Lifecycle.Evidence.Documents;

/// <summary>How the files begin that people hand in as documents.</summary>
internal static class DocumentFormat
{
    private const int TailOfPdf = 2048;

    private static readonly byte[] s_pdf = [0x25, 0x50, 0x44, 0x46, 0x2D];
    private static readonly byte[] s_package = [0x50, 0x4B, 0x03, 0x04];
    private static readonly byte[] s_compound = [0xD0, 0xCF, 0x11, 0xE0];
    private static readonly byte[] s_png = [0x89, 0x50, 0x4E, 0x47];
    private static readonly byte[] s_jpeg = [0xFF, 0xD8, 0xFF];

    /// <summary>Endings with the bytes that they stand for. An archive is no document: nobody has said what to read in it.</summary>
    private static readonly ImmutableDictionary<string, byte[]?> s_begins = ImmutableDictionary.CreateRange<string, byte[]?>(
        StringComparer.OrdinalIgnoreCase,
        [
            new(".pdf", s_pdf), new(".docx", s_package), new(".xlsx", s_package), new(".pptx", s_package), new(".odt", s_package),
            new(".ods", s_package), new(".odp", s_package), new(".doc", s_compound), new(".xls", s_compound), new(".ppt", s_compound),
            new(".png", s_png), new(".jpg", s_jpeg), new(".jpeg", s_jpeg), new(".zip", null), new(".7z", null), new(".rar", null),
            new(".gz", null), new(".tar", null), new(".exe", null), new(".dll", null), new(".bin", null),
        ]);

    /// <summary>The entry without which a package is no document of its kind.</summary>
    private static readonly ImmutableDictionary<string, string> s_entries = ImmutableDictionary.CreateRange(
        StringComparer.OrdinalIgnoreCase,
        [
            new KeyValuePair<string, string>(".docx", "word/document.xml"), new(".xlsx", "xl/workbook.xml"),
            new(".pptx", "ppt/presentation.xml"), new(".odt", "content.xml"), new(".ods", "content.xml"), new(".odp", "content.xml"),
        ]);

    /// <summary>Whether the words of a file can be read: what is of no known other kind has to be a text.</summary>
    public static bool IsText(string path) => !s_begins.ContainsKey(Path.GetExtension(path));

    public static bool IsMarkdown(string path) => Path.GetExtension(path).ToLowerInvariant() is ".md" or ".markdown";

    public static bool IsWhatItsEndingSays(string path, ProductFile file)
    {
        var ending = Path.GetExtension(path);
        return s_begins.TryGetValue(ending, out var begin)
            && begin is not null
            && file.Open(stream => Begins(stream, begin) && HoldsMoreThanZeros(stream)) == true
            && (!s_entries.TryGetValue(ending, out var entry) || file.Open(stream => Holds(stream, entry)) == true)
            && (begin != s_pdf || file.Open(EndsAsPdf) == true);
    }

    private static bool Holds(Stream stream, string entry)
    {
        try
        {
            if (ModelFile.EntryCount(stream) is not <= ModelFile.MaxEntries)
                return false;
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            return archive.GetEntry(entry) is { Length: > 0 };
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    /// <summary>A reader begins at the end of such a file (ISO 32000-1, 7.5.5).</summary>
    private static bool EndsAsPdf(Stream stream)
    {
        var tail = new byte[(int)Math.Min(TailOfPdf, stream.Length)];
        stream.Position = stream.Length - tail.Length;
        var length = 0;
        for (int read; length < tail.Length && (read = stream.Read(tail, length, tail.Length - length)) > 0;)
            length += read;
        return Encoding.ASCII.GetString(tail, 0, length).IndexOf("%%EOF", StringComparison.Ordinal) >= 0;
    }

    private static bool Begins(Stream stream, byte[] begin) => begin.All(expected => stream.ReadByte() == expected);

    private static bool HoldsMoreThanZeros(Stream stream)
    {
        for (var read = stream.ReadByte(); read >= 0; read = stream.ReadByte())
            if (read > 0)
                return true;
        return false;
    }
}
