using Google.Protobuf;

namespace MlGuard.Analyzers.Tests.Models;

/// <summary>Writes small ONNX models: each output is one of the inputs, as it is or of another type.</summary>
internal sealed record OnnxFile(long IrVersion, long Opset, ImmutableArray<OnnxPort> Inputs, ImmutableArray<OnnxPort> Outputs)
{
    /// <summary>Inputs that the model has a value for itself.</summary>
    public ImmutableArray<OnnxPort> Initialised { get; init; } = [];

    /// <summary>The version of the operators of classic learning; none when it is 0.</summary>
    public long MlOpset { get; init; }

    public byte[] Content => Message(
        model => Number(model, 1, IrVersion), model => Text(model, 2, "MlGuard"), model => Bytes(model, 7, Graph()),
        model => Bytes(model, 8, Message(set => Text(set, 1, ""), set => Number(set, 2, Opset))),
        model =>
        {
            if (MlOpset > 0)
                Bytes(model, 8, Message(set => Text(set, 1, "ai.onnx.ml"), set => Number(set, 2, MlOpset)));
        },
        model => Bytes(model, 14, Message(entry => Text(entry, 1, "stride"), entry => Text(entry, 2, "32"))));

    private byte[] Graph() => Message(
    [
        .. Outputs.Select((output, at) => Part(1, Node(Inputs[at % Inputs.Length], output))),
        graph => Text(graph, 2, "graph"),
        .. Initialised.Select(port => Part(5, Tensor(port))),
        .. Inputs.Concat(Initialised).Select(port => Part(11, Value(port))),
        .. Outputs.Select(port => Part(12, Value(port))),
    ]);

    private static byte[] Node(OnnxPort from, OnnxPort to) => Message(
        node => Text(node, 1, from.Name), node => Text(node, 2, to.Name),
        node => Text(node, 4, from.Element == to.Element ? "Identity" : "Cast"),
        node =>
        {
            if (from.Element != to.Element)
                Bytes(node, 5, Message(it => Text(it, 1, "to"), it => Number(it, 3, (long)to.Element), it => Number(it, 20, 2)));
        });

    private static byte[] Value(OnnxPort port) => Message(
        value => Text(value, 1, port.Name),
        value => Bytes(value, 2, Message(type => Bytes(type, 1, Message(
            tensor => Number(tensor, 1, (long)port.Element),
            tensor =>
            {
                if (!port.Shape.IsDefault)
                    Bytes(tensor, 2, Message([.. port.Shape.Select(size => Part(1, Dimension(size)))]));
            })))));

    private static byte[] Dimension(long? size) =>
        Message(dimension =>
        {
            if (size is { } number)
                Number(dimension, 1, number);
            else
                Text(dimension, 2, "batch");
        });

    private static byte[] Tensor(OnnxPort port) => Message(
    [
        .. port.Shape.Select<long?, Action<CodedOutputStream>>(size => tensor => Number(tensor, 1, size!.Value)),
        tensor => Number(tensor, 2, (long)port.Element),
        tensor => Text(tensor, 8, port.Name),
        tensor => Bytes(tensor, 9, new byte[4 * port.Shape.Aggregate(1L, (product, size) => product * size!.Value)]),
    ]);

    private static Action<CodedOutputStream> Part(int number, byte[] content) => message => Bytes(message, number, content);

    private static byte[] Message(params Action<CodedOutputStream>[] fields)
    {
        using var bytes = new MemoryStream();
        using var output = new CodedOutputStream(bytes);
        foreach (var field in fields)
            field(output);
        output.Flush();
        return bytes.ToArray();
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

/// <summary>An input or output.</summary>
internal sealed record OnnxPort(string Name, TensorElement Element, ImmutableArray<long?> Shape);
