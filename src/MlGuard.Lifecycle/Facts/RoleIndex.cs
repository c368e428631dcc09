using MlGuard.Frameworks;

namespace MlGuard.Lifecycle.Facts;

/// <summary>The framework tables by type, as the facts ask them.</summary>
internal static class RoleIndex
{
    private static readonly ILookup<string, RoleRow> s_byType =
        FrameworkTable.All.SelectMany(framework => framework.Rows).ToLookup(row => row.Type, StringComparer.Ordinal);

    /// <summary>Members without a role that a row of the manifest forbids under a symbol: training that waits for a person is no pipeline.</summary>
    private static readonly ImmutableHashSet<string> s_watched =
        ["System.Console::ReadLine", "System.Console::ReadKey", "System.Console::Read"];

    public static bool Plays(string type, string member, Role role)
    {
        foreach (var row in s_byType[type])
            if (row.Role == role && row.Names(member))
                return true;
        return false;
    }

    public static bool IsOfInterest(string type, string member)
    {
        foreach (var row in s_byType[type])
            if (row.Names(member))
                return true;
        return s_watched.Contains($"{type}::{member}");
    }

    public static bool IsInteractive(string type, string member) => s_watched.Contains($"{type}::{member}");
}
