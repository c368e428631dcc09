using System.Globalization;
using System.Reflection.Metadata;

namespace MlGuard.Lifecycle.Facts.Il.Tensors;

/// <summary>
/// The locals into which C# writes the items of a collection expression that becomes a span. Nothing but helpers of the compiler knows them,
/// so whatever else takes the address of such a local makes it unknown.
/// </summary>
internal sealed class WalkedBuffers(TypeNames names)
{
    private const string Helpers = "<PrivateImplementationDetails>";
    private const int MostItems = 64;

    private static readonly ImmutableArray<string> s_types = ["<>y__InlineArray", "System.Runtime.CompilerServices.InlineArray"];

    private readonly Dictionary<int, WalkedItems> _buffers = [];

    public void Begin(int local, EntityHandle type, int block)
    {
        if (LengthOf(type) is { } length)
            _buffers[local] = new("", length, block);
    }

    /// <summary>What a helper of the compiler makes of a buffer; null for any other call.</summary>
    public Walked? Of(Callee callee, Walked[] arguments) => (callee.Type, callee.Name, arguments) switch
    {
        (Helpers, "InlineArrayElementRef", [WalkedAddress { Local: var local }, var index]) when Find(local) is { } items =>
            new WalkedPlace(items, index),
        (Helpers, "InlineArrayFirstElementRef", [WalkedAddress { Local: var local }]) when Find(local) is { } items =>
            new WalkedPlace(items, new WalkedNumber(0)),
        (Helpers, "InlineArrayAsReadOnlySpan", [WalkedAddress { Local: var local }, WalkedNumber { Value: var length }])
            when Find(local) is { } items && items.Length == length => items,
        _ => null,
    };

    /// <summary>Something else takes the address of the local.</summary>
    public void Open(int local) => Find(local)?.Open();

    private WalkedItems? Find(int local) => _buffers.TryGetValue(local, out var items) ? items : null;

    /// <summary>The type that C# makes for itself, or the one that the runtime has since .NET 10; null for any other.</summary>
    private int? LengthOf(EntityHandle type)
    {
        var name = names.Of(type);
        var start = s_types.FirstOrDefault(known => name.StartsWith(known, StringComparison.Ordinal))?.Length;
        return start is { } from && name.IndexOf('`') is >= 0 and var end
            && int.TryParse(name.Substring(from, end - from), NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            && length is > 0 and <= MostItems
                ? length
                : null;
    }
}
