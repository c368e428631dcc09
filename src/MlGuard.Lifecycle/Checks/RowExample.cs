using MlGuard.Lifecycle.Manifest;

namespace MlGuard.Lifecycle.Checks;

/// <summary>How an answer to a row may look: made from the table that also checks it, so that it is never refused.</summary>
internal static class RowExample
{
    /// <summary>More does not fit into a message.</summary>
    private const int LongestInMessage = 140;

    /// <summary>The fields that an example shows: those that are asked for, and those of which the check wants one.</summary>
    public static ImmutableArray<Field> Fields(Row row) =>
        [.. row.Fields.Where(field => (!field.IsOptional || field.IsAdvised) && !IsSaidInAWord(row, field))];

    /// <summary>The whole answer, from the root of the manifest on; empty for a row that has no keys.</summary>
    public static string Of(Row row) => ExampleText.Of(Fields(row));

    /// <summary>What to do about values that are missing.</summary>
    /// <param name="row">The row.</param>
    /// <param name="missing">The fields.</param>
    /// <param name="isInItem">Whether they are missing in an item that stands in its list.</param>
    public static string Remedy(Row row, IEnumerable<Field> missing, bool isInItem = false)
    {
        var key = SchemaNode.Root(missing.Where(field => !IsSaidInAWord(row, field)));
        while (key is { Children: [var only], AnyChild: null } && Inside(only, isInItem) is { } inside)
            key = inside;
        var example = string.Join(", ", key.Children.Select(Entry));
        return example.Length is > 0 and <= LongestInMessage && key.AnyChild is null
            ? $"Write for example '{example}'."
            : $"'mlguard explain {row.Id}' shows an example.";
    }

    /// <summary>Where the keys stand that a reader of the message looks for; null where that is the place itself.</summary>
    private static SchemaNode? Inside(SchemaNode key, bool isInItem)
    {
        if (isInItem && (key.Item ?? key.Short?.Item) is { IsMap: true } item)
            return item;
        return key is { Item: null, Short: null, IsMap: true } ? key : null;
    }

    /// <summary>Whether the example of a list is the word that stands for none.</summary>
    private static bool IsSaidInAWord(Row row, Field field) =>
        row.Fields.Any(other => other.IsAdvised && $"{other.Path}[]" == field.Path);

    private static string Entry(SchemaNode key) => $"{key.Name}: {ExampleText.Flow(Brief(key))}";

    /// <summary>The short form is what people write first.</summary>
    private static SchemaNode Brief(SchemaNode key) => key.Children.Count == 1 && key.Short == key.Children[0] ? key.Short : key;
}
