using System.Text;
using MlGuard.Lifecycle.Evidence.Files;

namespace MlGuard.Lifecycle.Evidence.Model;

/// <summary>Whether a file can be a model of the kind that its ending says, by how such files begin.</summary>
internal static class ModelFormat
{
    private const int HeadBytes = 4096;

    private static readonly byte[] s_zip = [0x50, 0x4B, 0x03, 0x04];
    private static readonly byte[] s_pickle = [0x80];
    private static readonly byte[] s_hdf = [0x89, 0x48, 0x44, 0x46];
    private static readonly byte[] s_gguf = [0x47, 0x47, 0x55, 0x46];

    /// <summary>Endings with the beginnings that they can have.</summary>
    private static readonly ImmutableDictionary<string, ImmutableArray<byte[]>> s_begins =
        ImmutableDictionary.CreateRange<string, ImmutableArray<byte[]>>(
            StringComparer.OrdinalIgnoreCase,
            [
                new(".zip", [s_zip]), new(".pt", [s_zip, s_pickle]), new(".pth", [s_zip, s_pickle]), new(".ckpt", [s_zip, s_pickle]),
                new(".keras", [s_zip, s_hdf]), new(".h5", [s_hdf]), new(".hdf5", [s_hdf]), new(".gguf", [s_gguf]), new(".pkl", [s_pickle]),
                new(".joblib", [s_pickle]),
            ]);

    /// <summary>Libraries that save a model as text, by how it begins: LightGBM, and XGBoost and others as JSON.</summary>
    private static readonly ImmutableArray<string> s_texts = ["tree\n", "tree\r\n", "{"];

    /// <summary>Why a file is no model, to stand after its name; null when it can be one.</summary>
    public static string? FaultOf(string path, ProductFile file)
    {
        if (file.Open(Head) is not { Length: > 0 } head)
            return "is empty";
        var ending = Path.GetExtension(path);
        if (string.Equals(ending, ".onnx", StringComparison.OrdinalIgnoreCase))
            return file.Open(OnnxModel.Read) is { Value: not null } ? null : "is no ONNX model";
        if (s_begins.TryGetValue(ending, out var begins) && !begins.Any(begin => head.AsSpan().StartsWith(begin)))
            return $"does not begin as a model that ends in '{ending.ToLowerInvariant()}' does";
        return IsText(head) && !s_texts.Any(begin => EvidenceText.Of(head).StartsWith(begin, StringComparison.Ordinal))
            ? "is a text, and no model that anybody can load"
            : null;
    }

    /// <summary>The last character may be cut in two.</summary>
    private static bool IsText(byte[] head) =>
        EvidenceText.IsText(head.Length < HeadBytes ? head : Encoding.UTF8.GetBytes(EvidenceText.Of(head).TrimEnd('\uFFFD')));

    private static byte[] Head(Stream stream)
    {
        var head = new byte[(int)Math.Min(HeadBytes, stream.Length)];
        var length = 0;
        for (int read; length < head.Length && (read = stream.Read(head, length, head.Length - length)) > 0;)
            length += read;
        return head;
    }
}
