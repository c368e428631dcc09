using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Manifest;

/// <summary>
/// The manifest against the tree of keys: no unknown key, no map where a value belongs, no value that cannot be understood.
/// </summary>
internal sealed class StructureCheck
{
    /// <summary>Nobody reads further, and a file full of rubbish must not cost a suggestion a line.</summary>
    private const int MaxFaults = 50;

    private static readonly ImmutableDictionary<string, ImmutableArray<string>> s_chosenNames =
        new Dictionary<string, ImmutableArray<string>>
    {
        ["<stage>"] = ["mvp", "growth", "maturity"],
        ["<role>"] = [.. Enum.GetNames(typeof(MlGuard.Frameworks.Role)).Select(name => char.ToLowerInvariant(name[0]) + name.Substring(1))],
    }.ToImmutableDictionary();

    private readonly ImmutableArray<ManifestFault>.Builder _faults = ImmutableArray.CreateBuilder<ManifestFault>();

    public static ImmutableArray<ManifestFault> Run(MapNode root, SchemaNode keys)
    {
        var check = new StructureCheck();
        check.Map(root, keys, "");
        return check._faults.ToImmutable();
    }

    /// <summary>The names that may stand where the team chooses; empty when every name may.</summary>
    public static ImmutableArray<string> ChosenNames(string placeholder) => s_chosenNames.GetValueOrDefault(placeholder, []);

    private void Visit(Node node, SchemaNode key, string path)
    {
        if (_faults.Count >= MaxFaults)
            return;
        switch (node)
        {
            case ScalarNode scalar:
                Scalar(scalar, key, path);
                break;
            case ListNode list when ItemKey(key) is { } item:
                for (var i = 0; i < list.Items.Length; i++)
                    Visit(list.Items[i], item, $"{path}[{i}]");
                break;
            case MapNode map when key.IsMap:
                Map(map, key, path);
                break;
            default:
                Fault(path, node is ListNode ? "a list stands here" : "a map stands here", $"Write {Expected(key)}.", node.Span);
                break;
        }
    }

    private static SchemaNode? ItemKey(SchemaNode key) => key.Item ?? key.Short?.Item;

    private void Map(MapNode map, SchemaNode key, string path)
    {
        foreach (var entry in map.Entries)
        {
            if (_faults.Count >= MaxFaults)
                return;
            var entryPath = path.Length == 0 ? entry.Key : $"{path}.{entry.Key}";
            if (key.Child(entry.Key) is { } child)
                Visit(entry.Value, child, entryPath);
            else if (key.AnyChild is { } any && IsChosen(any.Name, entry.Key))
                Visit(entry.Value, any, entryPath);
            else
                _faults.Add(ManifestFault.UnknownKey(
                    Quoted.Short(entry.Key), Nearest.Remedy(entry.Key, NamesIn(key), KnownIn(key)), entry.KeySpan));
        }
    }

    private static bool IsChosen(string placeholder, string name) =>
        name.Length > 0
            && (ChosenNames(placeholder) is { IsEmpty: true } || ChosenNames(placeholder).Contains(name, StringComparer.OrdinalIgnoreCase));

    private static IEnumerable<string> NamesIn(SchemaNode key) =>
        key.Children.Select(child => child.Name).Concat(key.AnyChild is { } any ? ChosenNames(any.Name) : []);

    private static string KnownIn(SchemaNode key) => $"Keys here are {string.Join(", ", NamesIn(key).Take(20))}.";

    private void Scalar(ScalarNode scalar, SchemaNode key, string path)
    {
        if (scalar.IsEmpty || scalar.IsPlaceholder)
            return;
        var types = TypesOf(key);
        if (types.IsEmpty)
            Fault(path, $"'{Quoted.Short(scalar.Text)}' stands where {Expected(key)} should", $"Write {Expected(key)}.", scalar.Span);
        else if (!types.Any(type => type.Holds(scalar.Text)))
            Fault(path, $"'{Quoted.Short(scalar.Text)}' is not {types[0].Expected}", Meant(scalar.Text, types), scalar.Span);
    }

    private static string Meant(string text, ImmutableArray<FieldType> types) =>
        Nearest.Remedy(text, types.SelectMany(type => type.Values), $"Write {string.Join(", or ", types.Select(type => type.Expected))}.");

    public static ImmutableArray<FieldType> TypesOf(SchemaNode key) =>
        [.. key.Scalars.Select(field => field.Type), .. key.Short is { } child ? TypesOf(child) : []];

    private static string Expected(SchemaNode key)
    {
        if (TypesOf(key) is [var type, ..])
            return type.Expected;
        return ItemKey(key) is not null ? "a list" : $"a map with {string.Join(", ", NamesIn(key).Take(5))}";
    }

    private void Fault(string path, string what, string remedy, Span span) =>
        _faults.Add(ManifestFault.InvalidValue(path.Length == 0 ? "manifest" : path, what, remedy, span));
}
