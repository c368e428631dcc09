using MlGuard.Lifecycle.Manifest;

namespace MlGuard.Lifecycle.Writers.Promotion;

/// <summary>What is written where nothing stands yet: the keys that are asked for, and TODO in place of each answer.</summary>
internal static class Skeleton
{
    private const string Open = "TODO";
    private const string Step = "  ";

    /// <summary>On one line, in brackets: for what stands in brackets already.</summary>
    public static string Flow(SchemaNode key)
    {
        if (Brief(key) is { } brief)
            return Flow(brief);
        if (key.Children.Count > 0)
            return $"{{ {string.Join(", ", Parts(key).Select(Entry))} }}";
        return key.Item is { } item ? $"[{Flow(item)}]" : Open;
    }

    public static string Entry(SchemaNode key) => $"{ExampleText.NameOf(key)}: {Flow(key)}";

    /// <summary>On lines of its own, each answer with a remark on what may stand there.</summary>
    /// <param name="key">The key.</param>
    /// <param name="indent">Before each line.</param>
    /// <param name="item">The item of a list that it belongs to.</param>
    public static IEnumerable<string> Lines(SchemaNode key, string indent, int item = 0)
    {
        var value = Brief(key) ?? key;
        return IsOnOneLine(value)
            ? [indent + Entry(key) + FieldNote.Of(value, item)]
            : [$"{indent}{ExampleText.NameOf(key)}:", .. Below(value, indent + Step, item)];
    }

    /// <summary>What stands under a key.</summary>
    public static IEnumerable<string> Below(SchemaNode key, string indent, int item = 0) =>
        key.Children.Count > 0 ? Parts(key).SelectMany(child => Lines(child, indent, item)) : Items(key.Item!, indent);

    /// <summary>As many items as are asked for, each behind its dash.</summary>
    public static IEnumerable<string> Items(SchemaNode item, string indent) =>
        Enumerable.Range(0, ExampleText.CountOf(item)).SelectMany(number => Item(item, indent, number));

    /// <summary>An item of a list, behind its dash.</summary>
    public static IEnumerable<string> Item(SchemaNode item, string indent, int number = 0)
    {
        if ((Brief(item) ?? item) is { Children.Count: 0 } plain)
            return [$"{indent}- {Flow(plain)}{FieldNote.Of(plain, number)}"];
        ImmutableArray<string> lines = [.. Below(item, indent + Step, number)];
        return [$"{indent}- {lines[0].TrimStart()}", .. lines.Skip(1)];
    }

    /// <summary>Whether it is one answer, or a list of them.</summary>
    public static bool IsOnOneLine(SchemaNode key) =>
        key.Children.Count == 0 && (key.Item is not { } item || (Brief(item) ?? item).Children.Count == 0);

    /// <summary>The keys, and one under a name that the team chooses.</summary>
    private static IEnumerable<SchemaNode> Parts(SchemaNode key) => key.AnyChild is { } any ? [.. key.Children, any] : key.Children;

    /// <summary>The only thing that is asked for, when a bare value can say it.</summary>
    private static SchemaNode? Brief(SchemaNode key) => key.Children.Count == 1 && key.Short == key.Children[0] ? key.Short : null;
}
