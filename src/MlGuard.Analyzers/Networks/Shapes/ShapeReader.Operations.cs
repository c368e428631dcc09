using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks.Torch;

namespace MlGuard.Analyzers.Networks.Shapes;

/// <summary>The operations on tensors: what they want of the sizes, and what they make of them.</summary>
internal sealed partial class ShapeReader
{
    private static readonly ImmutableHashSet<string> s_makers = ["zeros", "ones", "rand", "randn", "empty", "full", "randint"];

    /// <summary>Operations that leave the sizes as they are.</summary>
    internal static ImmutableHashSet<string> Keeping { get; } =
    [
        "relu", "relu_", "relu6", "leaky_relu", "elu", "selu", "gelu", "silu", "sigmoid", "tanh", "softplus", "softmax", "log_softmax", "exp",
        "log", "abs", "neg", "sqrt", "sin", "cos", "clamp", "clone", "detach", "contiguous", "cpu", "cuda", "to", "to_type", "float", "double", "long",
        "dropout", "requires_grad_", "alias", "MoveToOuterDisposeScope", "DetachFromDisposeScope", "hardtanh", "hardswish", "mish",
    ];

    private static readonly ImmutableHashSet<string> s_arithmetic = ["add", "sub", "mul", "div", "add_", "sub_", "mul_", "div_"];

    /// <summary>Merges a range of dimensions into one.</summary>
    public TensorShape? Flattened(TensorShape? input, long? start, long? end, string from)
    {
        if (start is not { } first || end is not { } last)
            return null;
        if (input is null || input.IsOpen)
            return first == 1 && last == -1 ? new TensorShape([Fresh(), Fresh()], IsOpen: false, from) : null;
        if (input.Rank == 1 && first == 1)
            return null;
        if (input.IndexOf(first) is not { } begin || input.IndexOf(last) is not { } finish || finish < begin)
            return null;
        var merged = input.Dims.Skip(begin).Take(finish - begin + 1).Aggregate(Dim.Of(1), (product, dim) => product * dim);
        return new TensorShape(
            [.. input.Dims.Take(begin), merged.IsTooLong ? Fresh() : merged, .. input.Dims.Skip(finish + 1)], IsOpen: false, from);
    }

    private TensorShape? OfCall(IInvocationOperation call, ShapeScope scope)
    {
        if (flow.Members.Of(call.TargetMethod) == TorchMeaning.Forward && call.Instance is { } model)
        {
            var input = call.Arguments.Length > 0 ? Value(call.Arguments[0].Value, scope) : null;
            foreach (var more in call.Arguments.Skip(1))
                Value(more.Value, scope);
            return flow.Symbols.IsLoss(model.Type) ? null : Apply(model, scope, input, TorchValues.PlaceOf(call));
        }

        if (!TorchTypes.Declares(call.TargetMethod))
        {
            foreach (var argument in call.Arguments)
                Value(argument.Value, scope);
            return null;
        }

        return OfOperation(call, scope);
    }

    private TensorShape? OfOperation(IInvocationOperation call, ShapeScope scope)
    {
        var name = call.TargetMethod.Name;
        if (s_makers.Contains(name) && call.TargetMethod.IsStatic)
            return OfMaker(call, scope);
        if (name is "cat" or "stack")
            return OfJoin(call, name == "stack", scope);

        ImmutableArray<IOperation> operands = call.Instance is { } instance
            ? [instance, .. call.Arguments.Select(argument => argument.Value)]
            : [.. call.Arguments.Select(argument => argument.Value)];
        var tensors = operands.Where(operand => flow.Symbols.IsTensor(Unwrapped(operand).Type)).ToList();
        if (tensors.Count == 0)
            return null;
        var first = Value(tensors[0], scope);
        var second = tensors.Count > 1 ? Value(tensors[1], scope) : null;
        if (Keeping.Contains(name))
            return first;
        if (s_arithmetic.Contains(name))
            return tensors.Count > 1 ? Broadcast(first, second, call) : first;
        return name switch
        {
            "view" or "reshape" => OfReshape(call, first, scope),
            "flatten" => Flattened(first, NumberOf(call, "start_dim", 0), NumberOf(call, "end_dim", -1), Said(call)),
            "squeeze" => OfSqueeze(call, first),
            "unsqueeze" => OfUnsqueeze(call, first),
            "permute" => OfPermute(call, first, scope),
            "transpose" => OfTranspose(call, first),
            "t" => first is { IsOpen: false, Rank: 2 } ? first with { Dims = [first.Dims[1], first.Dims[0]], From = Said(call) } : null,
            "mm" => OfProduct(call, first, second, 2),
            "bmm" => OfProduct(call, first, second, 3),
            "matmul" => OfProduct(call, first, second, null),
            "mean" or "sum" or "amax" or "amin" => OfReduction(call, first, scope),
            _ => null,
        };
    }

