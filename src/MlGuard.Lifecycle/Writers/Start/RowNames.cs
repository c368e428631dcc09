using MlGuard.Lifecycle.Requirements;

namespace MlGuard.Lifecycle.Writers.Start;

/// <summary>What people write who mean a row: a key of it, its last word, or its name in other letters.</summary>
internal static class RowNames
{
    /// <summary>The only row that can be meant; null where there is none, or more than one.</summary>
    public static string? Meant(string what)
    {
        var name = Plain(what);
        return Only(id => Same(Plain(id), name), _ => false)
            ?? Only(_ => false, key => Same(Plain(key), name))
            ?? Only(id => Plain(id).EndsWith("/" + name, StringComparison.OrdinalIgnoreCase), _ => false);
    }

    private static string? Only(Func<string, bool> isRow, Func<string, bool> isKey)
    {
        ImmutableArray<string> rows =
        [
            .. RequirementTable.All.Where(row => isRow(row.Id) || row.Fields.Any(field => isKey(field.Key))).Select(row => row.Id),
        ];
        return rows.Length == 1 ? rows[0] : null;
    }

    /// <summary>A key stands for its row, whichever item of a list it is of.</summary>
    private static string Plain(string name) => name.Replace("[]", "").Replace('.', '/').Trim('/');

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
