namespace MlGuard.Lifecycle.Manifest;

/// <summary>A manifest that could be read, addressed by the paths of its fields; short and long forms look the same from here.</summary>
internal sealed class ManifestDocument(MapNode root, Key keys)
{
    private static readonly ImmutableArray<string> s_names = ["name", "watch", "what", "rule"];

    public MapNode Root { get; } = root;

    /// <summary>Every place of a field. A list without items and a map without entries give one empty place, so that a gap is never skipped.</summary>
    public ImmutableArray<Slot> Find(string path)
    {
        var start = new Slot("", "", Root, Span.At(1, 1));
        var slots = ImmutableArray.CreateBuilder<Slot>();
        Collect(start, keys, ManifestPath.Segments(path.Replace("!", "")), 0, slots);
        return slots.ToImmutable();
    }

    /// <summary>The first bare value at a path, or null.</summary>
    public string? Text(string path) => Find(path).Select(slot => slot.Text).FirstOrDefault(text => text is not null);

    public ImmutableArray<string> Texts(string path) => [.. Find(path).Select(slot => slot.Text).OfType<string>()];

    private static void Collect(Slot slot, Key? key, ImmutableArray<string> segments, int index, ImmutableArray<Slot>.Builder slots)
    {
        if (index == segments.Length)
        {
            slots.Add(slot);
            return;
        }

        var segment = segments[index];
        foreach (var next in segment == ManifestPath.Item ? Items(slot) : segment[0] == '<' ? Entries(slot, key) : [Child(slot, key, segment)])
            Collect(next, StepOf(key, segment), segments, index + 1, slots);
    }

    private static Key? StepOf(Key? key, string segment) =>
        segment == ManifestPath.Item ? key?.Item : segment[0] == '<' ? key?.AnyChild : key?.Child(segment);

    private static IEnumerable<Slot> Items(Slot slot)
    {
        if (slot.Value is not ListNode { Items.IsEmpty: false } list)
            return [new($"{slot.Path}[]", slot.Scope, null, slot.Span)];
        return list.Items.Select((item, index) => new Slot($"{slot.Path}[{index}]", NameOf(item) ?? slot.Scope, item, item.Span));
    }

    /// <summary>The names that the team chose, beside those that have a meaning of their own.</summary>
    private static IEnumerable<Slot> Entries(Slot slot, Key? key)
    {
        ImmutableArray<MapEntry> chosen = [.. (slot.Value as MapNode)?.Entries.Where(entry => key?.Child(entry.Key) is null) ?? []];
        if (chosen.IsEmpty)
            return [new($"{slot.Path}.<name>", slot.Scope, null, slot.Span)];
        return chosen.Select(entry => new Slot(Join(slot.Path, entry.Key), entry.Key, entry.Value, entry.KeySpan));
    }

    private static Slot Child(Slot slot, Key? key, string name)
    {
        var path = Join(slot.Path, name);
        if (slot.Value is MapNode map)
            return map.Find(name) is { } entry
                ? new(path, slot.Scope, entry.Value, entry.Value is ScalarNode { IsEmpty: false } ? entry.Value.Span : entry.KeySpan)
                : new(path, slot.Scope, null, slot.Span);
        return slot.Value is not null && key?.Short?.Name == name
            ? slot with { Path = path }
            : new(path, slot.Scope, null, slot.Span);
    }

    private static string? NameOf(Node item) =>
        item is MapNode map
            ? s_names.Select(map.Find).Select(entry => entry?.Value).OfType<ScalarNode>().FirstOrDefault()?.Text
            : (item as ScalarNode)?.Text;

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
