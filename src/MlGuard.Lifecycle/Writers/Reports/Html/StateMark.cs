using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Writers.Reports.Html;

/// <summary>How a row is known, as a mark with its word: no state is told by colour alone.</summary>
internal static class StateMark
{
    private static readonly ImmutableArray<string> s_states = [.. RowStates.All.Select(RowStates.NameOf)];

    /// <summary>The class of a state; a state of a later version has that of what is not applicable.</summary>
    public static string ClassOf(string state) => s_states.Contains(state) && state != "n/a" ? $"s-{state}" : "s-na";

    public static void Write(MarkupWriter html, string state) => html.Leaf("span", state, ("class", $"state {ClassOf(state)}"));

    /// <summary>Like <c>7 proven · 1 waived</c>, in the order of how well a row is known.</summary>
    public static string Counts(IEnumerable<RowDocument> rows)
    {
        var byState = rows.ToLookup(row => row.State);
        return string.Join(" · ", byState.OrderBy(group => s_states.IndexOf(group.Key)).Select(group =>
            $"{Numbers.Written(group.Count())} {group.Key}"));
    }
}
