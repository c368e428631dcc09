using Microsoft.Extensions.AI;

namespace Support.Api;

/// <summary>The models, pinned as the manifest pins them, and everything that a call goes through.</summary>
public static class SupportModel
{
    /// <summary>The model that answers.</summary>
    public const string Id = "support-large-2026-09-01";

    /// <summary>The model that answers when the first one cannot.</summary>
    public const string SecondId = "support-small-2026-06-15";

    /// <summary>The longest answer; two sentences need less.</summary>
    public const int MaxOutputTokens = 400;

    private const int MaxToolRounds = 4;
    private const int KeptMessages = 20;

    /// <summary>
    /// Telemetry outside, so that it sees each request whole and without its texts; then the bound of the history, tools, and the second
    /// model.
    /// </summary>
    public static IChatClient Build(IChatClient first, IChatClient second, IServiceProvider? services = null) =>
        new ChatClientBuilder(new OrderedFailoverChatClient([first, second]))
            .UseOpenTelemetry(sourceName: "Support.Api")
            .UseChatReducer(new MessageCountingChatReducer(KeptMessages))
            .UseFunctionInvocation(configure: tools => tools.MaximumIterationsPerRequest = MaxToolRounds)
            .Build(services);

    /// <summary>The instructions, as they lie in <c>prompts</c> under their version.</summary>
    public static string Instructions { get; } = Read("support-2.md");

    private static string Read(string name)
    {
        using var stream = typeof(SupportModel).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The prompt '{name}' is not built in.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
