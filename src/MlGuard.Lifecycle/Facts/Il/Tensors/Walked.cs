using System.Reflection.Metadata;

namespace MlGuard.Lifecycle.Facts.Il.Tensors;

/// <summary>What a place of a body holds, as far as it is constant.</summary>
internal abstract class Walked
{
    /// <summary>Nobody knows.</summary>
    public static Walked Unknown { get; } = new Anything();

    /// <summary>The reference to no object.</summary>
    public static Walked Nothing { get; } = new Anything();

    private sealed class Anything : Walked;
}

/// <summary>A whole number.</summary>
internal sealed class WalkedNumber(long value) : Walked
{
    public long Value => value;
}

/// <summary>A text.</summary>
internal sealed class WalkedText(string value) : Walked
{
    public string Value => value;
}

/// <summary>A text of which the end alone is known, such as a path below a folder that nobody knows.</summary>
internal sealed class WalkedEnd(string value) : Walked
{
    public string Value => value;
}

/// <summary>A number that may be absent, and whether it is.</summary>
internal sealed class WalkedChoice(bool isThere) : Walked
{
    public static WalkedChoice There { get; } = new(true);

    public static WalkedChoice Absent { get; } = new(false);

    public bool IsThere => isThere;
}

/// <summary>A context of ML.NET, and whether it is made with a seed.</summary>
internal sealed class WalkedContext(bool isSeeded) : Walked
{
    public bool IsSeeded => isSeeded;
}

/// <summary>The constants of an array, as the assembly keeps them.</summary>
internal sealed class WalkedData(FieldDefinitionHandle place) : Walked
{
    public FieldDefinitionHandle Field => place;
}

/// <summary>The address of a local.</summary>
internal sealed class WalkedAddress(int local) : Walked
{
    public int Local => local;
}

/// <summary>A place of a buffer that becomes a span.</summary>
internal sealed class WalkedPlace(WalkedItems buffer, Walked index) : Walked
{
    public WalkedItems Buffer => buffer;

    public Walked Index => index;
}

/// <summary>A tensor, or what ONNX Runtime makes of one.</summary>
/// <param name="element">The type of its elements; empty where nobody knows.</param>
/// <param name="sizes">Its dimensions; anything but items where not even their number is known.</param>
internal sealed class WalkedTensor(string element, Walked sizes) : Walked
{
    public string Element => element;

    public Walked Sizes => sizes;

    /// <summary>
    /// The dimensions, null for each that is unknown; default where not even their number is known. Final once all is read.
    /// </summary>
    public ImmutableArray<long?> Shape =>
        sizes is WalkedItems items ? [.. items.All.Select(size => (size as WalkedNumber)?.Value)] : default;
}
