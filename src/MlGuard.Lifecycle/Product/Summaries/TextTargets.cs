using MlGuard.Frameworks;
using MlGuard.Lifecycle.Facts;

namespace MlGuard.Lifecycle.Product.Summaries;

/// <summary>What the members of libraries do with text, by the tables of <c>src/Shared/Frameworks</c>.</summary>
/// <remarks>
/// IL does not name the parameters of what it calls: a row's parameters are the first texts of each overload, which a test holds against
/// the libraries; a row of which that is not true says so, and is left out.
/// </remarks>
internal static class TextTargets
{
    private static readonly ImmutableHashSet<TextRole> s_roles =
        [TextRole.Instruction, TextRole.Template, TextRole.Command, TextRole.Code, TextRole.Sql, TextRole.WrittenPath, TextRole.ReadPath];

    /// <summary>What throws for text of another form looks at it.</summary>
    private static readonly ILookup<string, TextRow> s_rows =
        TextTable.All.Where(row => row.Role != TextRole.Parse).ToLookup(row => row.Type, StringComparer.Ordinal);

    /// <summary>Whether a role is one of those that other projects are told of.</summary>
    public static bool IsSummarized(TextRow row) =>
        s_roles.Contains(row.Role) && !row.IsNotFirst && (row.DecidingArgument is null || IsOfSystem(row));

    /// <summary>Whether the table knows what the member does with text.</summary>
    public static bool IsKnown(Call call) => RowsOf(call).Any();

    public static IEnumerable<TextRow> At(HandedText handed, Call call) => RowsOf(call)
        .Where(row => IsSummarized(row) && (row.DecidingArgument is null || handed.IsInstruction) && Takes(row, handed, call));

    private static IEnumerable<TextRow> RowsOf(Call call)
    {
        var name = call.Name.StartsWith("set_", StringComparison.Ordinal) ? call.Name.Substring("set_".Length) : call.Name;
        return s_rows[call.Type].Where(row => row.Names(name));
    }

    private static bool IsOfSystem(TextRow row) => row.DecidingValues.Contains("System", StringComparer.Ordinal);

    /// <summary>As many texts as the row names, from the first on.</summary>
    private static bool Takes(TextRow row, HandedText handed, Call call)
    {
        if (row.OtherwiseWith is { } type && call.Text.IndexOf(type, StringComparison.Ordinal) >= 0)
            return false;
        var types = call.Text.Substring(call.Text.IndexOf('(') + 1).TrimEnd(')').Split(',');
        if (handed.Argument < 0 || handed.Argument >= types.Length || types[handed.Argument] != "String")
            return false;
        return row.Argument is null
            || types.Take(handed.Argument).Count(type => type == "String") < row.Argument.Split('|').Length;
    }
}