    private static TensorShape? OfSqueeze(IInvocationOperation call, TensorShape? input)
    {
        if (Argument(call, "dim") is not { } argument || Numbers.Of(argument) is not { } dim || input?.IndexOf(dim) is not { } at
            || input.Dims[at].Value is not { } size)
            return null;
        return input with { Dims = size == 1 ? input.Dims.RemoveAt(at) : input.Dims, From = Said(call) };
    }

    private TensorShape? OfMaker(IInvocationOperation call, ShapeScope scope)
    {
        var dims = ImmutableArray.CreateBuilder<Dim>();
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is not { } parameter || !argument.IsWritten())
                continue;
            if (parameter.Name is "size" or "rows" or "columns" or "dim0" or "dim1" or "dim2" or "dim3")
            {
                var list = DimsOf(argument.Value, scope);
                if (!list.IsDefault)
                    dims.AddRange(list);
                else if (Unwrapped(argument.Value).Type?.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64)
                    dims.Add(DimOf(argument.Value, scope) ?? Fresh());
                else
                    return null;
            }
        }

        return dims.Count == 0 ? null : new TensorShape(dims.ToImmutable(), IsOpen: false, Said(call));
    }

    private TensorShape? OfReshape(IInvocationOperation call, TensorShape? input, ShapeScope scope)
    {
        var dims = call.Arguments
            .Where(argument => argument.IsWritten() && argument.Parameter?.Type.SpecialType is not SpecialType.System_Boolean)
            .SelectMany(argument => DimsOf(argument.Value, scope) is { IsDefault: false } list
                ? list.Select(dim => (Dim?)dim)
                : [DimOf(argument.Value, scope)]).ToList();
        if (dims.Count == 0 || call.Arguments.Any(argument => !argument.IsWritten()))
            return null;
        if (dims.Any(dim => dim is null))
            return null;

        var open = dims.FindIndex(dim => dim!.Value == -1);
        var known = dims.Where((_, at) => at != open).Aggregate(Dim.Of(1), (product, dim) => product * dim!);
        var total = input?.Count;
        if (total is not null && open < 0 && total.IsNever(known))
            return Wrong(call, $"{Said(call)} makes {known} numbers", input!);
        if (total?.Value is { } number && open >= 0 && known.Value is { } part && part > 0 && number % part != 0)
            return Wrong(call, $"{Said(call)} makes a multiple of {part} numbers", input!);
        var rest = known.Value is { } divisor && total?.DividedBy(divisor) is { IsTooLong: false } quotient ? quotient : Fresh();
        return new TensorShape([.. dims.Select((dim, at) => at == open ? rest : dim!)], IsOpen: false, Said(call));
    }

    private TensorShape? OfUnsqueeze(IInvocationOperation call, TensorShape? input)
    {
        if (input is null || input.IsOpen || Argument(call, "dim") is not { } argument || Numbers.Of(argument) is not { } dim)
            return null;
        var at = dim < 0 ? input.Rank + 1 + dim : dim;
        return at < 0 || at > input.Rank
            ? Wrong(call, $"{Said(call)} wants at least {(dim < 0 ? -dim - 1 : dim)} dimensions", input)
            : input with { Dims = input.Dims.Insert((int)at, Dim.Of(1)), From = Said(call) };
    }

    private TensorShape? OfPermute(IInvocationOperation call, TensorShape? input, ShapeScope scope)
    {
        var order = call.Arguments.SelectMany(argument => DimsOf(argument.Value, scope) is { IsDefault: false } list
            ? list.Select(dim => dim.Value)
            : [Numbers.Of(argument.Value)]).ToList();
        if (input is null || input.IsOpen || order.Count == 0 || order.Any(dim => dim is null))
            return null;
        if (order.Count != input.Rank)
            return Wrong(call, $"{Said(call)} wants {order.Count} dimensions", input);
        var places = order.Select(dim => input.IndexOf(dim!.Value)).ToList();
        return places.Any(at => at is null) || places.Distinct().Count() != places.Count
            ? Wrong(call, $"{Said(call)} wants each dimension once", input)
            : input with { Dims = [.. places.Select(at => input.Dims[at!.Value])], From = Said(call) };
    }

    private TensorShape? OfTranspose(IInvocationOperation call, TensorShape? input)
    {
        if (input is null || call.Arguments.Length < 2 || Numbers.Of(call.Arguments[call.Arguments.Length - 2].Value) is not { } one
            || Numbers.Of(call.Arguments[call.Arguments.Length - 1].Value) is not { } other)
            return null;
        if (input.IndexOf(one) is not { } first || input.IndexOf(other) is not { } second)
            return input.IsOpen ? null : Wrong(call, $"{Said(call)} wants these dimensions", input);
        return input with { Dims = input.Dims.SetItem(first, input.Dims[second]).SetItem(second, input.Dims[first]), From = Said(call) };
    }

    private TensorShape? OfProduct(IInvocationOperation call, TensorShape? left, TensorShape? right, int? rank)
    {
        if (left is null || right is null || left.IsOpen || right.IsOpen)
            return null;
        if (rank is { } wanted && (left.Rank != wanted || right.Rank != wanted))
            return Wrong(call, $"{Said(call)} wants {wanted} dimensions each", left.Rank != wanted ? left : right);
        if (left.Rank < 2 || right.Rank < 2)
            return null;
        if (left.Dims[left.Rank - 1].IsNever(right.Dims[right.Rank - 2])
            || (rank == 3 && left.Dims[0].IsNever(right.Dims[0])))
            return Wrong(call, $"{Said(call)} multiplies {left} from {left.From}", right);
        return left.Rank == right.Rank
            ? new TensorShape(left.Dims.SetItem(left.Rank - 1, right.Dims[right.Rank - 1]), IsOpen: false, Said(call))
            : null;
    }

    private TensorShape? OfReduction(IInvocationOperation call, TensorShape? input, ShapeScope scope)
    {
        var over = call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name is "dim" or "dimensions" && argument.IsWritten());
        if (over is null)
            return call.Arguments.All(argument => argument.Parameter?.Name is not ("dim" or "dimensions"))
                ? new TensorShape([], IsOpen: false, Said(call))
                : null;
        var dims = DimsOf(over.Value, scope) is { IsDefault: false } list
            ? [.. list.Select(dim => dim.Value)]
            : new[] { Numbers.Of(over.Value) };
        if (input is null || input.IsOpen || dims.Any(dim => dim is null))
            return null;
        var places = dims.Select(dim => input.IndexOf(dim!.Value)).ToList();
        if (places.Any(at => at is null))
            return input.Rank == 0 ? null : Wrong(call, $"{Said(call)} wants more dimensions", input);
        var keeps = Argument(call, "keepdim")?.ConstantValue is { HasValue: true, Value: true };
        return new TensorShape(
            [.. input.Dims.Select((dim, at) => (dim, at)).Where(it => keeps || !places.Contains(it.at))
                .Select(it => places.Contains(it.at) ? Dim.Of(1) : it.dim)], IsOpen: false, Said(call));
    }

    private TensorShape? OfJoin(IInvocationOperation call, bool isStack, ShapeScope scope)
    {
        if (Argument(call, "tensors") is not { } list || Constants.Elements(Numbers.OriginOf(Unwrapped(list))) is not { } elements
            || elements.Any(element => element is null) || NumberOf(call, "dim", 0) is not { } dim)
            return null;
        var shapes = elements.Select(element => Value(element!, scope)).ToList();
        if (shapes.Count == 0 || shapes.Any(shape => shape is null || shape.IsOpen))
            return null;
        var first = shapes[0]!;
        var at = first.IndexOf(dim);
        foreach (var shape in shapes.Skip(1))
        {
            if (shape!.Rank != first.Rank
                || shape.Dims.Where((size, axis) => (isStack || axis != at) && size.IsNever(first.Dims[axis])).Any())
                return Wrong(call, $"{Said(call)} joins {first} from {first.From}", shape);
        }

        if (isStack)
            return dim < 0 || dim > first.Rank
                ? null
                : new TensorShape(first.Dims.Insert((int)dim, Dim.Of(shapes.Count)), IsOpen: false, Said(call));
        if (at is not { } joined)
            return Wrong(call, $"{Said(call)} wants more dimensions", first);
        var length = shapes.Select(shape => shape!.Dims[joined]).Aggregate((sum, size) => sum + size);
        return new TensorShape(first.Dims.SetItem(joined, length), IsOpen: false, Said(call));
    }

    private TensorShape? OfBinary(IBinaryOperation binary, ShapeScope scope)
    {
        var isLeft = flow.Symbols.IsTensor(Unwrapped(binary.LeftOperand).Type);
        var isRight = flow.Symbols.IsTensor(Unwrapped(binary.RightOperand).Type);
        var (left, right) = (Value(binary.LeftOperand, scope), Value(binary.RightOperand, scope));
        return (isLeft, isRight) switch
        {
            (true, true) => Broadcast(left, right, binary),
            (true, false) => left,
            (false, true) => right,
            _ => null,
        };
    }

    /// <summary>Sizes are stretched from 1, from the last dimension on.</summary>
    private TensorShape? Broadcast(TensorShape? left, TensorShape? right, IOperation operation)
    {
        if (left is null || right is null)
            return null;
        var isOpen = left.IsOpen || right.IsOpen;
        var dims = new List<Dim>();
        for (var back = 1; back <= Math.Max(left.Rank, right.Rank); back++)
        {
            var one = back <= left.Rank ? left.Dims[left.Rank - back] : null;
            var other = back <= right.Rank ? right.Dims[right.Rank - back] : null;
            if (one is null || other is null)
            {
                if (isOpen)
                    break;
                dims.Insert(0, (one ?? other)!);
                continue;
            }

            if (one.Value is { } here && other.Value is { } there && here != there && here != 1 && there != 1)
                return Wrong(operation, $"{Said(operation)} combines {left} from {left.From}", right);
            dims.Insert(0, Stretched(one, other));
        }

        return new TensorShape([.. dims], isOpen, Said(operation));
    }

    private Dim Stretched(Dim one, Dim other)
    {
        if (one.Equals(other) || other.Value == 1)
            return one;
        if (one.Value == 1)
            return other;
        return (one.Value ?? other.Value) is { } known ? Dim.Of(known) : Fresh();
    }

    private TensorShape? Wrong(IOperation operation, string wanted, TensorShape given)
    {
        Report(new ShapeProblem(
            operation is IInvocationOperation ? TorchValues.PlaceOf(operation) : operation.Syntax.GetLocation(), wanted,
            $"{given} from {given.From}"));
        return null;
    }

    private static IOperation? Argument(IInvocationOperation call, string name) =>
        call.Arguments.Argument(name) is { } argument && argument.IsWritten() ? argument.Value : null;

    private static long? NumberOf(IInvocationOperation call, string name, long whenMissing) =>
        Argument(call, name) is { } value ? Numbers.Of(value) : whenMissing;
}
