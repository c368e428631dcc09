namespace MlGuard.Lifecycle.Manifest;

/// <summary>
/// A path as findings print it, with the numbers of items and the names that a team chose: <c>training.quality.rSquared.beats[0]</c>.
/// </summary>
internal static class WrittenPath
{
    /// <summary>Longer than any path of the schema, with a name in it that holds dots.</summary>
    private const int MostSegments = 24;

    /// <summary>What may stand there; null where nothing may.</summary>
    public static SchemaNode? Find(SchemaNode root, string path)
    {
        ImmutableArray<string> segments =
        [
            .. path.Replace('/', '.').Replace("[", ".[").Split(['.'], StringSplitOptions.RemoveEmptyEntries)
                .Select(segment => segment[0] == '[' ? ManifestPath.Item : segment),
        ];
        return segments.Length is 0 or > MostSegments ? null : At(root, segments);
    }

    private static SchemaNode? At(SchemaNode node, ImmutableArray<string> segments)
    {
        if (segments.IsEmpty)
            return node;
        var rest = segments.RemoveAt(0);
        if (segments[0] == ManifestPath.Item)
            return node.Item is { } item ? At(item, rest) : OfShort(node, segments);
        return node.Children.FirstOrDefault(key => string.Equals(key.Name, segments[0], StringComparison.OrdinalIgnoreCase)) is { } child
            && At(child, rest) is { } found
            ? found
            : OfShort(node, segments) ?? Named(node, segments) ?? (node.Item is { } any ? At(any, segments) : null);
    }

    /// <summary>A list or value that stands in place of the map to which it belongs.</summary>
    private static SchemaNode? OfShort(SchemaNode node, ImmutableArray<string> segments) =>
        segments[0] == ManifestPath.Item && node.Short is { } meant ? At(meant, segments) : null;

    /// <summary>A name that the team chooses may hold dots itself.</summary>
    private static SchemaNode? Named(SchemaNode node, ImmutableArray<string> segments) =>
        node.AnyChild is { } any
            ? Enumerable.Range(1, segments.Length).Select(length => At(any, segments.RemoveRange(0, length)))
                .FirstOrDefault(found => found is not null)
            : null;
}
