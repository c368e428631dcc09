namespace MlGuard.Analyzers.Frameworks;

/// <summary>Objects that hold a conversation: lists of messages, and sessions that keep them.</summary>
internal static class Conversations
{
    private static readonly ImmutableHashSet<string> s_messages = [
        "Microsoft.Extensions.AI.ChatMessage", "OpenAI.Chat.ChatMessage", "OpenAI.Responses.ResponseItem",
        "Microsoft.SemanticKernel.ChatMessageContent", "Anthropic.Models.Messages.MessageParam", "OllamaSharp.Models.Chat.Message"];

    private static readonly ImmutableHashSet<string> s_lists = ["List", "IList", "ICollection", "Collection", "ConcurrentBag", "ConcurrentQueue",
        "Queue"];

    private static readonly ImmutableHashSet<string> s_histories = ["Microsoft.SemanticKernel.ChatCompletion.ChatHistory"];

    private static readonly string[] s_sessions = [
        "Microsoft.Agents.AI.AgentSession", "OllamaSharp.Chat", "Microsoft.SemanticKernel.Agents.AgentThread", "LLama.ChatSession",
        "LLama.StatefulExecutorBase"];

    private static readonly ImmutableHashSet<string> s_appends = [
        "Add", "AddRange", "AddMessages", "AddMessagesAsync", "AddMessage", "AddUserMessage", "AddAssistantMessage", "AddSystemMessage",
        "AddDeveloperMessage", "Insert", "InsertRange", "Enqueue"];

    private static readonly ImmutableHashSet<string> s_cuts = [
        "Clear", "Remove", "RemoveAt", "RemoveRange", "RemoveAll", "Dequeue", "TryDequeue", "TakeLast", "Skip", "SkipLast"];

    /// <summary>Whether <paramref name="type"/> is a list of messages that grows.</summary>
    public static bool IsHistory(ITypeSymbol? type) =>
        type is INamedTypeSymbol named
        && (s_histories.Contains(named.FullMetadataName())
            || (s_lists.Contains(named.Name) && named.TypeArguments is [INamedTypeSymbol message]
                && s_messages.Contains(message.FullMetadataName())));

    /// <summary>Whether <paramref name="type"/> is a history, or a sequence of messages in whatever form.</summary>
    public static bool HoldsMessages(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol { ElementType: INamedTypeSymbol element } => s_messages.Contains(element.FullMetadataName()),
        INamedTypeSymbol { TypeArguments: [INamedTypeSymbol message] } => s_messages.Contains(message.FullMetadataName()),
        _ => IsHistory(type),
    };

    /// <summary>What a developer does to add an answer to a history of this type.</summary>
    public static string WayToAdd(ITypeSymbol? type) => type switch
    {
        INamedTypeSymbol { TypeArguments: [INamedTypeSymbol { Name: "ChatMessage", ContainingNamespace.Name: "AI" }] } =>
            "Add all messages of the response with AddMessages",
        INamedTypeSymbol { TypeArguments: [INamedTypeSymbol { Name: "ChatMessage", ContainingNamespace.Name: "Chat",
            ContainingNamespace.ContainingNamespace.Name: "OpenAI" }] } => "Add a new AssistantChatMessage of the completion",
        _ => "Add the message that comes back to it",
    };

    /// <summary>Whether <paramref name="type"/> remembers what was said.</summary>
    public static bool IsSession(ITypeSymbol? type, MlSymbols symbols) =>
        type is not null && s_sessions.Any(session => symbols.IsOrInherits(type, session));

    /// <summary>Whether who is asked with an object of <paramref name="type"/> leaves in it what was said.</summary>
    public static bool IsFilledByAsking(ITypeSymbol? type, MlSymbols symbols) =>
        (type is INamedTypeSymbol named && s_histories.Contains(named.FullMetadataName())) || IsSession(type, symbols);

    /// <summary>Whether a call named so adds to a history.</summary>
    public static bool Appends(string name) => s_appends.Contains(name);

    /// <summary>Whether a call named so takes something out of a history, or only a part of it.</summary>
    public static bool Cuts(string name) => s_cuts.Contains(name) || name.IndexOf("Reduc", StringComparison.Ordinal) >= 0;
}
