using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Frameworks.MlNet;

namespace MlGuard.Analyzers.Pipelines;

/// <summary>What the other arguments of a call change about its row.</summary>
internal static class StepRefinement
{
    /// <summary>The kinds of <c>DataKind</c>, by its numbers.</summary>
    private static readonly ImmutableArray<ItemKinds> s_dataKinds =
    [
        ItemKinds.Any, ItemKinds.SByte, ItemKinds.Byte, ItemKinds.Int16, ItemKinds.UInt16, ItemKinds.Int32, ItemKinds.UInt32,
        ItemKinds.Int64, ItemKinds.UInt64,
        ItemKinds.Single, ItemKinds.Double, ItemKinds.Text, ItemKinds.Boolean, ItemKinds.TimeSpan, ItemKinds.DateTime,
        ItemKinds.DateTimeOffset,
    ];

    public static StepRow Of(StepRow row, IInvocationOperation call, MlSymbols symbols) => row.Method switch
    {
        "ConvertType" => Converting(row, call),
        "OneHotEncoding" => OneHot(row, call, OutputKeyValues.OfItems),
        "OneHotHashEncoding" =>
            OneHot(row, call, IsConstant(call, "maximumNumberOfInverts", 0) ? OutputKeyValues.None : OutputKeyValues.Unknown),
        "Hash" when !IsConstant(call, "maximumNumberOfInverts", 0) =>
            row with { Output = row.Output with { KeyValues = OutputKeyValues.Unknown } },
        "MapKeyToVector" => row with { Output = row.Output with { Shape = VectorShapeOf(call) } },
        "MapValueToKey" => row with { Output = row.Output with { KeyValues = KeyValuesOf(call) } },
        "MapValue" => Mapping(row, call, symbols),
        // The default value is 0 whatever the rows hold.
        "ReplaceMissingValues" when IntOf(call, "replacementMode") == 0 => row with { Learns = false },
        "ExtractPixels" => row with { Output = row.Output with { Items = PixelsOf(call) } },
        // Its options may name a second output.
        "FeaturizeText" when call.Arguments.Argument("options") is { Value.ConstantValue.HasValue: false } =>
            row with { Form = StepForm.Opaque },
        _ => row,
    };

    /// <summary>The kind of a <c>DataKind</c>, or any when it is not constant.</summary>
    public static ItemKinds KindOf(IOperation? dataKind) =>
        dataKind?.ConstantValue is { HasValue: true, Value: { } value }
            && Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture) is var number
            && number < s_dataKinds.Length
            && number > 0
            ? s_dataKinds[number]
            : ItemKinds.Any;

    private static StepRow Converting(StepRow row, IInvocationOperation call)
    {
        // Pairs of a newer overload carry the kind themselves.
        var target = call.Arguments.Argument("outputKind") is { } kind ? KindOf(kind.Value) : ItemKinds.Any;
        return row with
        {
            Wants = row.Wants with { Items = target == ItemKinds.Any ? ItemKinds.Any : Conversions.Into(target) },
            Output = row.Output with { Items = target },
        };
    }

    /// <summary><c>OneHotEncodingEstimator.OutputKind</c>: Bag, Indicator, Key, Binary.</summary>
    private static StepRow OneHot(StepRow row, IInvocationOperation call, OutputKeyValues keyValues) => IntOf(call, "outputKind") switch
    {
        1 => row with { Output = new StepOutput(ItemKinds.Single, OutputShape.Vector) },
        2 or 4 => row,
        3 => row with { Output = new StepOutput(ItemKinds.UInt32, OutputShape.Same, KeyKinds.Key, keyValues) },
        _ => row with { Output = StepOutput.Unknown },
    };

    private static OutputShape VectorShapeOf(IInvocationOperation call) => BoolOf(call, "outputCountVector") switch
    {
        true => OutputShape.Vector,
        false => OutputShape.VectorOrVariable,
        null => OutputShape.VectorOrVariable,
    };

    private static OutputKeyValues KeyValuesOf(IInvocationOperation call) => BoolOf(call, "addKeyValueAnnotationsAsText") switch
    {
        true => OutputKeyValues.Text,
        false => OutputKeyValues.OfItems,
        null => OutputKeyValues.Unknown,
    };

    private static StepRow Mapping(StepRow row, IInvocationOperation call, MlSymbols symbols)
    {
        if (call.TargetMethod.TypeArguments is not [_, { } output])
            return row;

        var isVector =
            call.Arguments.Argument("keyValuePairs")?.Parameter?.Type
                is INamedTypeSymbol { TypeArguments: [INamedTypeSymbol { TypeArguments: [_, IArrayTypeSymbol] }] };
        var isKey = BoolOf(call, "treatValuesAsKeyType") ?? (call.Arguments.Argument("treatValuesAsKeyType") is null ? false : null);
        if (isKey is null || RowClass.ReadAs(output, symbols) is not { } read)
            return row;
        return row with
        {
            Wants = isVector ? row.Wants with { Shapes = Shapes.Scalar } : row.Wants,
            Output = isKey == true
                ? new StepOutput(ItemKinds.UInt32, OutputShape.Same, KeyKinds.Key, OutputKeyValues.Unknown)
                : new StepOutput(read.Items, isVector ? OutputShape.Vector : OutputShape.Same, KeyKinds.Value, OutputKeyValues.None),
        };
    }

    private static ItemKinds PixelsOf(IInvocationOperation call) => BoolOf(call, "outputAsFloatArray") switch
    {
        true => ItemKinds.Single,
        false => ItemKinds.Byte,
        null => ItemKinds.Single | ItemKinds.Byte,
    };

    private static bool IsConstant(IInvocationOperation call, string parameter, int value) =>
        call.Arguments.Argument(parameter) is null || IntOf(call, parameter) == value;

    private static int? IntOf(IInvocationOperation call, string parameter) =>
        call.Arguments.Argument(parameter)?.Value.ConstantValue is { HasValue: true, Value: { } value and not string }
            ? Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture)
            : null;

    private static bool? BoolOf(IInvocationOperation call, string parameter) =>
        call.Arguments.Argument(parameter)?.Value.ConstantValue is { HasValue: true, Value: bool value } ? value : null;
}
