using Google.Protobuf;
using MlGuard.Lifecycle.Evidence.Files;

namespace MlGuard.Lifecycle.Evidence.Model;

/// <summary>What an ONNX model says of itself. Its weights are skipped and never loaded, wherever they are.</summary>
/// <param name="IrVersion">The version of the format.</param>
/// <param name="Producer">Name and version of what wrote it.</param>
/// <param name="Opsets">The sets of operators that it uses, by domain; the empty one is ONNX's own.</param>
/// <param name="Inputs">What has to be fed.</param>
/// <param name="Optional">What may be fed, and has a value otherwise.</param>
/// <param name="Outputs">In order.</param>
/// <param name="Metadata">What the exporter wrote beside it.</param>
/// <remarks>Field numbers of onnx.proto3, release 1.20.</remarks>
internal sealed record OnnxModel(
    long IrVersion, string Producer, ImmutableArray<(string Domain, long Version)> Opsets, ImmutableArray<OnnxValue> Inputs,
    ImmutableArray<OnnxValue> Optional, ImmutableArray<OnnxValue> Outputs, ImmutableArray<(string Key, string Value)> Metadata)
{
    private const int LongestName = 4096;
    private const int MaximumValues = 10_000;
    private const int MaximumDimensions = 64;

    /// <summary>From this version of the format on, a value that an initialiser gives may be fed nevertheless.</summary>
    private const int FirstWithOptionalInputs = 4;

    private static readonly ImmutableDictionary<int, string> s_kinds = new Dictionary<int, string>
    {
        [1] = "tensor", [4] = "sequence", [5] = "map", [8] = "sparse", [9] = "optional",
    }.ToImmutableDictionary();

    private static readonly byte[] s_pointer = System.Text.Encoding.ASCII.GetBytes("version https://git-lfs");

    /// <summary>Reads the signature, or says why the file is no model; it never throws for what is in the file.</summary>
    public static Reading<OnnxModel> Read(Stream stream)
    {
        try
        {
            if (stream.Length == 0)
                return new Fault("is empty");
            return IsPointer(stream)
                ? new Fault("is a pointer of Git LFS, and not the model itself")
                : Model(new WireFields(stream), stream.Length);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or ArgumentException or NotSupportedException
            or OverflowException or InvalidOperationException)
        {
            return new Fault("is damaged or cut off");
        }
    }

    private static Reading<OnnxModel> Model(WireFields fields, long end)
    {
        var (irVersion, producer) = (0L, "");
        var opsets = new List<(string, long)>();
        var metadata = new List<(string, string)>();
        Graph? graph = null;
        while (fields.Next(end))
        {
            if (fields.Is(1, WireFormat.WireType.Varint))
                irVersion = fields.Value;
            else if (fields.Is(2) || fields.Is(3))
                producer = $"{producer} {fields.Text(LongestName)}".Trim();
            else if (fields.Is(7))
                graph = Graph.Of(fields);
            else if (fields.Is(8))
                Add(opsets, Opset(fields));
            else if (fields.Is(14))
                Add(metadata, Entry(fields));
            else
                fields.Skip();
        }

        if (irVersion is <= 0 or >= 1000 || graph is null)
            return new Fault("is no ONNX model");
        return Reading<OnnxModel>.Of(new(
            irVersion, producer, [.. opsets], [.. graph.Inputs.Where(input => !graph.Initialisers.Contains(input.Name))],
            irVersion < FirstWithOptionalInputs ? [] : [.. graph.Inputs.Where(input => graph.Initialisers.Contains(input.Name))],
            [.. graph.Outputs], [.. metadata]));
    }

    private static (string, long) Opset(WireFields fields)
    {
        var (domain, version) = ("", 0L);
        for (var end = fields.End; fields.Next(end);)
        {
            if (fields.Is(1))
                domain = fields.Text(LongestName) ?? "";
            else if (fields.Is(2, WireFormat.WireType.Varint))
                version = fields.Value;
            else
                fields.Skip();
        }

        return (domain, version);
    }

    private static (string, string) Entry(WireFields fields)
    {
        var (key, value) = ("", "");
        for (var end = fields.End; fields.Next(end);)
        {
            if (fields.Is(1))
                key = fields.Text(LongestName) ?? "";
            else if (fields.Is(2))
                value = fields.Text(LongestName) ?? "";
            else
                fields.Skip();
        }

        return (key, value);
    }

    private static OnnxValue Value(WireFields fields)
    {
        var value = new OnnxValue("", "", TensorElement.Undefined, default);
        for (var end = fields.End; fields.Next(end);)
        {
            if (fields.Is(1))
                value = value with { Name = NameOf(fields) };
            else if (fields.Is(2))
                value = Type(fields, value);
            else
                fields.Skip();
        }

        return value;
    }

    private static OnnxValue Type(WireFields fields, OnnxValue value)
    {
        for (var end = fields.End; fields.Next(end);)
        {
            if (!s_kinds.TryGetValue(fields.Number, out var kind) || fields.Kind != WireFormat.WireType.LengthDelimited)
            {
                fields.Skip();
                continue;
            }

            value = value with { Kind = kind };
            if (kind == "tensor")
                value = Tensor(fields, value);
            else
                fields.Skip();
        }

        return value;
    }

    private static OnnxValue Tensor(WireFields fields, OnnxValue value)
    {
        for (var end = fields.End; fields.Next(end);)
        {
            if (fields.Is(1, WireFormat.WireType.Varint))
                value = value with { Element = fields.Value is >= 0 and < 1000 ? (TensorElement)fields.Value : TensorElement.Undefined };
            else if (fields.Is(2))
                value = value with { Shape = Shape(fields) };
            else
                fields.Skip();
        }

        return value;
    }

    private static ImmutableArray<OnnxDimension> Shape(WireFields fields)
    {
        var shape = new List<OnnxDimension>();
        for (var end = fields.End; fields.Next(end);)
        {
            if (fields.Is(1))
                Add(shape, Dimension(fields), MaximumDimensions);
            else
                fields.Skip();
        }

        return [.. shape];
    }

    private static OnnxDimension Dimension(WireFields fields)
    {
        var dimension = new OnnxDimension(null, "");
        for (var end = fields.End; fields.Next(end);)
        {
            if (fields.Is(1, WireFormat.WireType.Varint))
                dimension = new OnnxDimension(fields.Value < 0 ? null : fields.Value, "");
            else if (fields.Is(2))
                dimension = new OnnxDimension(null, NameOf(fields));
            else
                fields.Skip();
        }

        return dimension;
    }

    private static string NameOf(WireFields fields) =>
        fields.Text(LongestName) ?? throw new InvalidDataException("A name is longer than any.");

    private static void Add<T>(List<T> all, T one, int most = MaximumValues)
    {
        if (all.Count >= most)
            throw new InvalidDataException("There is too much of one kind.");
        all.Add(one);
    }

    private static bool IsPointer(Stream stream)
    {
        var head = new byte[s_pointer.Length];
        stream.Position = 0;
        var length = stream.Read(head, 0, head.Length);
        stream.Position = 0;
        return length == head.Length && head.AsSpan().SequenceEqual(s_pointer);
    }

    /// <summary>What a graph reads and makes, and what it has a value for.</summary>
    private sealed record Graph(List<OnnxValue> Inputs, List<OnnxValue> Outputs, HashSet<string> Initialisers)
    {
        public static Graph Of(WireFields fields)
        {
            var graph = new Graph([], [], new HashSet<string>(StringComparer.Ordinal));
            for (var end = fields.End; fields.Next(end);)
            {
                if (fields.Is(5))
                    graph.Initialisers.Add(NameIn(fields, 0, 8));
                else if (fields.Is(15))
                    graph.Initialisers.Add(NameIn(fields, 0, 1, 8));
                else if (fields.Is(11))
                    Add(graph.Inputs, Value(fields));
                else if (fields.Is(12))
                    Add(graph.Outputs, Value(fields));
                else
                    fields.Skip();
            }

            return graph;
        }

        /// <summary>The name at the end of a path of fields: of a tensor, or of the values of a sparse one.</summary>
        private static string NameIn(WireFields fields, int depth, params int[] path)
        {
            var name = "";
            for (var end = fields.End; fields.Next(end);)
            {
                if (!fields.Is(path[depth]))
                    fields.Skip();
                else
                    name = depth == path.Length - 1 ? NameOf(fields) : NameIn(fields, depth + 1, path);
            }

            return name;
        }
    }
}
