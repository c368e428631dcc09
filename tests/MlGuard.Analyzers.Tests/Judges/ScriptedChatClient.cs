using Microsoft.Extensions.AI;

namespace MlGuard.Analyzers.Tests.Judges;

/// <summary>A language model that answers what a test wrote down, and keeps what it was asked.</summary>
internal sealed class ScriptedChatClient(params ChatMessage[] answers) : IChatClient
{
    private readonly Queue<ChatMessage> _answers = new(answers);

    public List<IReadOnlyList<ChatMessage>> Asked { get; } = [];

    public List<ChatOptions?> Options { get; } = [];

    public static ScriptedChatClient Saying(params string[] texts) =>
        new([.. texts.Select(text => new ChatMessage(ChatRole.Assistant, text))]);

    /// <summary>First calls a tool, then says what is left to say.</summary>
    public static ScriptedChatClient Calling(string tool, Dictionary<string, object?>? arguments = null) => new(
        new ChatMessage(ChatRole.Assistant, [new FunctionCallContent("1", tool, arguments)]),
        new ChatMessage(ChatRole.Assistant, "done"));

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        Asked.Add([.. messages]);
        Options.Add(options);
        return Task.FromResult(new ChatResponse(_answers.Dequeue()));
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
            yield return update;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
