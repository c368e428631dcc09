using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Writers.Reports;

/// <summary>What the manifest said, by path, as the verdict keeps it.</summary>
internal sealed class SaidValues(ImmutableArray<SaidDocument> said)
{
    private readonly ImmutableDictionary<string, string> _byPath =
        said.GroupBy(value => value.Path, StringComparer.Ordinal).ToImmutableDictionary(
            group => group.Key, group => group.First().Value, StringComparer.Ordinal);

    private readonly ImmutableHashSet<string> _items =
        said.SelectMany(value => ItemsOf(value.Path)).ToImmutableHashSet(StringComparer.Ordinal);

    /// <summary>The value at a path; empty when nothing stands there.</summary>
    public string this[string path] => _byPath.GetValueOrDefault(path, "");

    /// <summary>The values of a list.</summary>
    public ImmutableArray<string> List(string path) => [.. Items(path).Select(item => this[item])];

    /// <summary>The paths of a list's items, in their order.</summary>
    public ImmutableArray<string> Items(string path)
    {
        var items = ImmutableArray.CreateBuilder<string>();
        for (var index = 0; _items.Contains($"{path}[{Numbers.Written(index)}]"); index++)
            items.Add($"{path}[{Numbers.Written(index)}]");
        return items.ToImmutable();
    }

    /// <summary>The values below a path, with what stands behind it.</summary>
    public IEnumerable<(string Name, string Value)> Below(string path) =>
        from value in said
        where value.Path.StartsWith(path + ".", StringComparison.Ordinal)
        select (value.Path.Substring(path.Length + 1), value.Value);

    public DateTime? Day(string path) => Days.TryRead(this[path], out var day) ? day : null;

    public Measure? Measure(string path) => MeasureParser.TryParse(this[path], out var measure) ? measure : null;

    private static IEnumerable<string> ItemsOf(string path) =>
        from at in Enumerable.Range(0, path.Length) where path[at] == ']' select path.Substring(0, at + 1);
}
