namespace MlGuard.Lifecycle.Evidence.Model;

/// <summary>An input or output of an ONNX model.</summary>
/// <param name="Name">As code has to name it.</param>
/// <param name="Kind">
/// <c>tensor</c>, <c>sparse</c>, <c>sequence</c>, <c>map</c> or <c>optional</c>; empty when the model does not say.
/// </param>
/// <param name="Element">Of a tensor's elements; a number of another kind when a later ONNX has it.</param>
/// <param name="Shape">The dimensions; default when any number of them will do.</param>
internal sealed record OnnxValue(string Name, string Kind, TensorElement Element, ImmutableArray<OnnxDimension> Shape);

/// <summary>A dimension of a tensor.</summary>
/// <param name="Size">Null when it is free.</param>
/// <param name="Symbol">What the model calls a free one; empty when it has no name.</param>
internal readonly record struct OnnxDimension(long? Size, string Symbol);
