using System.Text;
using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Requirements;

namespace MlGuard.Lifecycle.Writers.Start;

/// <summary>Everything that can be said about a row, as Markdown.</summary>
internal static class RowPage
{
    /// <summary>Null when no row has this id.</summary>
    public static string? Of(string id)
    {
        if (RequirementTable.Find(id) is not { } row)
            return null;
        var page = new StringBuilder();
        page.Append("# ").Append(row.Id).Append("\n\n").Append(row.Title).Append(".\n\n");
        if (row.Without.Length > 0)
            page.Append("Without it, ").Append(row.Without).Append(".\n\n");
        page.Append("Asked ").Append(Asked(row)).Append(".\n");
        if (row.Checked.Length > 0)
            page.Append("Checked: ").Append(row.Checked).Append(".\n");
        if (!row.Fields.IsEmpty)
            page.Append("\n## Keys\n\n");
        foreach (var field in row.Fields)
            page.Append("- ").Append(field.Key).Append(": ").Append(field.Type.Expected).Append(field.IsOptional ? " (optional)" : "")
                .Append('\n');
        if (!row.Beside.IsEmpty)
            page.Append("\nCompared with: ").Append(string.Join(", ", row.Beside)).Append(".\n");
        if (RowExample.Of(row) is { Length: > 0 } example)
            page.Append("\n## Example\n\n```yaml\n").Append(example).Append("```\n");
        if (row.File is { } file)
            page.Append("\n## The file\n\n```json\n").Append(file.Json).Append("\n```\n\n").Append(file.Units).Append('\n');
        page.Append(Commands(row));
        page.Append("\nFindings: ").Append(row.Code).Append(". ").Append(Catalogue.HelpLink.Of(row.Code)).Append('\n');
        return page.ToString();
    }

    /// <summary>What writes a value by itself, and what stands in where nothing can be shown.</summary>
    private static string Commands(Row row)
    {
        var commands = new StringBuilder("\n## Commands\n\n");
        foreach (var making in row.Makings)
            commands.Append("- `").Append(making.Command).Append("` ").Append(making.Writes).Append('\n');
        if (row.Fields.Any(field => field.Type == Manifest.ValueTypes.Hash))
            commands.Append("- `mlguard seal PROJECT` after a training or an evaluation seals what it wrote, and writes the hash and day of a trained model here.\n")
                .Append("- `mlguard hash` writes the hash of each file that is named here.\n");
        if (!row.IsWaivable)
            return commands.Append("Only the gate decides this row: it can be neither attested nor waived.\n").ToString();
        return commands
            .Append("- `mlguard attest ").Append(row.Id).Append(" --by WHO --date DAY --evidence DOCUMENT` vouches for what no file or ")
            .Append("code can show; never for what was seen to fail.\n- `mlguard waive ").Append(row.Id)
            .Append(" --owner WHO --approved SOMEBODY-ELSE --reason WHY --expires DAY` accepts a gap for a time.\n").ToString();
    }

    private static string Asked(Row row)
    {
        var when = (row.When == Condition.Always ? "" : $", only for {row.When.Text}")
            + (row.IsAskedOfRegulated ? ", and of every product with profile regulated" : "")
            + (row.AskedFrom == ProductProfile.Standard ? ", and not by profile small" : "");
        return row.RequiredFrom switch
        {
            RequiredFrom.Mvp => $"from mvp on{when}",
            RequiredFrom.MvpWarning => $"from growth on, and shown at mvp{when}",
            RequiredFrom.Growth => $"from growth on{when}",
            RequiredFrom.Maturity => $"from maturity on{when}",
            _ => "by no stage",
        };
    }
}
