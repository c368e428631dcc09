namespace MlGuard.Analyzers.Digest;

/// <summary>An input or output of an ONNX model.</summary>
/// <param name="Name">As code has to name it.</param>
/// <param name="Kind"><c>tensor</c>, or another type of value.</param>
/// <param name="Element">Of a tensor's elements.</param>
/// <param name="Shape">The dimensions, null for a free one; default when any number of them will do.</param>
internal sealed record OnnxValue(string Name, string Kind, TensorElement Element, ImmutableArray<long?> Shape)
{
    public bool IsTensor => Kind == "tensor";
}
