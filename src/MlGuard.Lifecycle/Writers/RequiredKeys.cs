using System.Text.Json.Nodes;
using MlGuard.Lifecycle.Manifest;

namespace MlGuard.Lifecycle.Writers;

/// <summary>
/// The part of the schema that says which keys a stage asks for. <c>required</c> and <c>items</c> each speak of one form only, so short and
/// long forms get along.
/// </summary>
internal sealed class RequiredKeys
{
    private readonly SortedDictionary<string, RequiredKeys> _children = new(StringComparer.Ordinal);
    private readonly HashSet<string> _optionalInShortForm = [];
    private RequiredKeys? _item;
    private RequiredKeys? _any;
    private RequiredKeys? _short;

    public static JsonObject Schema(IEnumerable<Field> fields)
    {
        var root = new RequiredKeys();
        foreach (var field in fields)
            root.Add(ManifestPath.Segments(field.Path), 0);
        return root.ToSchema();
    }

    private void Add(ImmutableArray<string> segments, int index)
    {
        if (index == segments.Length)
            return;
        var segment = segments[index];
        if (segment == ManifestPath.Item)
            (_item ??= new()).Add(segments, index + 1);
        else if (segment[0] == '<')
            (_any ??= new()).Add(segments, index + 1);
        else
            AddChild(segment, segments, index);
    }

    private void AddChild(string segment, ImmutableArray<string> segments, int index)
    {
        var isShort = segment[0] == '!';
        var name = isShort ? segment.Substring(1) : segment;
        if (!_children.TryGetValue(name, out var child))
            _children.Add(name, child = new());
        if (isShort)
        {
            _short = child;
            _optionalInShortForm.Add(name);
        }

        child.Add(segments, index + 1);
    }

    private JsonObject ToSchema()
    {
        var schema = new JsonObject();
        if (_children.Keys.Any(name => !_optionalInShortForm.Contains(name)))
            schema["type"] = "object";
        if (_children.Count > 0)
        {
            schema["required"] = SchemaWriter.Texts(_children.Keys);
            var properties = new JsonObject();
            foreach (var child in _children)
                if (child.Value.ToSchema() is { Count: > 0 } inner)
                    properties[child.Key] = inner;
            if (properties.Count > 0)
                schema["properties"] = properties;
        }

        if ((_item ?? _short?._item) is { } item)
        {
            schema["minItems"] = 1;
            if (item.ToSchema() is { Count: > 0 } inner)
                schema["items"] = inner;
        }

        if (_any is not null)
        {
            schema["minProperties"] = 1;
            if (_any.ToSchema() is { Count: > 0 } inner)
                schema["additionalProperties"] = inner;
        }

        return schema;
    }
}
