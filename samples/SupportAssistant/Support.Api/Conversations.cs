using Microsoft.Extensions.Caching.Memory;

namespace Support.Api;

/// <summary>The conversations, each under its id, forgotten after half an hour.</summary>
public sealed class Conversations(IMemoryCache cache)
{
    private static readonly TimeSpan s_forgottenAfter = TimeSpan.FromMinutes(30);

    /// <summary>Begins a conversation.</summary>
    public (Guid Id, Conversation Conversation) Begin(string customer)
    {
        var (id, conversation) = (Guid.NewGuid(), new Conversation(customer));
        cache.Set(id, conversation, new MemoryCacheEntryOptions { SlidingExpiration = s_forgottenAfter });
        return (id, conversation);
    }

    /// <summary>The conversation under an id; null where it is unknown or forgotten.</summary>
    public Conversation? Find(Guid id) => cache.TryGetValue<Conversation>(id, out var found) ? found : null;
}
