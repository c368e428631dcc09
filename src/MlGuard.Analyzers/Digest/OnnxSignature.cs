namespace MlGuard.Analyzers.Digest;

/// <summary>What an ONNX model says of itself.</summary>
/// <param name="IrVersion">The version of the format.</param>
/// <param name="Opsets">The sets of operators that it uses, by domain; the empty one is ONNX's own.</param>
/// <param name="Inputs">What has to be fed.</param>
/// <param name="Optional">What may be fed, and has a value otherwise.</param>
/// <param name="Outputs">In order.</param>
internal sealed record OnnxSignature(
    long IrVersion, ImmutableArray<(string Domain, long Version)> Opsets, ImmutableArray<OnnxValue> Inputs,
    ImmutableArray<OnnxValue> Optional, ImmutableArray<OnnxValue> Outputs);
