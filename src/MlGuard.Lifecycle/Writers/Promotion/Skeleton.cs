using MlGuard.Lifecycle.Manifest;

namespace MlGuard.Lifecycle.Writers.Promotion;

/// <summary>What is written where nothing stands yet: the keys that are asked for, and TODO in place of each answer.</summary>
internal static class Skeleton
{
    private const string Open = "TODO";
    private const string Step = "  ";

    /// <summary>On one line, in brackets.</summary>
    public static string Flow(SchemaNode key)
    {
        if (Brief(key) is { } brief)
            return Flow(brief);
        if (key.Children.Count > 0)
            return $"{{ {string.Join(", ", key.Children.Select(Entry))} }}";
        return key.Item is { } item ? $"[{Flow(item)}]" : Open;
    }

    public static string Entry(SchemaNode key) => $"{key.Name}: {Flow(key)}";

    /// <summary>On lines of its own, as a person would lay it out: brackets only around what is flat.</summary>
    public static IEnumerable<string> Lines(SchemaNode key, string indent)
    {
        var value = Brief(key) ?? key;
        if (IsFlat(value))
            return [indent + Entry(key)];
        return [$"{indent}{key.Name}:", .. Below(value, indent + Step)];
    }

    /// <summary>What stands under a key.</summary>
    public static IEnumerable<string> Below(SchemaNode key, string indent) =>
        key.Children.Count > 0 ? key.Children.SelectMany(child => Lines(child, indent)) : [$"{indent}- {Flow(key.Item!)}"];

    /// <summary>Whether brackets around it hold no map.</summary>
    public static bool IsFlat(SchemaNode key) => key.Children.Count > 0 ? key.Children.All(IsPlain) : IsPlain(key);

    private static bool IsPlain(SchemaNode key)
    {
        var value = Brief(key) ?? key;
        return value.Children.Count == 0 && (value.Item is not { } item || (Brief(item) ?? item).Children.Count == 0);
    }

    /// <summary>The only thing that is asked for, when a bare value can say it.</summary>
    private static SchemaNode? Brief(SchemaNode key) => key.Children.Count == 1 && key.Short == key.Children[0] ? key.Short : null;
}
