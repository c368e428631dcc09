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
    public static string Remedy(Row row, IEnumerable<Field> missing)
    {
        var key = SchemaNode.Root(missing.Where(field => !IsSaidInAWord(row, field)));
        while (key.Children.Count == 1 && key.AnyChild is null && key.Children[0] is { Item: null, Short: null } only && only.IsMap)
            key = key.Children[0];
        var example = string.Join(", ", key.Children.Select(Entry));
        return example.Length is > 0 and <= LongestInMessage && key.AnyChild is null
            ? $"Write for example '{example}'."
            : $"'mlguard explain {row.Id}' shows an example.";
    }

    /// <summary>Whether the example of a list is the word that stands for none.</summary>
    private static bool IsSaidInAWord(Row row, Field field) =>
        row.Fields.Any(other => other.IsAdvised && $"{other.Path}[]" == field.Path);

    private static string Entry(SchemaNode key) => $"{key.Name}: {ExampleText.Flow(Brief(key))}";

    /// <summary>The short form is what people write first.</summary>
    private static SchemaNode Brief(SchemaNode key) => key.Children.Count == 1 && key.Short == key.Children[0] ? key.Short : key;
}
