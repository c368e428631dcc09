namespace MlGuard.Lifecycle.Facts.Il.Tensors;

/// <summary>What calls of the framework make of texts and numbers: joined texts, paths, contexts of ML.NET.</summary>
internal static class WalkedCalls
{
    private const string Path = "System.IO.Path";

    /// <summary>What the call gives; null where nothing is known of it.</summary>
    public static Walked? Of(Callee callee, Walked[] arguments) => (callee.Type, callee.Name) switch
    {
        ("System.String", "Concat") => Joined(PartsOf(arguments), ""),
        (Path, "Combine" or "Join") => Joined(PartsOf(arguments), "/"),
        (Path, "GetFullPath") when arguments is [WalkedText or WalkedEnd, ..] => new WalkedEnd(TextOf(arguments[0])!),
        ("System.Nullable`1", ".ctor") => WalkedChoice.There,
        ("Microsoft.ML.MLContext", ".ctor") when arguments is [WalkedChoice seed] => new WalkedContext(seed.IsThere),
        _ => null,
    };

    /// <summary>Several parts are passed as one array.</summary>
    private static ImmutableArray<Walked> PartsOf(Walked[] arguments) =>
        arguments is [WalkedItems items] ? [.. items.All] : [.. arguments];

    /// <summary>The whole text where every part is known, or else its end.</summary>
    private static Walked? Joined(ImmutableArray<Walked> parts, string separator)
    {
        var known = parts.Reverse().TakeWhile(part => part is WalkedText).Reverse().ToImmutableArray();
        var text = string.Join(separator, known.Select(TextOf));
        if (known.Length == parts.Length)
            return parts.IsEmpty ? null : new WalkedText(text);
        var before = parts[parts.Length - known.Length - 1];
        if (before is WalkedEnd end)
            return new WalkedEnd(known.IsEmpty ? end.Value : end.Value + separator + text);
        return text.Length > 0 ? new WalkedEnd(text) : null;
    }

    private static string? TextOf(Walked value) => (value as WalkedText)?.Value ?? (value as WalkedEnd)?.Value;
}
