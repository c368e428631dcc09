using System.Text;
using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Requirements;

namespace MlGuard.Lifecycle.Writers.Start;

/// <summary>What can be said about a place of the manifest, as Markdown.</summary>
internal static class KeyPage
{
    /// <summary>The page of the only row that asks for it, else one of its own; null when nothing may stand there.</summary>
    public static string? Of(string path)
    {
        if (WrittenPath.Find(RequirementTable.Schema, path) is not { } place)
            return null;
        ImmutableArray<(Field Field, Row? Row)> fields =
        [
            .. FieldsAt(place).GroupBy(field => field.Key).Select(same => (same.First(), RowOf(same.Key))),
        ];
        return fields.Select(field => field.Row).Distinct().ToArray() is [{ } row] ? RowPage.Of(row.Id) : PageOf(path, fields);
    }

    private static string PageOf(string path, ImmutableArray<(Field Field, Row? Row)> fields)
    {
        var page = new StringBuilder($"# {path}\n\n");
        page.Append(fields.All(field => field.Row is null)
            ? "A part of the manifest that no row asks for: what stands there tells MlGuard how to look at the product.\n"
            : "A part of the manifest that several rows look at.\n");
        page.Append("\n## Keys\n\n");
        foreach (var (field, row) in fields)
            page.Append("- ").Append(field.Key).Append(": ").Append(field.Type.Expected)
                .Append(row is null ? "" : $", of the row {row.Id}").Append('\n');
        if (fields.All(field => field.Row is null))
            page.Append("\n## Example\n\n```yaml\n").Append(ExampleText.Of(fields.Select(field => field.Field))).Append("```\n");
        else
            page.Append("\n`mlguard explain ROW` says why a row is there, and shows an example.\n");
        return page.Append('\n').Append(Catalogue.HelpLink.OfPage("manifest.md")).Append('\n').ToString();
    }

    private static Row? RowOf(string key) => RequirementTable.All.FirstOrDefault(row => row.Fields.Any(field => field.Key == key));

    private static IEnumerable<Field> FieldsAt(SchemaNode place) =>
    [
        .. place.Scalars,
        .. place.Children.SelectMany(FieldsAt),
        .. place.AnyChild is { } any ? FieldsAt(any) : [],
        .. place.Item is { } item ? FieldsAt(item) : [],
    ];
}
