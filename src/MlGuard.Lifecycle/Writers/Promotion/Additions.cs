using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Writers.Promotion;

/// <summary>
/// Adds what is asked for and absent, as TODO: after the key that comes before it in the lifecycle or else before the one that comes after,
/// at the indentation of its neighbours, or before the closing bracket.
/// </summary>
internal sealed class Additions(ManifestText text, bool isAiry)
{
    private const string Step = "  ";

    public IEnumerable<Edit> In(PromotionTarget target) => [.. target.Below(text).SelectMany(In), .. Own(target)];

    private IEnumerable<Edit> Own(PromotionTarget target) => target.Node switch
    {
        MapNode map when text.IsFlow(map) => InBrackets(target, map, Missing(target, map)),
        MapNode map => OnLines(target, map, Missing(target, map)),
        ListNode { Items.IsEmpty: true } when target.Asked.Item is { } item =>
            EmptyList(target, item),
        ListNode { Items.IsEmpty: false } list when !target.IsInFlow && !text.IsFlow(list) =>
            MoreItems(target, list, MissingItems.Of(target)),
        ScalarNode scalar when target.IsOpen && (target.Asked.Children.Count > 0 || target.Asked.Item is not null) => Fill(target, scalar),
        _ => [],
    };

    private IEnumerable<Edit> EmptyList(PromotionTarget target, SchemaNode item)
    {
        if (target is not { Holder: { } holder, IsInFlow: false } || Skeleton.IsOnOneLine(target.Asked))
            return [Edit.Insert($"{target.Path}[0]", text.StartOf(target.Node.Span) + 1, Skeleton.Flow(item))];
        var lines = Skeleton.Items(item, new string(' ', holder.KeySpan.Column - 1) + Step);
        return
        [
            new(target.Path, text.AfterColon(holder), text.EndOf(target.Node), ""),
            Edit.Insert(target.Path, text.EndOfLine(target.Node.Span.EndLine), text.LineEnd + string.Join(text.LineEnd, lines)),
        ];
    }

    /// <summary>Below the last item, behind dashes that stand where its own does.</summary>
    private IEnumerable<Edit> MoreItems(PromotionTarget target, ListNode list, ImmutableArray<int> items)
    {
        var first = list.Items[0].Span;
        var before = text.Text.Substring(text.StartOfLine(first.Line), first.Column - 1);
        if (items.IsEmpty || before.LastIndexOf('-') is not (>= 0 and var dash) || target.Holder is not { } holder)
            return [];
        var lines = items.SelectMany(number => Skeleton.Item(target.Asked.Item!, new string(' ', dash), number));
        return
        [
            Edit.Insert(
                target.Path, text.EndOfLine(text.LastLine(holder)), text.LineEnd + string.Join(text.LineEnd, lines)),
        ];
    }

    private static ImmutableArray<SchemaNode> Missing(PromotionTarget target, MapNode map) =>
    [
        .. target.Asked.Children.Where(child => map.Find(child.Name) is null && !IsAnsweredOtherwise(map, child)),
        .. target.Asked is { AnyChild: { } any, Children.Count: > 0 }
            && map.Entries.All(entry => target.Known.Child(entry.Key) is not null) ? [any] : ImmutableArray<SchemaNode>.Empty,
    ];

    /// <summary>Of two bounds, one is enough.</summary>
    public static bool IsAnsweredOtherwise(MapNode map, SchemaNode key) =>
        key.Scalars is [var field, ..] && field.Instead.Any(other => map.Find(other) is not null);

    private IEnumerable<Edit> InBrackets(PromotionTarget target, MapNode map, ImmutableArray<SchemaNode> missing)
    {
        if (missing.IsEmpty)
            return [];
        var entries = string.Join(", ", missing.Select(Skeleton.Entry));
        var path = Join(target.Path, ExampleText.NameOf(missing[0]));
        return map.Entries.IsEmpty
            ? [Edit.Insert(path, text.StartOf(map.Span) + 1, $" {entries} ")]
            : [Edit.Insert(path, text.EndOf(map.Entries[map.Entries.Length - 1].Value), $", {entries}")];
    }

    private IEnumerable<Edit> OnLines(PromotionTarget target, MapNode map, ImmutableArray<SchemaNode> missing)
    {
        var indent = new string(' ', map.Entries.IsEmpty ? 0 : map.Entries[0].KeySpan.Column - 1);
        var between = text.LineEnd + (isAiry && target.Path.Length == 0 ? text.LineEnd : "");
        return missing.Select(key => OnLines(target, map, key, string.Join(text.LineEnd, Skeleton.Lines(key, indent)), between));
    }

    private Edit OnLines(PromotionTarget target, MapNode map, SchemaNode key, string lines, string between)
    {
        var path = Join(target.Path, ExampleText.NameOf(key));
        var known = target.Known.Children;
        var place = known.TakeWhile(child => child.Name != key.Name).Count();
        MapEntry? Nearest(IEnumerable<SchemaNode> keys) =>
            keys.Select(child => map.Find(child.Name)).FirstOrDefault(entry => entry is not null);
        if (Nearest(known.Take(place).Reverse()) is null && Nearest(known.Skip(place + 1)) is { } next)
            return Above(path, next, lines);
        return Edit.Insert(
            path, text.EndOfLine(text.LastLine(Nearest(known.Take(place).Reverse()) ?? map.Entries[map.Entries.Length - 1])),
            between + lines);
    }

    /// <summary>Above an entry and the remarks that stand over it; behind the dash where it is the first of an item.</summary>
    private Edit Above(string path, MapEntry next, string lines)
    {
        var column = next.KeySpan.Column;
        if (text.Text.Substring(text.StartOfLine(next.KeySpan.Line), column - 1).Trim().Length > 0)
            return Edit.Insert(path, text.StartOf(next.KeySpan), lines.TrimStart() + text.LineEnd + new string(' ', column - 1));
        var line = next.KeySpan.Line;
        while (line > 1 && text.RemarkColumn(line - 1) == column)
            line--;
        return Edit.Insert(path, text.StartOfLine(line), lines + text.LineEnd);
    }

    private IEnumerable<Edit> Fill(PromotionTarget target, ScalarNode scalar)
    {
        var isAbsent = scalar is { IsPlain: true, Text: "" };
        var start = isAbsent && target.Holder is { } empty ? text.AfterColon(empty) : text.StartOf(scalar.Span);
        var end = isAbsent ? start : text.EndOf(scalar);
        if (target is not { Holder: { } holder, IsInFlow: false } || Skeleton.IsOnOneLine(target.Asked))
            return [new(target.Path, start, end, (isAbsent ? " " : "") + Skeleton.Flow(target.Asked))];
        var lines = Skeleton.Below(target.Asked, new string(' ', holder.KeySpan.Column - 1) + Step);
        // The blank that parted the value from its key parts nothing any more.
        while (start > 0 && text.Text[start - 1] is ' ' or '\t')
            start--;
        return
        [
            new(target.Path, start, end, ""),
            Edit.Insert(target.Path, text.EndOfLine(holder.KeySpan.EndLine), text.LineEnd + string.Join(text.LineEnd, lines)),
        ];
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
