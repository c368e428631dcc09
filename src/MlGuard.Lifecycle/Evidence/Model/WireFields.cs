using System.Text;
using Google.Protobuf;

namespace MlGuard.Lifecycle.Evidence.Model;

/// <summary>
/// The fields of a protocol buffer one after the other. Only a small window of the stream is ever in memory: what nobody asks for is
/// jumped over, however long it is.
/// </summary>
internal sealed class WireFields(Stream stream)
{
    private const int MaximumFields = 20_000_000;
    private const int LongestHead = 24;
    private const int WindowBytes = 4096;

    private readonly byte[] _window = new byte[WindowBytes];
    private readonly long _length = stream.Length;
    private long _windowAt;
    private int _windowLength;
    private int _fields;

    /// <summary>Where the next field begins.</summary>
    public long Position { get; private set; }

    /// <summary>Where the field ends.</summary>
    public long End { get; private set; }

    public int Number { get; private set; }

    public WireFormat.WireType Kind { get; private set; }

    /// <summary>The number that the field holds; for any other kind its length in bytes.</summary>
    public long Value { get; private set; }

    /// <summary>Goes to the next field, when there is one before <paramref name="end"/>.</summary>
    /// <exception cref="InvalidDataException">No field can stand there.</exception>
    public bool Next(long end)
    {
        if (Position >= end)
            return false;
        if (++_fields > MaximumFields)
            throw new InvalidDataException("There are too many fields.");

        using var head = Head(end);
        var tag = head.ReadTag();
        Number = WireFormat.GetTagFieldNumber(tag);
        Kind = WireFormat.GetTagWireType(tag);
        Value = Kind switch
        {
            WireFormat.WireType.Varint or WireFormat.WireType.LengthDelimited => (long)head.ReadUInt64(),
            WireFormat.WireType.Fixed32 => 4,
            WireFormat.WireType.Fixed64 => 8,
            _ => throw new InvalidDataException("Groups are out of use."),
        };
        Position = _windowAt + head.Position;
        var size = Kind == WireFormat.WireType.Varint ? 0 : Value;
        if (size < 0 || size > end - Position)
            throw new InvalidDataException("A field is longer than what holds it.");
        End = Position + size;
        return true;
    }

    public bool Is(int number, WireFormat.WireType kind = WireFormat.WireType.LengthDelimited) => Number == number && Kind == kind;

    public void Skip() => Position = End;

    /// <summary>The text of the field, which is skipped when it is longer than <paramref name="longest"/> bytes: then null.</summary>
    public string? Text(int longest)
    {
        var (at, size) = (Position, Value);
        Skip();
        if (size > longest)
            return null;

        var bytes = new byte[(int)size];
        stream.Position = at;
        return Fill(bytes) == bytes.Length ? Encoding.UTF8.GetString(bytes) : throw new InvalidDataException("A text is cut off.");
    }

    private CodedInputStream Head(long end)
    {
        if (Position < _windowAt || Position + LongestHead > _windowAt + _windowLength)
        {
            stream.Position = Position;
            _windowAt = Position;
            _windowLength = Fill(_window);
        }

        var available = Math.Min(Math.Min(end, _length) - Position, _windowAt + _windowLength - Position);
        return new CodedInputStream(_window, (int)(Position - _windowAt), (int)Math.Max(0, available));
    }

    private int Fill(byte[] buffer)
    {
        var length = 0;
        for (int read; length < buffer.Length && (read = stream.Read(buffer, length, buffer.Length - length)) > 0;)
            length += read;
        return length;
    }
}
