namespace MlGuard.Analyzers.Frameworks.Onnx;

/// <summary>The elements of tensors as C# writes them.</summary>
internal static class TensorElements
{
    /// <summary>The element that values of <paramref name="type"/> make; undefined for a type that no tensor holds.</summary>
    public static TensorElement Of(ITypeSymbol? type) => type?.SpecialType switch
    {
        SpecialType.System_Single => TensorElement.Float,
        SpecialType.System_Byte => TensorElement.UInt8,
        SpecialType.System_SByte => TensorElement.Int8,
        SpecialType.System_UInt16 => TensorElement.UInt16,
        SpecialType.System_Int16 => TensorElement.Int16,
        SpecialType.System_Int32 => TensorElement.Int32,
        SpecialType.System_Int64 => TensorElement.Int64,
        SpecialType.System_String => TensorElement.String,
        SpecialType.System_Boolean => TensorElement.Bool,
        SpecialType.System_Double => TensorElement.Double,
        SpecialType.System_UInt32 => TensorElement.UInt32,
        SpecialType.System_UInt64 => TensorElement.UInt64,
        _ => type?.Name switch
        {
            "Float16" when OnnxTypes.Declares(type) => TensorElement.Float16,
            "BFloat16" when OnnxTypes.Declares(type) => TensorElement.BFloat16,
            _ => TensorElement.Undefined,
        },
    };

    /// <summary>The element that values of a type of this metadata name make.</summary>
    public static TensorElement Of(string metadataName) => metadataName switch
    {
        "Single" => TensorElement.Float,
        "Byte" => TensorElement.UInt8,
        "Boolean" => TensorElement.Bool,
        "SByte" => TensorElement.Int8,
        "Microsoft.ML.OnnxRuntime.Float16" => TensorElement.Float16,
        "Microsoft.ML.OnnxRuntime.BFloat16" => TensorElement.BFloat16,
        "Int16" or "UInt16" or "Int32" or "UInt32" or "Int64" or "UInt64" or "Double" or "String" =>
            (TensorElement)Enum.Parse(typeof(TensorElement), metadataName),
        _ => TensorElement.Undefined,
    };

    /// <summary>The C# type, or null when there is none.</summary>
    public static string? NameOf(TensorElement element) => element switch
    {
        TensorElement.Float => "float",
        TensorElement.UInt8 => "byte",
        TensorElement.Int8 => "sbyte",
        TensorElement.UInt16 => "ushort",
        TensorElement.Int16 => "short",
        TensorElement.Int32 => "int",
        TensorElement.Int64 => "long",
        TensorElement.String => "string",
        TensorElement.Bool => "bool",
        TensorElement.Double => "double",
        TensorElement.UInt32 => "uint",
        TensorElement.UInt64 => "ulong",
        TensorElement.Float16 => "Float16",
        TensorElement.BFloat16 => "BFloat16",
        _ => null,
    };
}
