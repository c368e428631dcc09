using System.Text;

namespace MlGuard.Lifecycle.Evidence.Model;

/// <summary>The few fields of ONNX's <c>ModelProto</c> that say what a model reads; weights are skipped, never loaded.</summary>
/// <remarks>
/// Field numbers of onnx.proto3: ModelProto ir_version 1, producer_name 2, producer_version 3, graph 7, opset_import 8; GraphProto
/// initializer 5, input 11; ValueInfoProto and TensorProto name 1 and 8.
/// </remarks>
internal static class OnnxModel
{
    private const int MaxFields = 5_000_000;
    private const int MaxNameBytes = 4096;

    /// <summary>Null when the bytes are not such a model.</summary>
    public static ModelFile? Read(Stream stream)
    {
        var wire = new Wire(stream);
        var (isVersioned, version, inputs) = (false, "", (ImmutableArray<string>?)null);
        while (wire.Next(stream.Length) is { } field)
        {
            if (field is { Number: 1, Kind: 0 })
                isVersioned = wire.Value is > 0 and < 1000;
            else if (field is { Number: 2, Kind: 2 } or { Number: 3, Kind: 2 })
                version = $"{version} {wire.Text()}".Trim();
            else if (field is { Number: 7, Kind: 2 })
                inputs = Inputs(wire, stream.Position + wire.Value);
            else if (!wire.Skip())
                return null;
            if (wire.IsDamaged)
                return null;
        }

        return isVersioned && inputs is { } names && !wire.IsDamaged ? new("ONNX", version, names) : null;
    }

    private static ImmutableArray<string>? Inputs(Wire wire, long end)
    {
        var inputs = new List<string>();
        var constants = new HashSet<string>(StringComparer.Ordinal);
        while (wire.Next(end) is { } field)
        {
            if (field is { Number: 11, Kind: 2 })
                inputs.Add(wire.NameWithin(1));
            else if (field is { Number: 5, Kind: 2 })
                constants.Add(wire.NameWithin(8));
            else if (!wire.Skip())
                return null;
        }

        return wire.IsDamaged ? null : [.. inputs.Where(name => !constants.Contains(name))];
    }

    /// <summary>Protocol buffers' wire format: <see cref="Value"/> is a number, or the length of what follows.</summary>
    private sealed class Wire(Stream stream)
    {
        private int _fields;
        private int _kind;

        public long Value { get; private set; }

        public bool IsDamaged { get; private set; }

        public (int Number, int Kind)? Next(long end)
        {
            if (IsDamaged || stream.Position >= end)
                return null;
            if (++_fields > MaxFields || Varint() is not { } key || key >> 3 is <= 0 or > int.MaxValue)
                return Damaged();
            _kind = (int)(key & 7);
            Value = _kind switch { 0 or 2 => Varint() ?? -1, 1 => 8, 5 => 4, _ => -1 };
            if (Value < 0 && _kind != 0)
                return Damaged();
            return _kind != 0 && Value > end - stream.Position ? Damaged() : ((int)(key >> 3), _kind);
        }

        public bool Skip()
        {
            if (_kind != 0)
                stream.Position += Value;
            return !IsDamaged;
        }

        public string Text()
        {
            if (Value > MaxNameBytes)
            {
                stream.Position += Value;
                return "";
            }

            var bytes = new byte[(int)Value];
            var length = 0;
            int read;
            while (length < bytes.Length && (read = stream.Read(bytes, length, bytes.Length - length)) > 0)
                length += read;
            return Encoding.UTF8.GetString(bytes, 0, length);
        }

        public string NameWithin(int number)
        {
            var end = stream.Position + Value;
            var name = "";
            while (Next(end) is { } field)
                if (field.Number == number && field.Kind == 2 && name.Length == 0)
                    name = Text();
                else
                    Skip();
            return name;
        }

        private (int, int)? Damaged()
        {
            IsDamaged = true;
            return null;
        }

        private long? Varint()
        {
            long value = 0;
            for (var shift = 0; shift < 63; shift += 7)
            {
                var next = stream.ReadByte();
                if (next < 0)
                    return null;
                value |= (long)(next & 0x7F) << shift;
                if ((next & 0x80) == 0)
                    return value;
            }

            return null;
        }
    }
}
