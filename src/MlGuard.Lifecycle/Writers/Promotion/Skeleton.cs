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
            return $"{{ {string.Join(", ", key.Children.Select(Entry))} }}";
        return key.Item is { } item ? $"[{Flow(item)}]" : Open;
    }

    public static string Entry(SchemaNode key) => $"{key.Name}: {Flow(key)}";

    /// <summary>On lines of its own, each answer with a remark on what may stand there.</summary>
    public static IEnumerable<string> Lines(SchemaNode key, string indent)
    {
        var value = Brief(key) ?? key;
        return IsOnOneLine(value)
            ? [indent + Entry(key) + FieldNote.Of(value)]
            : [$"{indent}{key.Name}:", .. Below(value, indent + Step)];
    }

    /// <summary>What stands under a key.</summary>
    public static IEnumerable<string> Below(SchemaNode key, string indent) =>
        key.Children.Count > 0 ? key.Children.SelectMany(child => Lines(child, indent)) : Item(key.Item!, indent);

    /// <summary>An item of a list, behind its dash.</summary>
    public static IEnumerable<string> Item(SchemaNode item, string indent)
    {
        if ((Brief(item) ?? item) is { Children.Count: 0 } plain)
            return [$"{indent}- {Flow(plain)}{FieldNote.Of(plain)}"];
        ImmutableArray<string> lines = [.. Below(item, indent + Step)];
        return [$"{indent}- {lines[0].TrimStart()}", .. lines.Skip(1)];
    }

    /// <summary>Whether it is one answer, or a list of them.</summary>
    public static bool IsOnOneLine(SchemaNode key) =>
        key.Children.Count == 0 && (key.Item is not { } item || (Brief(item) ?? item).Children.Count == 0);

    /// <summary>The only thing that is asked for, when a bare value can say it.</summary>
    private static SchemaNode? Brief(SchemaNode key) => key.Children.Count == 1 && key.Short == key.Children[0] ? key.Short : null;
}
