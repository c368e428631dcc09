using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Requirements;

namespace MlGuard.Lifecycle.Writers.Promotion;

/// <summary>The remark behind a key that is to be filled in: what may stand there, and an example.</summary>
internal static class FieldNote
{
    public static string Of(SchemaNode key)
    {
        if (key.AnyChild is not null)
            return $"  # a map, for example {ExampleText.Flow(Whole(key) ?? key)}";
        if (key.Item is { } item)
            return (item.Short ?? item).Scalars is [var each, ..]
                ? $"  # a list: {Kind(each)}{OrWord(each)}; for example [{string.Join(", ", [each.Example, .. each.More])}]"
                : "";
        return key.Scalars.Count == 0 ? "" : $"  # {Kind(key.Scalars[0])}; for example {key.Scalars[0].Example}";
    }

    /// <summary>The word that may stand in place of the list, such as none.</summary>
    private static string OrWord(Field item)
    {
        var list = item.Path.Substring(0, item.Path.LastIndexOf("[]", StringComparison.Ordinal));
        return RequirementTable.All.SelectMany(row => row.Fields).FirstOrDefault(field => field.Path == list) is { } word
            ? $", or {string.Join(", ", word.Type.Values)} in its place"
            : "";
    }

    /// <summary>The same place with all that an answer to its row shows.</summary>
    private static SchemaNode? Whole(SchemaNode key)
    {
        var leaf = key.AnyChild!;
        while (leaf.Scalars.Count == 0 && ((leaf.Children.Count > 0 ? leaf.Children[0] : null) ?? leaf.AnyChild ?? leaf.Item) is { } below)
            leaf = below;
        if (leaf.Scalars is not [var field, ..] || RequirementTable.All.FirstOrDefault(row => row.Fields.Contains(field)) is not { } row)
            return null;
        var place = SchemaNode.Root(RowExample.Fields(row));
        foreach (var segment in ManifestPath.Segments(field.Path).TakeWhile(segment => segment[0] != '<'))
            if (place.Child(segment.TrimStart('!')) is { } next)
                place = next;
            else
                return null;
        return place;
    }

    /// <summary>Whether the rest of a line is such a remark.</summary>
    public static bool IsOne(string rest) =>
        rest.StartsWith("  # ", StringComparison.Ordinal) && rest.IndexOf("for example ", StringComparison.Ordinal) > 0;

    /// <summary>The type in words, without the example that it brings along: the field has a better one.</summary>
    private static string Kind(Field field)
    {
        var example = field.Type.Expected.IndexOf(" such as", StringComparison.Ordinal);
        return example < 0 ? field.Type.Expected : field.Type.Expected.Substring(0, example).TrimEnd(',');
    }
}
