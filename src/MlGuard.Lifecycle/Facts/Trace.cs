namespace MlGuard.Lifecycle.Facts;

/// <summary>What a value is known by on its way through a body: names that say which model answered, and types that it carries as a whole. Copies of a reference share it, as they share the object.</summary>
internal sealed class Trace
{
    /// <summary>Before a type that is carried as a whole.</summary>
    public const char TypeMark = ':';

    private const int Most = 32;

    private SortedSet<string>? _words;

    public IEnumerable<string> Words => _words ?? Enumerable.Empty<string>();

    public bool IsEmpty => _words is null;

    public Trace Add(string? word)
    {
        if (word is { Length: > 0 } && (_words is null || _words.Count < Most))
            (_words ??= new(StringComparer.Ordinal)).Add(word);
        return this;
    }

    public Trace Add(Trace other)
    {
        if (!ReferenceEquals(this, other))
            foreach (var word in other.Words)
                Add(word);
        return this;
    }

    /// <summary>A part of a value is not the value: the whole does not go along.</summary>
    public Trace AddNames(Trace other)
    {
        foreach (var word in other.Words.Where(word => word[0] != TypeMark).ToArray())
            Add(word);
        return this;
    }
}
