using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Writers.Promotion;

/// <summary>A place of the manifest, with what may stand there and what is asked for there.</summary>
/// <param name="Path">As people write it.</param>
/// <param name="Node">What stands there.</param>
/// <param name="Known">What may.</param>
/// <param name="Asked">What should.</param>
/// <param name="Holder">The entry whose value it is; null for the whole and for an item of a list.</param>
/// <param name="IsInFlow">Whether it stands in brackets.</param>
internal sealed record PromotionTarget(string Path, Node Node, SchemaNode Known, SchemaNode Asked, MapEntry? Holder, bool IsInFlow)
{
    /// <summary>Whether the place is a gap and no answer.</summary>
    public bool IsOpen =>
        Node is ScalarNode scalar
            && (scalar.IsEmpty || (scalar.IsPlaceholder && Known.Scalars.Count == 0 && Known.Short is null));

    /// <summary>Whether a bare value stands where a map is asked for.</summary>
    public bool IsTooShort =>
        !IsOpen && Node is not MapNode && Known.Short is { } brief && Asked.Children.Any(child => child.Name != brief.Name);

    /// <summary>The places below that are asked for something, in the order of the text.</summary>
    public IEnumerable<PromotionTarget> Below(ManifestText text) => Node switch
    {
        MapNode map => map.Entries.Select(entry => Child(entry, text)).OfType<PromotionTarget>(),
        ListNode list when ItemOf(Asked) is { } asked && ItemOf(Known) is { } known =>
            list.Items.Select((item, index) => new PromotionTarget(
                $"{Path}[{index}]", item, known, asked, null, IsInFlow || text.IsFlow(Node))),
        _ => [],
    };

    private PromotionTarget? Child(MapEntry entry, ManifestText text)
    {
        var named = Known.Child(entry.Key);
        return (named ?? Known.AnyChild) is { } known && (named is null ? Asked.AnyChild : Asked.Child(entry.Key)) is { } asked
            ? new(Path.Length == 0 ? entry.Key : $"{Path}.{entry.Key}", entry.Value, known, asked, entry, IsInFlow || text.IsFlow(Node))
            : null;
    }

    private static SchemaNode? ItemOf(SchemaNode key) => key.Item ?? key.Short?.Item;
}
