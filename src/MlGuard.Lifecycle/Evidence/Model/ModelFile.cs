using System.IO.Compression;
using System.Text;
using MlGuard.Lifecycle.Evidence.Files;

namespace MlGuard.Lifecycle.Evidence.Model;

/// <summary>A model's file: does it open, and what does it read?</summary>
/// <param name="Format">Who wrote it.</param>
/// <param name="Version">Of the library that wrote it; empty when the file does not say.</param>
/// <param name="Inputs">Names of what it reads.</param>
internal sealed record ModelFile(string Format, string Version, ImmutableArray<string> Inputs)
{
    internal const int MaxEntries = 10_000;
    private const int MaxSchemaBytes = 4 << 20;
    private const int MaxColumns = 100_000;
    private const int ZipDirectoryTail = (64 << 10) + 22;

    private static readonly byte[] s_zip = [0x50, 0x4B, 0x03, 0x04];
    private static readonly byte[] s_schema = [0x43, 0x4D, 0x4C, 0x00, 0x44, 0x56, 0x42, 0x00];

    /// <summary>Reads ML.NET's archive or ONNX; every other format is a model that nothing is known about.</summary>
    public static Reading<ModelFile> Read(Stream stream)
    {
        try
        {
            var head = new byte[4];
            var length = Fill(stream, head);
            if (length == 0)
                return new Fault("is empty");
            stream.Position = 0;
            if (length == 4 && head.AsSpan().SequenceEqual(s_zip))
                return Archive(stream);
            return OnnxModel.Read(stream).Value is { } onnx
                ? Reading<ModelFile>.Of(new("ONNX", onnx.Producer, [.. onnx.Inputs.Select(input => input.Name)]))
                : Reading<ModelFile>.Of(new("", "", []));
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or ArgumentException or NotSupportedException
            or OverflowException)
        {
            return new Fault("does not open");
        }
    }

    private static Reading<ModelFile> Archive(Stream stream)
    {
        if (EntryCount(stream) is not <= MaxEntries)
            return new Fault("does not open: its directory is damaged, or far too long");
        using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        if (Find(archive, "TrainingInfo/Version.txt") is not { } version)
            return new Fault("is an archive, but not one that ML.NET saved");
        var columns = Find(archive, "Schema") is { } schema ? Columns(Bytes(schema)) : [];
        if (columns is null)
            return new Fault("does not open: its schema is damaged");
        return Reading<ModelFile>.Of(new("ML.NET", Encoding.UTF8.GetString(Bytes(version)).Split('+')[0].Trim(), [.. columns]));
    }

    /// <summary>Older versions wrote the separator of the system that they ran on.</summary>
    private static ZipArchiveEntry? Find(ZipArchive archive, string name) =>
        archive.GetEntry(name) ?? archive.GetEntry(name.Replace('/', '\\'));

    /// <summary>The number that ends a ZIP file (APPNOTE 4.3.16), read before an object is made for each.</summary>
    internal static int? EntryCount(Stream stream)
    {
        var tail = new byte[(int)Math.Min(ZipDirectoryTail, stream.Length)];
        stream.Position = stream.Length - tail.Length;
        var length = Fill(stream, tail);
        stream.Position = 0;
        for (var i = length - 22; i >= 0; i--)
            if (tail[i] == 0x50 && tail[i + 1] == 0x4B && tail[i + 2] == 5 && tail[i + 3] == 6)
                return tail[i + 10] | (tail[i + 11] << 8);
        return null;
    }

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var content = entry.Open();
        var bytes = new byte[(int)Math.Min(MaxSchemaBytes, Math.Max(0, entry.Length))];
        Array.Resize(ref bytes, Fill(content, bytes));
        return bytes;
    }

    /// <summary>
    /// The table of contents of ML.NET's binary data view, which is how a model keeps its input schema: name and codec of each column.
    /// </summary>
    private static List<string>? Columns(byte[] bytes)
    {
        if (bytes.Length < 52 || !bytes.AsSpan(0, s_schema.Length).SequenceEqual(s_schema))
            return null;
        var (at, count) = (BitConverter.ToInt64(bytes, 24), BitConverter.ToInt32(bytes, 48));
        if (at is < 52 or > int.MaxValue || count is < 0 or > MaxColumns)
            return null;
        var names = new List<string>();
        using var reader = new BinaryReader(
            new MemoryStream(bytes, (int)Math.Min(at, bytes.Length), (int)Math.Max(0, bytes.Length - at), writable: false), Encoding.UTF8);
        try
        {
            for (var i = 0; i < count; i++)
            {
                names.Add(reader.ReadString());
                _ = reader.ReadString();
                Skip(reader, Number(reader));
                Skip(reader, 1);
                _ = Number(reader);
                Skip(reader, 16);
            }

            return names;
        }
        catch (Exception exception) when (exception is EndOfStreamException or FormatException or IOException or ArgumentException)
        {
            return null;
        }
    }

    private static long Number(BinaryReader reader)
    {
        long value = 0;
        for (var shift = 0; shift < 63; shift += 7)
        {
            var next = reader.ReadByte();
            value |= (long)(next & 0x7F) << shift;
            if ((next & 0x80) == 0)
                return value;
        }

        throw new FormatException("A number is longer than any.");
    }

    private static void Skip(BinaryReader reader, long count)
    {
        if (count < 0 || count > reader.BaseStream.Length - reader.BaseStream.Position)
            throw new EndOfStreamException();
        reader.BaseStream.Position += count;
    }

    private static int Fill(Stream stream, byte[] buffer)
    {
        var length = 0;
        int read;
        while (length < buffer.Length && (read = stream.Read(buffer, length, buffer.Length - length)) > 0)
            length += read;
        return length;
    }
}
