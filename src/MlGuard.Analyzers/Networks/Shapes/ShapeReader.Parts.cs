using System.Globalization;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks.Torch;

namespace MlGuard.Analyzers.Networks.Shapes;

/// <summary>Arrays and tuples of tensors: what splits a tensor, and layers with several answers.</summary>
internal sealed partial class ShapeReader
{
    private bool HoldsTensors(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol array => flow.Symbols.IsTensor(array.ElementType),
        INamedTypeSymbol { IsTupleType: true } tuple => flow.Symbols.IsTensor(tuple.TupleElements[0].Type),
        INamedTypeSymbol { Name: "Tuple", TypeArguments: [var first, ..] } => flow.Symbols.IsTensor(first),
        _ => false,
    };

    /// <summary>The sizes of each tensor of an array or tuple; default when not even their count is known.</summary>
    private ImmutableArray<TensorShape?> PartsOf(IOperation value, ShapeScope scope)
    {
        if (++_steps > MaximumSteps)
            return default;
        switch (Unwrapped(value))
        {
            case ILocalReferenceOperation local:
                return scope.Parts.TryGetValue(local.Local, out var known) ? known : default;
            case ITupleOperation tuple:
                return [.. tuple.Elements.Select(element => Value(element, scope))];
            case IInvocationOperation call when flow.Members.Of(call.TargetMethod) == TorchMeaning.Forward:
                return PartsOfLayer(call, scope);
            case IInvocationOperation call when TorchTypes.Declares(call.TargetMethod):
                return PartsOfOperation(call, scope);
            case var other when Constants.Elements(Numbers.OriginOf(other)) is { } elements && elements.All(element => element is not null):
                return [.. elements.Select(element => Value(element!, scope))];
            case var other:
                Inside(other, scope);
                return default;
        }
    }

    private TensorShape? Part(IOperation whole, long? at, ShapeScope scope)
    {
        var parts = PartsOf(whole, scope);
        if (parts.IsDefault || at is not >= 0)
            return null;
        if (at < parts.Length)
            return parts[(int)at];
        return parts is [{ } first, ..] ? TooFew(whole, at.Value, parts.Length, first) : null;
    }

    private TensorShape? TooFew(IOperation whole, long at, int count, TensorShape part) =>
        Wrong(whole.Parent ?? whole, $"{Said(whole)} has {count} parts, and none at {at}", part);

    /// <summary>Which part of a tuple a member names.</summary>
    private static int? ItemOf(IMemberReferenceOperation member)
    {
        var name = member.Member is IFieldSymbol { CorrespondingTupleField: { } item } ? item.Name : member.Member.Name;
        var isItem = member.Member.ContainingType is { Name: "Tuple" } or { IsTupleType: true }
            && name.StartsWith("Item", StringComparison.Ordinal);
        return isItem && int.TryParse(name.Substring(4), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number - 1
            : null;
    }

    private ImmutableArray<TensorShape?> PartsOfLayer(IInvocationOperation call, ShapeScope scope)
    {
        var inputs = InputsOf(call, scope);
        if (call.Instance is not { } model)
            return default;
        var first = Apply(model, scope, inputs, TorchValues.PlaceOf(call));
        if (Layer(model, scope) is not (IInvocationOperation made, var around) || !TorchTypes.Declares(made.TargetMethod)
            || !LayerTable.Further.TryGetValue(made.TargetMethod.Name, out var further))
            return [first];
        var layer = new LayerCall(made, around, this, TorchValues.PlaceOf(call)) { Inputs = inputs };
        return [first, .. further(layer, inputs.FirstOrDefault())];
    }

    private ImmutableArray<TensorShape?> PartsOfOperation(IInvocationOperation call, ShapeScope scope)
    {
        var operation = OperationOf(call, scope);
        return OperationTable.Parts.TryGetValue(call.TargetMethod.Name, out var row) ? row(operation) : default;
    }

    /// <summary>The tensors that a model is asked with.</summary>
    private ImmutableArray<TensorShape?> InputsOf(IInvocationOperation call, ShapeScope scope) =>
        [.. call.Arguments.OrderBy(argument => argument.Parameter?.Ordinal ?? 0).Select(argument => Value(argument.Value, scope))];

    private OperationCall OperationOf(IInvocationOperation call, ShapeScope scope)
    {
        var tensors = ImmutableArray.CreateBuilder<TensorShape?>();
        foreach (var operand in OperandsOf(call).Where(operand => operand.Syntax != call.Syntax))
        {
            var type = Unwrapped(operand).Type;
            if (flow.Symbols.IsTensor(type))
                tensors.Add(Value(operand, scope));
            else if (!HoldsTensors(type))
                Value(operand, scope);
        }

        return new OperationCall(call, scope, this, tensors.ToImmutable());
    }

    private static IEnumerable<IOperation> OperandsOf(IInvocationOperation call)
    {
        if (call.Instance is { } instance)
            yield return instance;
        foreach (var argument in call.Arguments)
            yield return argument.Value;
    }
}
