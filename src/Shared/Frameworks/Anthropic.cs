namespace MlGuard.Frameworks;

/// <summary>Anthropic's library, read off version 13.14.0.</summary>
internal static class Anthropic
{
    public static Framework Framework { get; } = new("Anthropic", ["Anthropic"], IsMachineLearning: true,
    [
        new("Anthropic.Services.IMessageService", "Create", Role.Predict),
        new("Anthropic.Services.IMessageService", "CreateStreaming", Role.Predict),
        new("Anthropic.Services.MessageServiceExtensions", "Create", Role.Predict),
        new("Microsoft.Extensions.AI.AnthropicClientExtensions", "AsIChatClient", Role.CreateClient, "defaultModelId"),
    ])
    {
        IsRemote = true,
    };
}
