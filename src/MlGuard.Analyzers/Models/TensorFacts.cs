using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Frameworks.Onnx;

namespace MlGuard.Analyzers.Models;

/// <summary>What is known of a tensor or value that code makes.</summary>
/// <param name="Element">Of its elements; undefined when nobody knows.</param>
/// <param name="Shape">Its dimensions, null for each that is unknown; default when not even their number is known.</param>
/// <param name="ShapePlace">Where the dimensions are written.</param>
internal readonly record struct TensorFacts(TensorElement Element, ImmutableArray<long?> Shape, IOperation? ShapePlace)
{
    private const int MaximumDepth = 6;

    private static readonly string[] s_shapes = ["shape", "dimensions", "dims"];

    public static TensorFacts None { get; } = new(TensorElement.Undefined, default, null);

    /// <summary>The facts of <paramref name="value"/>.</summary>
    /// <param name="value">A tensor, or what ONNX Runtime makes of one.</param>
    /// <param name="source">Where a value comes from.</param>
    /// <param name="symbols">The compilation's types.</param>
    public static TensorFacts Of(IOperation value, Func<IOperation, IOperation> source, MlSymbols symbols) =>
        Of(value, source, symbols, MaximumDepth);

    private static TensorFacts Of(IOperation value, Func<IOperation, IOperation> source, MlSymbols symbols, int depth)
    {
        if (depth == 0)
            return None;

        var origin = source(value);
        var facts = origin switch
        {
            IObjectCreationOperation { Type: INamedTypeSymbol type } creation when symbols.Is(type, OnnxTypes.DenseTensor) =>
                Written(creation.Arguments, ElementOf(type)),
            IInvocationOperation call when OnnxTypes.Declares(call.TargetMethod) => OfCall(call, source, symbols, depth),
            _ => None,
        };
        return facts.Element == TensorElement.Undefined ? facts with { Element = ElementOfType(value, origin, symbols) } : facts;
    }

    private static TensorFacts OfCall(
        IInvocationOperation call, Func<IOperation, IOperation> source, MlSymbols symbols, int depth)
    {
        if (call.TargetMethod.Name == "Reshape" && call.Instance is { } tensor)
            return Written(call.Arguments, ElementOfType(tensor, tensor, symbols));
        if (call.TargetMethod.Name == "ToTensor" && FluentChain.ReceiverOf(call) is { } array)
            return OfArray(array);
        if (call.Arguments.FirstOrDefault(argument => IsTensor(argument.Parameter?.Type, symbols)) is { } given)
            return Of(given.Value, source, symbols, depth - 1);

        var element = call.TargetMethod.TypeArguments is [var type] ? TensorElements.Of(type) : Named(call, symbols);
        return Written(call.Arguments, element);
    }

    /// <summary>Whether a parameter takes a tensor, as against the memory of one.</summary>
    private static bool IsTensor(ITypeSymbol? type, MlSymbols symbols) =>
        type is INamedTypeSymbol named && (symbols.Is(named, OnnxTypes.Tensor) || symbols.Is(named, OnnxTypes.DenseTensor)
            || named.Name == "TensorBase");

    /// <summary>The element that a call names by a member of <c>TensorElementType</c>, or makes in any case.</summary>
    private static TensorElement Named(IInvocationOperation call, MlSymbols symbols)
    {
        if (call.TargetMethod.Name == "CreateTensorWithEmptyStrings")
            return TensorElement.String;
        return call.Arguments.FirstOrDefault(argument => symbols.Is(argument.Parameter?.Type, OnnxTypes.ElementType)) is
            { Parameter.RefKind: RefKind.None, Value.ConstantValue: { HasValue: true, Value: int number } }
            ? (TensorElement)number
            : TensorElement.Undefined;
    }

    private static TensorFacts Written(ImmutableArray<IArgumentOperation> arguments, TensorElement element)
    {
        if (arguments.FirstOrDefault(argument => s_shapes.Contains(argument.Parameter?.Name)) is not { } shape)
            return new(element, default, null);
        // Numbers one by one are the elements of a parameter array.
        return new(element, Numbers.ListOf(shape.Value), shape.Value);
    }

    private static TensorFacts OfArray(IOperation array)
    {
        if (array.Type is not IArrayTypeSymbol type && (array as IConversionOperation)?.Operand.Type is not IArrayTypeSymbol)
            return None;

        type = array.Type as IArrayTypeSymbol ?? (IArrayTypeSymbol)((IConversionOperation)array).Operand.Type!;
        ImmutableArray<long?> sizes = Numbers.OriginOf(array) is IArrayCreationOperation { Initializer: null } creation
            && creation.DimensionSizes.Length == type.Rank
            ? [.. creation.DimensionSizes.Select(size => Numbers.Of(size))]
            : [.. Enumerable.Repeat((long?)null, type.Rank)];
        return new(TensorElements.Of(type.ElementType), sizes, array);
    }

    private static TensorElement ElementOfType(IOperation value, IOperation origin, MlSymbols symbols)
    {
        foreach (var type in new[] { origin.Type, value.Type, (value as IConversionOperation)?.Operand.Type })
        {
            if (type is INamedTypeSymbol named && IsTensor(named, symbols))
                return ElementOf(named);
        }

        return TensorElement.Undefined;
    }

    private static TensorElement ElementOf(INamedTypeSymbol tensor) =>
        tensor.TypeArguments is [var element] ? TensorElements.Of(element) : TensorElement.Undefined;
}
