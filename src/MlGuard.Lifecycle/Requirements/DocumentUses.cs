using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;

namespace MlGuard.Lifecycle.Requirements;

/// <summary>Which document serves which row: one that serves seven was written for none of them.</summary>
internal static class DocumentUses
{
    private static readonly ImmutableArray<(string Row, string Path)> s_fields =
    [
        .. from row in RequirementTable.All
           from field in row.Fields
           where field.Type.Target == FieldTarget.Document
           select (row.Id, field.Path),
        ("models", "models[].card"),
    ];

    /// <summary>
    /// Each in the order of the lifecycle; sections of a runbook, which is a document of its own, after it, and attestations last, each for
    /// itself.
    /// </summary>
    public static ImmutableArray<DocumentUse> Of(ManifestDocument manifest) =>
    [
        .. from field in s_fields
           from entry in manifest.Find(field.Path)
           where entry.Text is not null
           select new DocumentUse(field.Row, entry.Text!),
        .. manifest.Find("monitoring[].runbook").Where(entry => entry.Text is not null)
            .Select(entry => new DocumentUse("monitoring/runbook", entry.Text!)),
        .. manifest.Find("attestations[].evidence").Where(entry => entry.Text is not null)
            .Select(entry => new DocumentUse(entry.Path, entry.Text!)),
    ];
}
