namespace MlGuard.Frameworks;

/// <summary>Semantic Kernel with its agents, read off version 1.82.0.</summary>
internal static class SemanticKernel
{
    /// <summary>
    /// The plugins of Microsoft.SemanticKernel.Plugins.Core and .Web whose functions are plain code and ask no model, as a kernel knows
    /// them.
    /// </summary>
    public static ImmutableArray<string> PlainPlugins { get; } =
        [
            "FileIOPlugin", "HttpPlugin", "MathPlugin", "TextPlugin", "TimePlugin", "WaitPlugin", "SearchUrlPlugin",
            "WebFileDownloadPlugin", "WebSearchEnginePlugin"];

    public static Framework Framework { get; } = new(
        "Semantic Kernel",
        [
            "Microsoft.SemanticKernel.Abstractions", "Microsoft.SemanticKernel.Core", "Microsoft.SemanticKernel.Agents.Abstractions"],
        IsMachineLearning: true,
    [
        new("Microsoft.SemanticKernel.Kernel", "Invoke*", Role.Predict),
        new("Microsoft.SemanticKernel.KernelExtensions", "Invoke*", Role.Predict),
        new("Microsoft.SemanticKernel.KernelExtensions", "*FromMethod", Role.WrapMethod),
        new("Microsoft.SemanticKernel.KernelExtensions", "*FromType", Role.WrapMethod),
        new("Microsoft.SemanticKernel.KernelExtensions", "*FromObject", Role.WrapMethod),
        new("Microsoft.SemanticKernel.KernelFunctionFactory", "CreateFromMethod", Role.WrapMethod),
        new("Microsoft.SemanticKernel.KernelPluginFactory", "CreateFromType", Role.WrapMethod),
        new("Microsoft.SemanticKernel.KernelPluginFactory", "CreateFromObject", Role.WrapMethod),
        new("Microsoft.SemanticKernel.KernelFunction", "Invoke*", Role.Predict),
        new("Microsoft.SemanticKernel.ChatCompletion.IChatCompletionService", "Get*Async", Role.Predict),
        new("Microsoft.SemanticKernel.ChatCompletion.ChatCompletionServiceExtensions", "Get*Async", Role.Predict),
        new("Microsoft.SemanticKernel.TextGeneration.ITextGenerationService", "Get*Async", Role.Predict),
        new("Microsoft.SemanticKernel.TextGeneration.TextGenerationExtensions", "Get*Async", Role.Predict),
        new("Microsoft.SemanticKernel.Embeddings.IEmbeddingGenerationService`2", "GenerateEmbeddingsAsync", Role.Predict),
        new("Microsoft.SemanticKernel.Embeddings.EmbeddingGenerationExtensions", "GenerateEmbeddingAsync", Role.Predict),
        new("Microsoft.SemanticKernel.TextToImage.ITextToImageService", "Get*Async", Role.Predict),
        new("Microsoft.SemanticKernel.TextToImage.TextToImageServiceExtensions", "Generate*", Role.Predict),
        new("Microsoft.SemanticKernel.TextToAudio.ITextToAudioService", "Get*Async", Role.Predict),
        new("Microsoft.SemanticKernel.TextToAudio.TextToAudioServiceExtensions", "Get*Async", Role.Predict),
        new("Microsoft.SemanticKernel.AudioToText.IAudioToTextService", "Get*Async", Role.Predict),
        new("Microsoft.SemanticKernel.AudioToText.AudioToTextServiceExtensions", "Get*Async", Role.Predict),
        new("Microsoft.SemanticKernel.ImageToText.IImageToTextService", "Get*Async", Role.Predict),
        new("Microsoft.SemanticKernel.ImageToText.ImageToTextExtensions", "Get*Async", Role.Predict),
        new("Microsoft.SemanticKernel.Agents.Agent", "Invoke*", Role.Predict),
        new("Microsoft.SemanticKernel.Agents.AgentChat", "Invoke*", Role.Predict),
        new("Microsoft.Extensions.DependencyInjection.KernelServiceCollectionExtensions", "Add*", Role.RegisterClient),
        new("Microsoft.SemanticKernel.OpenAIServiceCollectionExtensions", "Add*", Role.RegisterClient, "modelId"),
        new("Microsoft.SemanticKernel.AzureOpenAIServiceCollectionExtensions", "Add*", Role.RegisterClient),
        new("Microsoft.SemanticKernel.OpenAIKernelBuilderExtensions", "Add*", Role.RegisterClient, "modelId"),
        new("Microsoft.SemanticKernel.OpenAIChatClientKernelBuilderExtensions", "Add*", Role.RegisterClient, "modelId"),
        new("Microsoft.SemanticKernel.AzureOpenAIKernelBuilderExtensions", "Add*", Role.RegisterClient),
    ])
    {
        OwnTelemetry = ["Microsoft.SemanticKernel"],
        IsRemote = true,
    };
}
