using MlGuard.Catalogue;
using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Requirements;

namespace MlGuard.Lifecycle.Writers.Promotion;

/// <summary>The keys that a stage asks of a product.</summary>
internal static class StageKeys
{
    /// <summary>Values that each alone may be absent, and of which the row's check wants one source at least to have them.</summary>
    private static readonly ImmutableHashSet<string> s_askedOfOne = ["data/sources/snapshot", "data/sources/labels"];

    public static SchemaNode Of(ManifestDocument manifest, Stage stage) =>
        SchemaNode.Root(FieldsOf(manifest, stage));

    public static IEnumerable<Field> FieldsOf(ManifestDocument manifest, Stage stage)
    {
        ImmutableArray<Row> rows = [.. Rows(manifest, stage)];
        return rows.SelectMany(row => Fields(row, manifest, stage)).Select(field => WithItems(field, rows, manifest));
    }

    /// <summary>The rows of which something that is asked for is not said, beside the stage that the promotion says itself.</summary>
    public static ImmutableArray<string> Gaps(ManifestDocument manifest, Stage stage) =>
        [
            .. Rows(manifest, stage).Where(row => row.Id != "stage"
                && row.Fields.Any(field => !field.IsOptional && manifest.Find(field.Path).Any(entry => entry.Text is null)))
                .Select(row => row.Id),
        ];

    /// <summary>The rows whose list may be given more items, so that what it held alone is a gap now.</summary>
    public static ImmutableArray<string> Growing(ManifestDocument manifest, Stage stage)
    {
        ImmutableArray<string> lists =
        [
            .. FieldsOf(manifest, stage).Where(MissingItems.AreDistinguishedBy)
                .Select(field => field.Path.Substring(0, field.Path.LastIndexOf('.') + 1)),
        ];
        return
        [
            .. Rows(manifest, stage)
                .Where(row => row.Fields.Any(field => lists.Any(list => field.Path.StartsWith(list, StringComparison.Ordinal))))
                .Select(row => row.Id),
        ];
    }

    /// <summary>How many placeholders stand where only a larger profile asks for something, such as the one of before.</summary>
    public static int UnaskedGaps(ManifestDocument manifest, Stage stage)
    {
        ImmutableHashSet<string> asked = [.. Rows(manifest, stage).SelectMany(row => row.Fields).Select(field => field.Path)];
        return RequirementTable.All.Where(row => row.AskedFrom > ProfileOf(manifest)).SelectMany(row => row.Fields)
            .Select(field => field.Path).Distinct().Where(path => !asked.Contains(path))
            .SelectMany(path => manifest.Find(path)).Count(entry => entry.HoldsPlaceholder);
    }

    private static ProductProfile ProfileOf(ManifestDocument manifest) =>
        GatePolicy.ProfileIn(manifest, ManifestPaths.Profile) ?? ProductProfile.Standard;

    private static IEnumerable<Row> Rows(ManifestDocument manifest, Stage stage)
    {
        var profile = ProfileOf(manifest);
        return RequirementTable.All.Where(row => row.BindsFrom <= stage
            && row.AskedFrom <= profile
            && (row.When.Applies(manifest) || (row.IsAskedOfRegulated && profile == ProductProfile.Regulated)));
    }

    private static ImmutableArray<Field> Fields(Row row, ManifestDocument manifest, Stage stage)
    {
        if (s_askedOfOne.Contains(row.Id))
            return row.Fields.Any(field => manifest.Find(field.Path).Any(entry => entry.Value is not null)) ? [] : row.Fields;
        var asked = RowExample.Fields(row);
        // Each stage is signed off anew.
        return row.Id == "stages/signoff" && stage == Stage.Maturity
            ? asked.AddRange(asked.Select(field => field with { Path = field.Path.Replace("stages.growth.", "stages.maturity.") }))
            : asked;
    }

    private static bool IsHeld(Field field, ManifestDocument manifest) =>
        Enum.TryParse<Stage>(manifest.Text("stage"), ignoreCase: true, out var declared)
        && RequirementTable.All.First(row => row.Fields.Any(own => own.Path == field.Path)).BindsFrom <= declared
        && !manifest.Texts(field.Path).IsEmpty;

    /// <summary>A list shows the items that the asked rows want in it, and none that only others want.</summary>
    private static Field WithItems(Field field, ImmutableArray<Row> asked, ManifestDocument manifest)
    {
        ImmutableArray<string> further =
            [.. RequirementTable.All.Where(row => row.Item?.Path == field.Path).SelectMany(row => row.Item!.Values)];
        if (further.IsEmpty)
            return field;
        // What the declared stage asks for already is whole, and an open item in it would break it.
        return IsHeld(field, manifest)
            ? field with { More = [] }
            : field with
            {
                More =
                [
                    .. field.More.Where(value => !further.Contains(value)),
                    .. asked.Where(row => row.Item?.Path == field.Path).SelectMany(row => row.Item!.Values),
                ],
            };
    }
}
