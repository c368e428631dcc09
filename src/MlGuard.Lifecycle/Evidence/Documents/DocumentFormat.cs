using MlGuard.Lifecycle.Evidence.Files;

namespace MlGuard.Lifecycle.Evidence.Documents;

/// <summary>How the files begin that people hand in as documents.</summary>
internal static class DocumentFormat
{
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

    /// <summary>Null for an ending that nothing is known about.</summary>
    public static bool? IsWhatItsEndingSays(string path, ProductFile file)
    {
        if (!s_begins.TryGetValue(Path.GetExtension(path), out var begin))
            return null;
        return begin is not null && file.Open(stream => Begins(stream, begin) && HoldsMoreThanZeros(stream)) == true;
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
