using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Requirements;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Writers.Promotion;

/// <summary>All that a manifest says but its stage and its target, short and long forms alike.</summary>
internal static class Values
{
    public static ImmutableHashSet<(string Path, string Text)> Of(ManifestDocument manifest) =>
        [
            .. Under(manifest.Root, RequirementTable.Schema, "")
                .Where(value => value.Path is not ("stage" or ManifestPaths.Target) && !Placeholder.Stands(value.Text)),
        ];

    /// <summary>How many places hold a placeholder.</summary>
    public static int OpenIn(ManifestDocument manifest) =>
        Under(manifest.Root, RequirementTable.Schema, "").Count(value => Placeholder.Stands(value.Text));

    private static IEnumerable<(string Path, string Text)> Under(Node node, SchemaNode? key, string path) => node switch
    {
        MapNode map =>
            map.Entries.SelectMany(entry => Under(
                entry.Value, key?.Child(entry.Key) ?? key?.AnyChild, $"{path}.{entry.Key}".TrimStart('.'))),
        _ when key?.Short is { } brief => Under(node, brief, $"{path}.{brief.Name}"),
        ListNode list => list.Items.SelectMany((item, index) => Under(item, key?.Item, $"{path}[{index}]")),
        ScalarNode { IsEmpty: false } scalar => [(path, scalar.Text)],
        _ => [],
    };
}
