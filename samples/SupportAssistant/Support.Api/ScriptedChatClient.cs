using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;

namespace Support.Api;

/// <summary>
/// Stands where the client of a hosted model stands in production: it calls tools and answers in the form that is asked for, by a script
/// and without a network. So the sample builds, runs and is tested anywhere, and gives the same answers each time.
/// </summary>
public sealed partial class ScriptedChatClient(string modelId) : IChatClient
{
    /// <inheritdoc />
    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<ChatMessage> all = [.. messages];
        var question = all.LastOrDefault(message => message.Role == ChatRole.User && message.Text.Length > 0)?.Text ?? "";
        var results = all.SkipWhile(message => message.Text != question || message.Role != ChatRole.User)
            .SelectMany(message => message.Contents).OfType<FunctionResultContent>().ToList();
        var content = results.Count == 0 && Call(question) is { } call ? call : new TextContent(Written(Answer(question, results)));
        return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, [content])) { ModelId = modelId });
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var response = await GetResponseAsync(messages, options, cancellationToken);
        foreach (var update in response.ToChatResponseUpdates())
        {
            yield return update;
        }
    }

    /// <inheritdoc />
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("scripted", defaultModelId: modelId) : null;

    /// <inheritdoc />
    public void Dispose()
    {
    }

    private static AIContent? Call(string question) => OrderNumber().Match(question) is { Success: true } number
        ? new FunctionCallContent(
            $"call-{number.Value}", IsRefund(question) ? "refund_order" : "order_status",
            new Dictionary<string, object?> { ["number"] = number.Value })
        : null;

    private static SupportAnswer Answer(string question, List<FunctionResultContent> results)
    {
        if (results.Count == 0)
        {
            return new(Topic.Other, "I can help with orders of this shop. Please give me the number of yours.", NeedsPerson: true);
        }

        var result = results[^1].Result?.ToString() ?? "";
        return IsRefund(question)
            ? new(Topic.Refund, $"{result}. Is there anything else?", NeedsPerson: false)
            : new(Topic.Order, $"{result}. Is there anything else?", result.StartsWith("no ", StringComparison.Ordinal));
    }

    private static string Written(SupportAnswer answer) => JsonSerializer.Serialize(answer, AIJsonUtilities.DefaultOptions);

    private static bool IsRefund(string question) => question.Contains("money back", StringComparison.OrdinalIgnoreCase)
        || question.Contains("refund", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("[A-Z]-[0-9]{4}")]
    private static partial Regex OrderNumber();
}
