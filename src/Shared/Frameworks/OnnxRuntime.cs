namespace MlGuard.Frameworks;

/// <summary>ONNX Runtime, read off Microsoft.ML.OnnxRuntime.Managed 1.31.1.</summary>
internal static class OnnxRuntime
{
    public static Framework Framework { get; } = new("ONNX Runtime", ["Microsoft.ML.OnnxRuntime"], IsMachineLearning: true,
    [
        new("Microsoft.ML.OnnxRuntime.InferenceSession", ".ctor", Role.CreateSession, "modelPath"),
        new("Microsoft.ML.OnnxRuntime.InferenceSession", "Run*", Role.Predict),
    ]);
}
