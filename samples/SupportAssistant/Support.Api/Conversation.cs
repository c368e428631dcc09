using Microsoft.Extensions.AI;

namespace Support.Api;

/// <summary>The history of one customer's conversation; one request at a time.</summary>
public sealed class Conversation(string customer)
{
    private ToolApprovalRequestContent? _waiting;

    /// <summary>Whose it is.</summary>
    public string Customer { get; } = customer;

    /// <summary>What was said; the client keeps only the end of it for the model.</summary>
    public List<ChatMessage> Messages { get; } = [];

    /// <summary>Two requests of one conversation wait for each other.</summary>
    public SemaphoreSlim Turn { get; } = new(1, 1);

    /// <summary>Whether a person of the shop is asked.</summary>
    public bool Waits => Volatile.Read(ref _waiting) is not null;

    /// <summary>Keeps what a person of the shop decides about.</summary>
    public void WaitFor(ToolApprovalRequestContent? request) => Volatile.Write(ref _waiting, request);

    /// <summary>Gives what waits to the one who decides; nobody decides twice.</summary>
    public ToolApprovalRequestContent? TakeWaiting() => Interlocked.Exchange(ref _waiting, null);
}
