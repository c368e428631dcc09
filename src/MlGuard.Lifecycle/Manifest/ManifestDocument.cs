using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Manifest;

/// <summary>A manifest that could be read, addressed by the paths of its fields; short and long forms look the same from here.</summary>
internal sealed class ManifestDocument(MapNode root, SchemaNode schema)
{
    private static readonly ImmutableArray<string> s_names = ["name", "watch", "what", "rule"];

    public MapNode Root { get; } = root;

    /// <summary>Another manifest, read by the same schema.</summary>
    public ManifestDocument Of(MapNode other) => new(other, schema);

    /// <summary>
    /// Every place of a field. A list without items and a map without entries give one empty place, so that a gap is never skipped.
    /// </summary>
    public ImmutableArray<ManifestEntry> Find(string path)
    {
        var start = new ManifestEntry("", "", Root, Span.At(1, 1));
        var entries = ImmutableArray.CreateBuilder<ManifestEntry>();
        Collect(start, schema, ManifestPath.Segments(path.Replace("!", "")), 0, entries);
        return entries.ToImmutable();
    }

    /// <summary>Every bare value that is written, at the path of its long form, in the order of the file.</summary>
    public ImmutableArray<ManifestEntry> Values()
    {
        var entries = ImmutableArray.CreateBuilder<ManifestEntry>();
        Collect(new("", "", Root, Span.At(1, 1)), schema, entries);
        return entries.ToImmutable();
    }

    /// <summary>The first bare value at a path, or null.</summary>
    public string? Text(string path) => Find(path).Select(entry => entry.Text).FirstOrDefault(text => text is not null);

    public ImmutableArray<string> Texts(string path) => [.. Find(path).Select(entry => entry.Text).OfType<string>()];

    private static void Collect(
        ManifestEntry entry, SchemaNode? key, ImmutableArray<string> segments, int index, ImmutableArray<ManifestEntry>.Builder entries)
    {
        if (index == segments.Length)
        {
            entries.Add(entry);
            return;
        }

        var segment = segments[index];
        foreach (var next in Below(entry, key, segment))
            Collect(next, StepOf(key, segment), segments, index + 1, entries);
    }

    private static void Collect(ManifestEntry entry, SchemaNode? key, ImmutableArray<ManifestEntry>.Builder entries)
    {
        if (entry.Value is MapNode map)
        {
            foreach (var child in map.Entries)
                Collect(
                    new(Join(entry.Path, child.Key), "", child.Value, child.Value.Span), key?.Child(child.Key) ?? key?.AnyChild, entries);
        }
        else if (key?.Short is { } inner)
        {
            Collect(entry with { Path = Join(entry.Path, inner.Name) }, inner, entries);
        }
        else if (entry.Value is ListNode list)
        {
            foreach (var (item, index) in list.Items.Select((item, index) => (item, index)))
                Collect(new($"{entry.Path}[{index}]", "", item, item.Span), key?.Item, entries);
        }
        else if (entry.Text is not null)
        {
            entries.Add(entry);
        }
    }

    private static IEnumerable<ManifestEntry> Below(ManifestEntry entry, SchemaNode? key, string segment)
    {
        if (segment == ManifestPath.Item)
            return Items(entry);
        return segment[0] == '<' ? Entries(entry, key, segment) : [Child(entry, key, segment)];
    }

    private static SchemaNode? StepOf(SchemaNode? key, string segment)
    {
        if (segment == ManifestPath.Item)
            return key?.Item;
        return segment[0] == '<' ? key?.AnyChild : key?.Child(segment);
    }

    private static IEnumerable<ManifestEntry> Items(ManifestEntry entry)
    {
        if (entry.Value is not ListNode { Items.IsEmpty: false } list)
            return [new($"{entry.Path}[]", entry.Scope, null, entry.Span) { IsBelowPlaceholder = entry.IsOpen }];
        return list.Items.Select((item, index) => new ManifestEntry(
            $"{entry.Path}[{index}]", NameOf(item) ?? entry.Scope, item, item.Span));
    }

    /// <summary>The names that the team chose, beside those that have a meaning of their own.</summary>
    private static IEnumerable<ManifestEntry> Entries(ManifestEntry parent, SchemaNode? key, string segment)
    {
        ImmutableArray<MapEntry> chosen = [.. (parent.Value as MapNode)?.Entries.Where(entry => key?.Child(entry.Key) is null) ?? []];
        if (chosen.IsEmpty)
            return [new(Join(parent.Path, segment), parent.Scope, null, parent.Span) { IsBelowPlaceholder = parent.IsOpen }];
        return chosen.Select(entry => new ManifestEntry(Join(parent.Path, entry.Key), entry.Key, entry.Value, entry.KeySpan));
    }

    private static ManifestEntry Child(ManifestEntry parent, SchemaNode? key, string name)
    {
        var path = Join(parent.Path, name);
        if (parent.Value is MapNode map)
            return map.Find(name) is { } entry
                ? new(path, parent.Scope, entry.Value, entry.Value is ScalarNode { IsEmpty: false } ? entry.Value.Span : entry.KeySpan)
                : new(path, parent.Scope, null, parent.Span);
        return parent.Value is not null && key?.Short?.Name == name
            ? parent with { Path = path }
            : new(path, parent.Scope, null, parent.Span) { IsBelowPlaceholder = parent.IsOpen };
    }

    private static string? NameOf(Node item) =>
        item is MapNode map
            ? s_names.Select(map.Find).Select(entry => entry?.Value).OfType<ScalarNode>().FirstOrDefault()?.Text
            : (item as ScalarNode)?.Text;

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
