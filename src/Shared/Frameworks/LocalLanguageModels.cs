namespace MlGuard.Frameworks;

/// <summary>
/// Language models on the own machine: OllamaSharp 5.5.2, ONNX Runtime GenAI, LLamaSharp and Kernel Memory, the last three read off their
/// sources.
/// </summary>
internal static class LocalLanguageModels
{
    public static Framework Framework { get; } = new(
        "Local language models", [
            "OllamaSharp", "Microsoft.ML.OnnxRuntimeGenAI", "LLamaSharp", "Microsoft.KernelMemory.Abstractions"], IsMachineLearning: true,
    [
        new("OllamaSharp.Chat", "Send*", Role.Predict),
        new("OllamaSharp.IOllamaApiClient", "ChatAsync", Role.Predict),
        new("OllamaSharp.IOllamaApiClient", "GenerateAsync", Role.Predict),
        new("OllamaSharp.IOllamaApiClient", "EmbedAsync", Role.Predict),
        new("OllamaSharp.OllamaApiClientExtensions", "GenerateAsync", Role.Predict),
        new("OllamaSharp.OllamaApiClientExtensions", "EmbedAsync", Role.Predict),
        new("Microsoft.ML.OnnxRuntimeGenAI.Generator", "GenerateNextToken", Role.Predict),
        new("Microsoft.ML.OnnxRuntimeGenAI.Model", ".ctor", Role.LoadModel, "modelPath"),
        new("LLama.Abstractions.ILLamaExecutor", "InferAsync", Role.Predict),
        new("LLama.ChatSession", "ChatAsync", Role.Predict),
        new("LLama.LLamaEmbedder", "GetEmbeddings*", Role.Predict),
        new("Microsoft.KernelMemory.IKernelMemory", "Ask*", Role.Predict),
        new("Microsoft.KernelMemory.AI.ITextGenerator", "GenerateTextAsync", Role.Predict),
        new("Microsoft.KernelMemory.AI.ITextEmbeddingGenerator", "GenerateEmbedding*", Role.Predict),
    ]);
}
