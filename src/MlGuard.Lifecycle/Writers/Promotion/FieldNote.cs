using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Requirements;

namespace MlGuard.Lifecycle.Writers.Promotion;

/// <summary>The remark behind a key that is to be filled in: what may stand there, and an example.</summary>
internal static class FieldNote
{
    public static string Of(SchemaNode key, int number = 0)
    {
        if (key.AnyChild is not null)
            return $"  # a map, for example {ExampleText.Flow(key)}";
        if (key.Item is { } item)
            return (item.Short ?? item).Scalars is [var each, ..]
                ? $"  # a list: {Kind(each)}{OrWord(each)}; for example [{string.Join(", ", [each.Example, .. each.More])}]"
                : "";
        if (key.Scalars is [{ IsAdvised: true } word] && ListOf(word) is { } list)
            return $"  # {word.Example}, or a list: {Kind(list)}; for example {word.Example}";
        return key.Scalars.Count == 0 ? "" : $"  # {Kind(key.Scalars[0])}; for example {key.Scalars[0].ExampleOf(number)}";
    }

    /// <summary>The same for one field.</summary>
    public static string Of(Field field) => $"  # {Kind(field)}; for example {field.Example}";

    /// <summary>The word that may stand in place of the list, such as none.</summary>
    private static string OrWord(Field item)
    {
        var list = item.Path.Substring(0, item.Path.LastIndexOf("[]", StringComparison.Ordinal));
        return RequirementTable.All.SelectMany(row => row.Fields).FirstOrDefault(field => field.Path == list) is { } word
            ? $", or {string.Join(", ", word.Type.Values)} in its place"
            : "";
    }

    /// <summary>The list in the place of which a word stands; null for a value of its own.</summary>
    private static Field? ListOf(Field word) =>
        RequirementTable.All.SelectMany(row => row.Fields).FirstOrDefault(field => field.Path == $"{word.Path}[]");

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
