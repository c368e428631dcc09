namespace MlGuard.Lifecycle.Manifest;

/// <summary>YAML that shows what may stand at a place, made from the examples of its fields, in the shape that the place has.</summary>
internal static class ExampleText
{
    private const string Step = "  ";

    /// <summary>What a team would call the names that it chooses itself.</summary>
    private static readonly ImmutableDictionary<string, string> s_names = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["<metric>"] = "recall",
        ["<skill>"] = "ml-engineer",
        ["<part>"] = "people",
        ["<handle>"] = "lea",
        ["<stage>"] = "mvp",
        ["<role>"] = "predict",
        ["<rule>"] = "training/slices",
    }.ToImmutableDictionary();

    /// <summary>The value of a place on one line.</summary>
    public static string Flow(SchemaNode key, int item = 0)
    {
        if (key.Children.Count > 0 || key.AnyChild is not null)
            return $"{{ {string.Join(", ", Below(key).Select(child => $"{NameOf(child)}: {Flow(child, item)}"))} }}";
        if (key.Item is { } each)
            return $"[{string.Join(", ", Enumerable.Range(0, CountOf(each)).Select(number => Flow(each, number)))}]";
        return key.Scalars.Count == 0 ? "" : InFlow(key.Scalars[0].ExampleOf(item));
    }

    /// <summary>A key and its value, each part on a line of its own.</summary>
    /// <param name="key">What stands there.</param>
    /// <param name="indent">Before each line.</param>
    /// <param name="item">The item of a list that the key belongs to.</param>
    /// <param name="remark">What to say behind a field's value; empty for nothing, null to leave the key out.</param>
    public static IEnumerable<string> Lines(
        SchemaNode key, string indent = "", int item = 0, Func<Field, int, string?>? remark = null)
    {
        if (key.Children.Count > 0 || key.AnyChild is not null)
            return [$"{indent}{NameOf(key)}:", .. Below(key).SelectMany(child => Lines(child, indent + Step, item, remark))];
        if (key.Item is { IsMap: true } each)
            return
            [
                $"{indent}{NameOf(key)}:",
                .. Enumerable.Range(0, CountOf(each)).SelectMany(number => ItemLines(each, indent + Step, number, remark)),
            ];
        var said = key.Scalars.Count > 0 && remark is not null ? remark(key.Scalars[0], item) : "";
        if (said is null)
            return [];
        return [$"{indent}{NameOf(key)}: {(key.Item is null ? OnLine(key.Scalars[0].ExampleOf(item)) : Flow(key))}{said}"];
    }

    /// <summary>All that the fields ask for, from the root of the manifest on.</summary>
    public static string Of(IEnumerable<Field> fields) =>
        string.Concat(SchemaNode.Root(fields).Children.SelectMany(key => Lines(key)).Select(line => line + "\n"));

    public static string NameOf(SchemaNode key) =>
        key.Name.StartsWith("<", StringComparison.Ordinal) && FieldsBelow(key).FirstOrDefault(field => field.Named.Length > 0) is { } field
            ? field.Named
            : s_names.GetValueOrDefault(key.Name, key.Name);

    private static IEnumerable<Field> FieldsBelow(SchemaNode key) => [.. key.Scalars, .. Below(key).SelectMany(FieldsBelow)];

    private static IEnumerable<string> ItemLines(SchemaNode each, string indent, int number, Func<Field, int, string?>? remark)
    {
        ImmutableArray<string> lines = [.. Below(each).SelectMany(child => Lines(child, indent + Step, number, remark))];
        return lines.IsEmpty ? [] : [$"{indent}- {lines[0].TrimStart()}", .. lines.Skip(1)];
    }

    private static IEnumerable<SchemaNode> Below(SchemaNode key) =>
        key.AnyChild is { } any ? [.. key.Children, any] : key.Children;

    /// <summary>How many items an example shows: as many as the first key that has several examples.</summary>
    public static int CountOf(SchemaNode each) =>
        1 + FieldsBelow(each).Select(field => field.More.Length).FirstOrDefault(count => count > 0);

    private static string InFlow(string text) => text.IndexOfAny([',', '[', ']', '{', '}']) >= 0 ? Quoted(text) : OnLine(text);

    /// <summary>Plain where YAML reads it back as it stands.</summary>
    public static string OnLine(string text) =>
        text.Contains(": ") || text.Contains(" #") || (text.Length > 0 && "&*!|>'\"%@`-?#".IndexOf(text[0]) >= 0) ? Quoted(text) : text;

    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"";
}
