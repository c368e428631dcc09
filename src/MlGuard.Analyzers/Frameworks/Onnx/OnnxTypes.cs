namespace MlGuard.Analyzers.Frameworks.Onnx;

/// <summary>Metadata names of ONNX Runtime, read off version 1.31.1.</summary>
internal static class OnnxTypes
{
    public const string Assembly = "Microsoft.ML.OnnxRuntime";

    public const string Session = "Microsoft.ML.OnnxRuntime.InferenceSession";
    public const string SessionOptions = "Microsoft.ML.OnnxRuntime.SessionOptions";
    public const string RunOptions = "Microsoft.ML.OnnxRuntime.RunOptions";
    public const string Environment = "Microsoft.ML.OnnxRuntime.OrtEnv";
    public const string Binding = "Microsoft.ML.OnnxRuntime.OrtIoBinding";
    public const string Value = "Microsoft.ML.OnnxRuntime.OrtValue";
    public const string NamedValue = "Microsoft.ML.OnnxRuntime.NamedOnnxValue";
    public const string OwnedNamedValue = "Microsoft.ML.OnnxRuntime.DisposableNamedOnnxValue";
    public const string FixedBuffer = "Microsoft.ML.OnnxRuntime.FixedBufferOnnxValue";
    public const string Results = "Microsoft.ML.OnnxRuntime.IDisposableReadOnlyCollection`1";
    public const string Tensor = "Microsoft.ML.OnnxRuntime.Tensors.Tensor`1";
    public const string DenseTensor = "Microsoft.ML.OnnxRuntime.Tensors.DenseTensor`1";
    public const string ElementType = "Microsoft.ML.OnnxRuntime.Tensors.TensorElementType";

    /// <summary>
    /// The types of ONNX Runtime GenAI that own native memory and leave it to whoever made them, read off version 0.18.0.
    /// </summary>
    public static ImmutableArray<string> Generative { get; } =
    [
        .. from name in new[]
           {
               "Model", "Config", "Tokenizer", "TokenizerStream", "Generator", "GeneratorParams", "Sequences", "MultiModalProcessor", "Images",
               "Audios", "NamedTensors", "Adapters",
           }
           select $"Microsoft.ML.OnnxRuntimeGenAI.{name}",
    ];

    public static bool IsGenerativeLibrary(ISymbol? member) => member?.ContainingAssembly?.Name == "Microsoft.ML.OnnxRuntimeGenAI";

    public static bool Declares(ISymbol? member) => member?.ContainingAssembly?.Name == Assembly;
}
