using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Writers.Promotion;

/// <summary>
/// Lays out on lines what stands in brackets and will grow, so that each key that is added can carry a remark and no line becomes too long
/// to read. Values stay as they are written; brackets that hold a remark stay brackets.
/// </summary>
internal sealed class BlockForms(ManifestText text)
{
    private const string Step = "  ";

    public IEnumerable<Edit> In(PromotionTarget target)
    {
        if (!CanBeLines(target) || !Grows(target))
            return target.Below(text).SelectMany(In);
        var (start, end) = (text.StartOf(target.Node.Span), text.EndOf(target.Node));
        if (target.Holder is not { } holder)
            return [new(target.Path, start, end, Joined(Lines(target, new string(' ', target.Node.Span.Column - 1))).TrimStart())];
        while (start > 0 && text.Text[start - 1] is ' ' or '\t')
            start--;
        return [new(target.Path, start, end, text.LineEnd + Joined(Lines(target, new string(' ', holder.KeySpan.Column - 1) + Step)))];
    }

    private string Joined(IEnumerable<string> lines) => string.Join(text.LineEnd, lines);

    private bool CanBeLines(PromotionTarget target) =>
        target is { IsInFlow: false, Path.Length: > 0 }
        && text.IsFlow(target.Node)
        && target.Node is MapNode { Entries.IsEmpty: false } or ListNode { Items.IsEmpty: false }
        && !HoldsComment(target.Node)
        && !HoldsLines(target.Node);

    private bool HoldsComment(Node node)
    {
        var start = text.StartOf(node.Span);
        return text.Text.IndexOf(" #", start, text.EndOf(node) - start, StringComparison.Ordinal) >= 0;
    }

    /// <summary>A value over several lines keeps its layout, and so its brackets.</summary>
    private static bool HoldsLines(Node node) => node switch
    {
        MapNode map => map.Entries.Any(entry => HoldsLines(entry.Value)),
        ListNode list => list.Items.Any(HoldsLines),
        _ => node.Span.Line != node.Span.EndLine,
    };

    /// <summary>Whether a key will be added to it or below it.</summary>
    private bool Grows(PromotionTarget target) =>
        target.IsTooShort
        || (target.Node is MapNode map && target.Asked.Children.Any(child =>
            map.Find(child.Name) is null && !Additions.IsAnsweredOtherwise(map, child)))
        || (target.IsOpen && target.Asked.IsMap)
        || !MissingItems.Of(target).IsEmpty
        || target.Below(text).Any(Grows);

    private IEnumerable<string> Lines(PromotionTarget target, string indent)
    {
        var below = target.Below(text).ToLookup(child => child.Node);
        return target.Node switch
        {
            MapNode map => map.Entries.SelectMany(entry => Lines(entry, below[entry.Value].FirstOrDefault(), indent)),
            ListNode list => list.Items.SelectMany(item => ItemLines(item, below[item].FirstOrDefault(), indent)),
            _ => [],
        };
    }

    private IEnumerable<string> Lines(MapEntry entry, PromotionTarget? target, string indent)
    {
        var key = Slice(text.StartOf(entry.KeySpan), text.EndOf(entry));
        return IsPart(target) && Grows(target!)
            ? [$"{indent}{key}:", .. Lines(target!, indent + Step)]
            : [$"{indent}{key}: {Slice(entry.Value)}"];
    }

    private IEnumerable<string> ItemLines(Node item, PromotionTarget? target, string indent)
    {
        if (target is { IsOpen: true, Asked.Children.Count: > 0 })
            return Skeleton.Item(target.Asked, indent);
        if (!IsPart(target) || !Grows(target!))
            return [$"{indent}- {Slice(item)}"];
        ImmutableArray<string> lines = [.. Lines(target!, indent + Step)];
        return [$"{indent}- {lines[0].TrimStart()}", .. lines.Skip(1)];
    }

    private static bool IsPart(PromotionTarget? target) =>
        target?.Node is MapNode { Entries.IsEmpty: false } or ListNode { Items.IsEmpty: false };

    private string Slice(Node node) => Slice(text.StartOf(node.Span), text.EndOf(node));

    private string Slice(int start, int end) => text.Text.Substring(start, Math.Max(0, end - start));
}
