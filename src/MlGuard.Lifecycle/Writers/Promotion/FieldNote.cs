using MlGuard.Lifecycle.Manifest;

namespace MlGuard.Lifecycle.Writers.Promotion;

/// <summary>The remark behind a key that is to be filled in: what may stand there, and an example.</summary>
internal static class FieldNote
{
    public static string Of(SchemaNode key)
    {
        if (key.AnyChild is not null)
            return $"  # a map, for example {ExampleText.Flow(key)}";
        if (key.Item is { } item)
            return (item.Short ?? item).Scalars is [var each, ..]
                ? $"  # a list: {Kind(each)}; for example [{string.Join(", ", [each.Example, .. each.More])}]"
                : "";
        return key.Scalars.Count == 0 ? "" : $"  # {Kind(key.Scalars[0])}; for example {key.Scalars[0].Example}";
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
