using System.Text.Json;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Evidence.Files;

/// <summary>YAML and JSON of other tools as one tree.</summary>
internal static class ForeignYaml
{
    public static Reading<MapNode> Read(byte[] bytes)
    {
        var text = EvidenceText.Of(bytes);
        if (text.TrimStart().StartsWith("{", StringComparison.Ordinal) && JsonFile.Read(bytes).Value is { } json)
            return Reading<MapNode>.Of((MapNode)NodeOf(json.Root));
        var (root, faults) = YamlReader.Read(text, YamlDialect.Foreign);
        return root is null
            ? new Fault($"is no YAML that can be used: {faults[0].What}", faults[0].Span.Line, faults[0].Span.Column)
            : Reading<MapNode>.Of(root);
    }

    public static Node? At(this Node? node, params string[] path)
    {
        foreach (var step in path)
            node = (node as MapNode)?.Find(step)?.Value;
        return node;
    }

    public static string? TextAt(this Node? node, params string[] path) => (node.At(path) as ScalarNode)?.Text;

    /// <summary>The items of a list, the values of a map, or a bare value as the only one.</summary>
    public static ImmutableArray<Node> Items(this Node? node) => node switch
    {
        ListNode list => list.Items,
        ScalarNode { IsEmpty: false } scalar => [scalar],
        _ => [],
    };

    public static ImmutableArray<MapEntry> Entries(this Node? node) => (node as MapNode)?.Entries ?? [];

    private static Node NodeOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object =>
            new MapNode(
                [.. element.EnumerateObject().Select(member => new MapEntry(member.Name, Span.None, NodeOf(member.Value)))], Span.None),
        JsonValueKind.Array => new ListNode([.. element.EnumerateArray().Select(NodeOf)], Span.None),
        JsonValueKind.String => new ScalarNode(element.GetString()!, false, Span.None),
        _ => new ScalarNode(element.GetRawText(), true, Span.None),
    };
}
