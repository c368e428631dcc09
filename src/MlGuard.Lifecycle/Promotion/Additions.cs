using MlGuard.Lifecycle.Manifest;

namespace MlGuard.Lifecycle.Promotion;

/// <summary>Adds what is asked for and absent, as TODO: after the key that comes before it in the lifecycle or else before the one that comes after, at the indentation of its neighbours, or before the closing bracket.</summary>
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
        return missing.Select(key => OnLines(site, map, key, string.Join(text.LineEnd, Skeleton.Lines(key, indent)), between));
    }

    private Edit OnLines(Site site, MapNode map, Key key, string lines, string between)
    {
        var path = Join(site.Path, key.Name);
        var known = site.Known.Children;
        var place = known.TakeWhile(child => child.Name != key.Name).Count();
        MapEntry? Nearest(IEnumerable<Key> keys) => keys.Select(child => map.Find(child.Name)).FirstOrDefault(entry => entry is not null);
        if (Nearest(known.Take(place).Reverse()) is null && Nearest(known.Skip(place + 1)) is { } next)
            return Above(path, next, lines);
        return Edit.Insert(path, text.EndOfLine(text.LastLine(Nearest(known.Take(place).Reverse()) ?? map.Entries[map.Entries.Length - 1])), between + lines);
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
