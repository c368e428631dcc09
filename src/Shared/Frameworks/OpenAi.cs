namespace MlGuard.Frameworks;

/// <summary>
/// The OpenAI library, read off OpenAI 2.15.0, and Azure's clients, read off Azure.AI.OpenAI 2.1.0 and 1.0.0-beta.17, Azure.AI.Inference
/// 1.0.0-beta.5.
/// </summary>
internal static class OpenAi
{
    public static Framework Framework { get; } = new("OpenAI", ["OpenAI", "Azure.AI.OpenAI", "Azure.AI.Inference"], IsMachineLearning: true,
    [
        new("OpenAI.Chat.ChatClient", "CompleteChat*", Role.Predict),
        new("OpenAI.Responses.ResponsesClient", "CreateResponse*", Role.Predict),
        new("OpenAI.Responses.OpenAIResponseClient", "CreateResponse*", Role.Predict),
        new("OpenAI.Embeddings.EmbeddingClient", "GenerateEmbedding*", Role.Predict),
        new("OpenAI.Images.ImageClient", "GenerateImage*", Role.Predict),
        new("OpenAI.Audio.AudioClient", "GenerateSpeech*", Role.Predict),
        new("OpenAI.Audio.AudioClient", "TranscribeAudio*", Role.Predict),
        new("OpenAI.Audio.AudioClient", "TranslateAudio*", Role.Predict),
        new("OpenAI.Moderations.ModerationClient", "ClassifyText*", Role.Predict),
        new("OpenAI.Assistants.AssistantClient", "CreateRun*", Role.Predict),
        new("OpenAI.Assistants.AssistantClient", "CreateThreadAndRun*", Role.Predict),
        new("Azure.AI.OpenAI.OpenAIClient", "GetChatCompletions*", Role.Predict),
        new("Azure.AI.OpenAI.OpenAIClient", "GetCompletions*", Role.Predict),
        new("Azure.AI.OpenAI.OpenAIClient", "GetEmbeddings*", Role.Predict),
        new("Azure.AI.OpenAI.OpenAIClient", "GetImageGenerations*", Role.Predict),
        new("Azure.AI.OpenAI.OpenAIClient", "GetAudioTranscription*", Role.Predict),
        new("Azure.AI.Inference.ChatCompletionsClient", "Complete*", Role.Predict),
        new("Azure.AI.Inference.EmbeddingsClient", "Embed*", Role.Predict),
        new("Azure.AI.Inference.ImageEmbeddingsClient", "Embed*", Role.Predict),
        new("OpenAI.Chat.ChatClient", ".ctor", Role.CreateClient, "model"),
        new("OpenAI.Embeddings.EmbeddingClient", ".ctor", Role.CreateClient, "model"),
        new("OpenAI.Images.ImageClient", ".ctor", Role.CreateClient, "model"),
        new("OpenAI.Audio.AudioClient", ".ctor", Role.CreateClient, "model"),
        new("OpenAI.Moderations.ModerationClient", ".ctor", Role.CreateClient, "model"),
        new("OpenAI.OpenAIClient", "Get*Client", Role.CreateClient, "model"),
        new("OpenAI.OpenAIHostBuilderExtensions", "Add*Client", Role.RegisterClient),
        new("OpenAI.Responses.OpenAIResponsesHostBuilderExtensions", "Add*Client", Role.RegisterClient),
    ])
    {
        OwnTelemetry = [
            "OpenAI.Experimental.EnableOpenTelemetry", "OpenAI.ChatClient", "OpenAI.*", "Azure.Experimental.EnableActivitySource",
            "Azure.AI.Inference", "Azure.*"],
        IsRemote = true,
    };
}
