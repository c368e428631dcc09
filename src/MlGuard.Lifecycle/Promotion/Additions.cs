using MlGuard.Lifecycle.Manifest;

namespace MlGuard.Lifecycle.Promotion;

/// <summary>Adds what is asked for and absent, as TODO: after the key that comes before it in the lifecycle, at the indentation of its neighbours, or before the closing bracket.</summary>
internal sealed class Additions(ManifestText text, bool isAiry)
{
    private const string Step = "  ";

    public IEnumerable<Edit> In(Site site) => [.. site.Below(text).SelectMany(In), .. Own(site)];

    private IEnumerable<Edit> Own(Site site) => site.Node switch
    {
        MapNode map when text.IsFlow(map) => InBrackets(site, map, Missing(site, map)),
        MapNode map => OnLines(site, map, Missing(site, map)),
        ListNode { Items.IsEmpty: true } when site.Asked.Item is { } item => [Edit.Insert($"{site.Path}[0]", text.StartOf(site.Node.Span) + 1, Skeleton.Flow(item))],
        ScalarNode scalar when site.IsOpen && (site.Asked.Children.Count > 0 || site.Asked.Item is not null) => Fill(site, scalar),
        _ => [],
    };

    private static ImmutableArray<Key> Missing(Site site, MapNode map) => [.. site.Asked.Children.Where(child => map.Find(child.Name) is null)];

    private IEnumerable<Edit> InBrackets(Site site, MapNode map, ImmutableArray<Key> missing)
    {
        if (missing.IsEmpty)
            return [];
        var entries = string.Join(", ", missing.Select(Skeleton.Entry));
        var path = Join(site.Path, missing[0].Name);
        return map.Entries.IsEmpty
            ? [Edit.Insert(path, text.StartOf(map.Span) + 1, $" {entries} ")]
            : [Edit.Insert(path, text.EndOf(map.Entries[map.Entries.Length - 1].Value), $", {entries}")];
    }

    private IEnumerable<Edit> OnLines(Site site, MapNode map, ImmutableArray<Key> missing)
    {
        var indent = new string(' ', map.Entries.IsEmpty ? 0 : map.Entries[0].KeySpan.Column - 1);
        var between = text.LineEnd + (isAiry && site.Path.Length == 0 ? text.LineEnd : "");
        return missing.Select(key => Edit.Insert(
            Join(site.Path, key.Name), text.EndOfLine(text.LastLine(Before(site.Known, map, key.Name))), between + string.Join(text.LineEnd, Skeleton.Lines(key, indent))));
    }

    /// <summary>The entry after which a key belongs.</summary>
    private static MapEntry Before(Key known, MapNode map, string name) =>
        known.Children.TakeWhile(child => child.Name != name).Reverse().Select(child => map.Find(child.Name)).FirstOrDefault(entry => entry is not null)
        ?? map.Entries[map.Entries.Length - 1];

    private IEnumerable<Edit> Fill(Site site, ScalarNode scalar)
    {
        var isAbsent = scalar is { IsPlain: true, Text: "" };
        var start = isAbsent && site.Holder is { } empty ? text.AfterColon(empty) : text.StartOf(scalar.Span);
        var end = isAbsent ? start : text.EndOf(scalar);
        if (site is not { Holder: { } holder, IsInFlow: false } || Skeleton.IsFlat(site.Asked))
            return [new(site.Path, start, end, (isAbsent ? " " : "") + Skeleton.Flow(site.Asked))];
        var lines = Skeleton.Below(site.Asked, new string(' ', holder.KeySpan.Column - 1) + Step);
        return [new(site.Path, start, end, ""), Edit.Insert(site.Path, text.EndOfLine(holder.KeySpan.EndLine), text.LineEnd + string.Join(text.LineEnd, lines))];
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
