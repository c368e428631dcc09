using MlGuard.Analyzers.Flow;
using MlGuard.Analyzers.Frameworks;

namespace MlGuard.Analyzers.Pipelines;

/// <summary>What the other arguments of a call change about its row.</summary>
internal static class StepRefinement
{
    /// <summary>The kinds of <c>DataKind</c>, by its numbers.</summary>
    private static readonly ImmutableArray<ItemKinds> s_dataKinds =
    [
        ItemKinds.Any, ItemKinds.SByte, ItemKinds.Byte, ItemKinds.Int16, ItemKinds.UInt16, ItemKinds.Int32, ItemKinds.UInt32, ItemKinds.Int64, ItemKinds.UInt64,
        ItemKinds.Single, ItemKinds.Double, ItemKinds.Text, ItemKinds.Boolean, ItemKinds.TimeSpan, ItemKinds.DateTime, ItemKinds.DateTimeOffset,
    ];

    public static StepRow Of(StepRow row, IInvocationOperation call, MlSymbols symbols) => row.Method switch
    {
        "ConvertType" => Converting(row, call),
        "OneHotEncoding" => OneHot(row, call, MadeKeyValues.OfItems),
        "OneHotHashEncoding" => OneHot(row, call, IsConstant(call, "maximumNumberOfInverts", 0) ? MadeKeyValues.None : MadeKeyValues.Unknown),
        "Hash" when !IsConstant(call, "maximumNumberOfInverts", 0) => row with { Makes = row.Makes with { KeyValues = MadeKeyValues.Unknown } },
        "MapKeyToVector" => row with { Makes = row.Makes with { Shape = VectorShapeOf(call) } },
        "MapValueToKey" => row with { Makes = row.Makes with { KeyValues = KeyValuesOf(call) } },
        "MapValue" => Mapping(row, call, symbols),
        // The default value is 0 whatever the rows hold.
        "ReplaceMissingValues" when IntOf(call, "replacementMode") == 0 => row with { Learns = false },
        "ExtractPixels" => row with { Makes = row.Makes with { Items = PixelsOf(call) } },
        // Its options may name a second output.
        "FeaturizeText" when call.Arguments.Argument("options") is { Value.ConstantValue.HasValue: false } => row with { Form = StepForm.Opaque },
        _ => row,
    };

    /// <summary>The kind of a <c>DataKind</c>, or any when it is not constant.</summary>
    public static ItemKinds KindOf(IOperation? dataKind) =>
        dataKind?.ConstantValue is { HasValue: true, Value: { } value } && Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture) is var number && number < s_dataKinds.Length && number > 0
            ? s_dataKinds[number]
            : ItemKinds.Any;

    private static StepRow Converting(StepRow row, IInvocationOperation call)
    {
        // Pairs of a newer overload carry the kind themselves.
        var target = call.Arguments.Argument("outputKind") is { } kind ? KindOf(kind.Value) : ItemKinds.Any;
        return row with
        {
            Wants = row.Wants with { Items = target == ItemKinds.Any ? ItemKinds.Any : Conversions.Into(target) },
            Makes = row.Makes with { Items = target },
        };
    }

    /// <summary><c>OneHotEncodingEstimator.OutputKind</c>: Bag, Indicator, Key, Binary.</summary>
    private static StepRow OneHot(StepRow row, IInvocationOperation call, MadeKeyValues keyValues) => IntOf(call, "outputKind") switch
    {
        1 => row with { Makes = new Makes(ItemKinds.Single, MadeShape.Vector) },
        2 or 4 => row,
        3 => row with { Makes = new Makes(ItemKinds.UInt32, MadeShape.Same, Keyness.Key, keyValues) },
        _ => row with { Makes = Makes.Unknown },
    };

    private static MadeShape VectorShapeOf(IInvocationOperation call) => BoolOf(call, "outputCountVector") switch
    {
        true => MadeShape.Vector,
        false => MadeShape.VectorOrVariable,
        null => MadeShape.VectorOrVariable,
    };

    private static MadeKeyValues KeyValuesOf(IInvocationOperation call) => BoolOf(call, "addKeyValueAnnotationsAsText") switch
    {
        true => MadeKeyValues.Text,
        false => MadeKeyValues.OfItems,
        null => MadeKeyValues.Unknown,
    };

    private static StepRow Mapping(StepRow row, IInvocationOperation call, MlSymbols symbols)
    {
        if (call.TargetMethod.TypeArguments is not [_, { } output])
            return row;

        var isVector = call.Arguments.Argument("keyValuePairs")?.Parameter?.Type is INamedTypeSymbol { TypeArguments: [INamedTypeSymbol { TypeArguments: [_, IArrayTypeSymbol] }] };
        var isKey = BoolOf(call, "treatValuesAsKeyType") ?? (call.Arguments.Argument("treatValuesAsKeyType") is null ? false : null);
        if (isKey is null || RowClass.ReadAs(output, symbols) is not { } read)
            return row;
        return row with
        {
            Wants = isVector ? row.Wants with { Shapes = Shapes.Scalar } : row.Wants,
            Makes = isKey == true
                ? new Makes(ItemKinds.UInt32, MadeShape.Same, Keyness.Key, MadeKeyValues.Unknown)
                : new Makes(read.Items, isVector ? MadeShape.Vector : MadeShape.Same, Keyness.Value, MadeKeyValues.None),
        };
    }

    private static ItemKinds PixelsOf(IInvocationOperation call) => BoolOf(call, "outputAsFloatArray") switch
    {
        true => ItemKinds.Single,
        false => ItemKinds.Byte,
        null => ItemKinds.Single | ItemKinds.Byte,
    };

    private static bool IsConstant(IInvocationOperation call, string parameter, int value) => call.Arguments.Argument(parameter) is null || IntOf(call, parameter) == value;

    private static int? IntOf(IInvocationOperation call, string parameter) =>
        call.Arguments.Argument(parameter)?.Value.ConstantValue is { HasValue: true, Value: { } value and not string } ? Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture) : null;

    private static bool? BoolOf(IInvocationOperation call, string parameter) =>
        call.Arguments.Argument(parameter)?.Value.ConstantValue is { HasValue: true, Value: bool value } ? value : null;
}
