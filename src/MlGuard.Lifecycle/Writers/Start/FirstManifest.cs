using MlGuard.Catalogue;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Requirements;
using MlGuard.Lifecycle.Writers.Promotion;

namespace MlGuard.Lifecycle.Writers.Start;

/// <summary>
/// The first manifest of a product: what was found, each value with where it comes from, and TODO for what only people know.
/// </summary>
internal static class FirstManifest
{
    private const string Head = "# yaml-language-server: $schema=.mlguard/lifecycle.schema.json\nmlguard: v1\n";

    /// <summary>Every field that a value can be found for or asked for.</summary>
    private static readonly ImmutableArray<Field> s_fields =
        [.. RequirementTable.All.SelectMany(row => row.Fields), .. OpenFields.All];

    /// <summary>The field of a path; null when there is none.</summary>
    public static Field? FieldOf(string path) => s_fields.FirstOrDefault(field => field.Key == path);

    /// <summary>The manifest's text.</summary>
    /// <param name="found">What is known.</param>
    /// <param name="profile">How much is asked; null names none.</param>
    public static string Write(ImmutableArray<FoundValue> found, string? profile = null)
    {
        var byField = found.Where(IsAccepted).GroupBy(value => value.Path)
            .Select(values => (Values: ByItem([.. values]), Field: FieldOf(values.Key)!))
            .OrderBy(pair => s_fields.IndexOf(pair.Field)).ToImmutableArray();
        var fields = byField.Select(pair => pair.Field with
        {
            Example = pair.Values[0].Value,
            Named = pair.Values[0].Named,
            More = [.. pair.Values.Skip(1).Select(value => value.Value)],
        }).ToImmutableArray();
        var sources = byField.ToDictionary(pair => pair.Field.Key, pair => pair.Values);
        string? Remark(Field field, int item) =>
            sources[field.Key].ElementAtOrDefault(item) switch
            {
                null or { Value: "" } => null,
                { IsOpen: true } => FieldNote.Of(FieldOf(field.Key)!),
                { Source: { Length: > 0 } source } => $"  # from {source}",
                _ => "",
            };
        var text = Head + string.Concat(
            SchemaNode.Root(fields).Children.SelectMany(key => ExampleText.Lines(key, remark: Remark)).Select(line => line + "\n"));
        if (profile is not null)
            text = ProfileChoice.In(text, profile) ?? text;
        return PromotedText.Of(text, Stage.Mvp).Text ?? text;
    }

    /// <summary>A value for each item of a list, and an empty one where nothing was found of an item.</summary>
    private static ImmutableArray<FoundValue> ByItem(ImmutableArray<FoundValue> values) =>
    [
        .. Enumerable.Range(0, 1 + values.Max(value => value.Item))
            .Select(item => values.FirstOrDefault(value => value.Item == item) ?? new(values[0].Path, "", "", item)),
    ];

    /// <summary>What the key would refuse is for people to write.</summary>
    public static bool IsAccepted(FoundValue found) =>
        FieldOf(found.Path) is { } field && (found.IsOpen || field.Type.Holds(found.Value));
}
