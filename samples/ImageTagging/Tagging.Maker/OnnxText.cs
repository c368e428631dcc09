using System.Runtime.InteropServices;
using Google.Protobuf;

namespace Tagging.Maker;

/// <summary>Writes the few messages of ONNX that the model is made of; the numbers are the fields of <c>onnx.proto</c>.</summary>
internal static class OnnxText
{
    private const int Float = 1;
    private const int IrVersion = 8;
    private const int Opset = 17;

    public static byte[] Model(string version, byte[] graph) => Message(output =>
    {
        Number(output, 1, IrVersion);
        Text(output, 2, "Tagging.Maker");
        Text(output, 3, version);
        Bytes(output, 7, graph);
        Bytes(output, 8, Message(opset => Number(opset, 2, Opset)));
    });

    public static byte[] Graph(IEnumerable<byte[]> nodes, IEnumerable<byte[]> weights, byte[] input, byte[] result) => Message(output =>
    {
        foreach (var node in nodes)
        {
            Bytes(output, 1, node);
        }

        Text(output, 2, "tagger");
        foreach (var weight in weights)
        {
            Bytes(output, 5, weight);
        }

        Bytes(output, 11, input);
        Bytes(output, 12, result);
    });

    public static byte[] Node(string type, string result, params string[] inputs) => Message(output =>
    {
        foreach (var input in inputs)
        {
            Text(output, 1, input);
        }

        Text(output, 2, result);
        Text(output, 3, result);
        Text(output, 4, type);
    });

    public static byte[] Weight(string name, float[] values, params long[] dimensions) => Message(output =>
    {
        foreach (var dimension in dimensions)
        {
            Number(output, 1, dimension);
        }

        Number(output, 2, Float);
        Text(output, 8, name);
        Bytes(output, 9, MemoryMarshal.AsBytes(values.AsSpan()).ToArray());
    });

    /// <summary>An input or output of floats; the first dimension is the size of the batch, which is free.</summary>
    public static byte[] Value(string name, params long[] dimensions) => Message(output =>
    {
        Text(output, 1, name);
        Bytes(output, 2, Message(type => Bytes(type, 1, Message(tensor =>
        {
            Number(tensor, 1, Float);
            Bytes(tensor, 2, Message(shape =>
            {
                Bytes(shape, 1, Message(batch => Text(batch, 2, "N")));
                foreach (var dimension in dimensions)
                {
                    Bytes(shape, 1, Message(fixedSize => Number(fixedSize, 1, dimension)));
                }
            }));
        }))));
    });

    private static byte[] Message(Action<CodedOutputStream> write)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            write(output);
        }

        return stream.ToArray();
    }

    private static void Number(CodedOutputStream output, int field, long value)
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt64(value);
    }

    private static void Text(CodedOutputStream output, int field, string value)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(value);
    }

    private static void Bytes(CodedOutputStream output, int field, byte[] value)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(value));
    }
}
