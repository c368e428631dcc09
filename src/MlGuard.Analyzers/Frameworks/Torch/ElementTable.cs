namespace MlGuard.Analyzers.Frameworks.Torch;

/// <summary>Which element types TorchSharp's names, casts and results stand for, read off version 0.107.0 and run against it.</summary>
internal static class ElementTable
{
    private static readonly ImmutableDictionary<string, Element> s_scalarTypes = new Dictionary<string, Element>
    {
        ["Bool"] = Element.Boolean, ["@bool"] = Element.Boolean, ["bool"] = Element.Boolean,
        ["Byte"] = Element.Byte, ["uint8"] = Element.Byte, ["Int8"] = Element.Int8, ["int8"] = Element.Int8,
        ["Int16"] = Element.Int16, ["int16"] = Element.Int16, ["@short"] = Element.Int16, ["short"] = Element.Int16,
        ["Int32"] = Element.Int32, ["int32"] = Element.Int32, ["@int"] = Element.Int32, ["int"] = Element.Int32,
        ["Int64"] = Element.Int64, ["int64"] = Element.Int64, ["@long"] = Element.Int64, ["long"] = Element.Int64,
        ["Float16"] = Element.Float16, ["float16"] = Element.Float16, ["half"] = Element.Float16,
        ["Float32"] = Element.Float32, ["float32"] = Element.Float32, ["@float"] = Element.Float32, ["float"] = Element.Float32,
        ["Float64"] = Element.Float64, ["float64"] = Element.Float64, ["@double"] = Element.Float64, ["double"] = Element.Float64,
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>Operations of a tensor that change its element type by their name.</summary>
    private static readonly ImmutableHashSet<string> s_casts = ["bool", "byte", "short", "int", "long", "half", "float", "double"];

    /// <summary>Functions that make a tensor of the default type where none is named.</summary>
    public static ImmutableHashSet<string> OfDefaultType { get; } =
        ["rand", "randn", "zeros", "ones", "empty", "eye", "linspace", "normal"];

    /// <summary>Operations whose result is a whole number of 64 bits.</summary>
    public static ImmutableHashSet<string> Indices { get; } = ["argmax", "argmin", "argsort", "count_nonzero"];

    /// <summary>Operations that compare.</summary>
    public static ImmutableHashSet<string> Comparisons { get; } =
    [
        "eq", "ne", "gt", "lt", "ge", "le", "not_equal", "greater", "less", "isnan", "isfinite", "logical_and", "logical_or",
        "logical_not",
    ];

    /// <summary>Operations whose result has the element type of the tensor that they are called on.</summary>
    public static ImmutableHashSet<string> Keeping { get; } =
    [
        "view", "reshape", "flatten", "squeeze", "unsqueeze", "permute", "transpose", "t", "clone", "detach", "contiguous", "cpu", "cuda",
        "expand", "repeat", "narrow", "select", "index_select", "slice", "requires_grad_", "squeeze_", "unsqueeze_", "abs", "neg", "relu",
        "clamp", "DetachFromDisposeScope", "MoveToOuterDisposeScope", "alias", "roll", "flip", "masked_select",
    ];

    /// <summary>What <c>ScalarType.Int64</c> and <c>torch.int64</c> name.</summary>
    public static Element OfName(string name) => s_scalarTypes.TryGetValue(name, out var element) ? element : Element.Unknown;

    /// <summary>What <c>tensor.@long()</c> makes.</summary>
    public static Element OfCast(string method) => s_casts.Contains(method) ? OfName(method) : Element.Unknown;

    public static Element OfType(ITypeSymbol? type) => type?.SpecialType switch
    {
        SpecialType.System_Boolean => Element.Boolean,
        SpecialType.System_SByte => Element.Int8,
        SpecialType.System_Byte => Element.Byte,
        SpecialType.System_Int16 => Element.Int16,
        SpecialType.System_Int32 => Element.Int32,
        SpecialType.System_Int64 => Element.Int64,
        SpecialType.System_Single => Element.Float32,
        SpecialType.System_Double => Element.Float64,
        _ => Element.Unknown,
    };

    /// <summary>How C# calls the type.</summary>
    public static string Keyword(Element element) => element switch
    {
        Element.Boolean => "bool",
        Element.Int8 => "sbyte",
        Element.Byte => "byte",
        Element.Int16 => "short",
        Element.Int32 => "int",
        Element.Int64 => "long",
        Element.Float16 => "Half",
        Element.Float32 => "float",
        _ => "double",
    };
}
