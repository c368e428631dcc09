using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Requirements;

/// <summary>The files that a manifest names and that running the product makes: what a seal binds to a build.</summary>
internal static class EvidenceFiles
{
    private static readonly ImmutableArray<Field> s_fields =
    [
        .. RequirementTable.All.SelectMany(row => row.Fields).Where(IsMade),
        .. OpenFields.All.Where(field => field.Path.StartsWith("mltest.", StringComparison.Ordinal)),
    ];

    /// <summary>Each once, as the manifest writes it, in order.</summary>
    public static ImmutableArray<string> Of(ManifestDocument manifest) =>
    [
        .. s_fields.SelectMany(field => manifest.Find(field.Path)).Where(entry => entry.Text is not null)
            .Select(entry => FilePointer.FileOf(entry.Text!)).Distinct(StringComparer.Ordinal)
            .OrderBy(path => path, StringComparer.Ordinal),
    ];

    private static bool IsMade(Field field) => field.IsMade || field.Type.Target is FieldTarget.Evidence or FieldTarget.Element;
}
