namespace MlGuard.Frameworks;

/// <summary>Microsoft.Extensions.AI, read off version 10.11.0.</summary>
internal static class ExtensionsAi
{
    public static Framework Framework { get; } = new(
        "Microsoft.Extensions.AI", ["Microsoft.Extensions.AI.Abstractions", "Microsoft.Extensions.AI"], IsMachineLearning: true,
    [
        new("Microsoft.Extensions.AI.IChatClient", "GetResponseAsync", Role.Predict),
        new("Microsoft.Extensions.AI.IChatClient", "GetStreamingResponseAsync", Role.Predict),
        new("Microsoft.Extensions.AI.ChatClientExtensions", "GetResponseAsync", Role.Predict),
        new("Microsoft.Extensions.AI.ChatClientExtensions", "GetStreamingResponseAsync", Role.Predict),
        new("Microsoft.Extensions.AI.ChatClientStructuredOutputExtensions", "GetResponseAsync", Role.Predict),
        new("Microsoft.Extensions.AI.IEmbeddingGenerator`2", "GenerateAsync", Role.Predict),
        new("Microsoft.Extensions.AI.EmbeddingGeneratorExtensions", "Generate*", Role.Predict),
        new("Microsoft.Extensions.AI.IImageGenerator", "GenerateAsync", Role.Predict),
        new("Microsoft.Extensions.AI.ImageGeneratorExtensions", "GenerateImages*", Role.Predict),
        new("Microsoft.Extensions.AI.ImageGeneratorExtensions", "EditImage*", Role.Predict),
        new("Microsoft.Extensions.AI.ISpeechToTextClient", "Get*TextAsync", Role.Predict),
        new("Microsoft.Extensions.AI.SpeechToTextClientExtensions", "Get*TextAsync", Role.Predict),
        new("Microsoft.Extensions.AI.ITextToSpeechClient", "Get*AudioAsync", Role.Predict),
        new("Microsoft.Extensions.DependencyInjection.ChatClientBuilderServiceCollectionExtensions", "Add*", Role.RegisterClient),
        new("Microsoft.Extensions.DependencyInjection.EmbeddingGeneratorBuilderServiceCollectionExtensions", "Add*", Role.RegisterClient),
        new("Microsoft.Extensions.DependencyInjection.ImageGeneratorBuilderServiceCollectionExtensions", "Add*", Role.RegisterClient),
        new("Microsoft.Extensions.DependencyInjection.SpeechToTextClientBuilderServiceCollectionExtensions", "Add*", Role.RegisterClient),
        new("Microsoft.Extensions.AI.OpenTelemetryChatClientBuilderExtensions", "Use*", Role.TelemetrySetup),
        new("Microsoft.Extensions.AI.LoggingChatClientBuilderExtensions", "UseLogging", Role.TelemetrySetup),
        new("Microsoft.Extensions.AI.OpenTelemetryEmbeddingGeneratorBuilderExtensions", "UseOpenTelemetry", Role.TelemetrySetup),
        new("Microsoft.Extensions.AI.LoggingEmbeddingGeneratorBuilderExtensions", "UseLogging", Role.TelemetrySetup),
        new("Microsoft.Extensions.AI.OpenTelemetryImageGeneratorBuilderExtensions", "UseOpenTelemetry", Role.TelemetrySetup),
        new("Microsoft.Extensions.AI.LoggingImageGeneratorBuilderExtensions", "UseLogging", Role.TelemetrySetup),
        new("Microsoft.Extensions.AI.OpenTelemetrySpeechToTextClientBuilderExtensions", "UseOpenTelemetry", Role.TelemetrySetup),
        new("Microsoft.Extensions.AI.LoggingSpeechToTextClientBuilderExtensions", "UseLogging", Role.TelemetrySetup),
    ])
    {
        OwnTelemetry = ["Microsoft.Extensions.AI"],
        TracesThroughBuilder = true,
        IsRemote = true,
    };
}
