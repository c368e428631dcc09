namespace MlGuard.Lifecycle.Text;

/// <summary>A value in the manifest, with the place where it stands.</summary>
internal abstract record Node(Span Span);

/// <summary>Text. <paramref name="IsPlain"/> distinguishes <c>true</c> from <c>"true"</c>.</summary>
internal sealed record ScalarNode(string Text, bool IsPlain, Span Span) : Node(Span)
{
    /// <summary>A key without a value says nothing, like an absent key.</summary>
    public bool IsEmpty => IsPlain && Text is "" or "~" or "null";

    /// <summary>Whether the text stands where an answer should; asked at each row that reads the value, and looked for once.</summary>
    public bool IsPlaceholder { get; } = Placeholder.Stands(Text);
}

/// <summary>Values one after another.</summary>
internal sealed record ListNode(ImmutableArray<Node> Items, Span Span) : Node(Span);

/// <summary>Values under keys, each key once.</summary>
internal sealed record MapNode(ImmutableArray<MapEntry> Entries, Span Span) : Node(Span)
{
    public MapEntry? Find(string key) => Entries.FirstOrDefault(entry => string.Equals(entry.Key, key, StringComparison.Ordinal));
}

/// <summary>A key and its value.</summary>
internal sealed record MapEntry(string Key, Span KeySpan, Node Value);
