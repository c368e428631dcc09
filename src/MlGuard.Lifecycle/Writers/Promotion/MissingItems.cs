using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Requirements;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Writers.Promotion;

/// <summary>
/// The items that a list is asked to hold beside those that stand in it: one for each of the words that tell its items apart, such as what
/// a monitor watches.
/// </summary>
internal static class MissingItems
{
    private static readonly ImmutableHashSet<string> s_distinguishing =
        [.. RequirementTable.All.Select(row => row.Item?.Path).OfType<string>()];

    /// <summary>The numbers of the examples that no item answers; an item that is still open may answer any of them.</summary>
    public static ImmutableArray<int> Of(PromotionTarget target)
    {
        if (target.Node is not ListNode { Items.IsEmpty: false } list
            || target.Asked.Item is not { } item
            || item.Children.FirstOrDefault(Distinguishes) is not { } key)
            return [];
        var said = list.Items.Select(each => each is MapNode map ? map.Find(key.Name)?.Value as ScalarNode : null).ToImmutableArray();
        ImmutableHashSet<string> known = [.. said.Where(IsSaid).Select(scalar => scalar!.Text)];
        var field = key.Scalars[0];
        return
        [
            .. Enumerable.Range(0, 1 + field.More.Length).Where(number => !known.Contains(field.ExampleOf(number)))
                .Skip(said.Count(scalar => !IsSaid(scalar))),
        ];
    }

    /// <summary>Whether the words of a field tell the items of its list apart, as rows ask for them, and several are asked for.</summary>
    public static bool AreDistinguishedBy(Field field) => !field.More.IsEmpty && s_distinguishing.Contains(field.Path);

    private static bool Distinguishes(SchemaNode key) => key.Scalars is [var field, ..] && AreDistinguishedBy(field);

    private static bool IsSaid(ScalarNode? scalar) => scalar is { IsEmpty: false } && !scalar.IsPlaceholder;
}
