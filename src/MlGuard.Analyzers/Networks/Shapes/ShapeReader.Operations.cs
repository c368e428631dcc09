using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks.Torch;

namespace MlGuard.Analyzers.Networks.Shapes;

/// <summary>Calls: models, operations on tensors, makers of tensors, and helpers of this compilation.</summary>
internal sealed partial class ShapeReader
{
    private static readonly ImmutableHashSet<string> s_makers = ["zeros", "ones", "rand", "randn", "empty", "full", "randint"];

    private static readonly ImmutableHashSet<string> s_sizes = ["size", "rows", "columns", "dim0", "dim1", "dim2", "dim3"];

    private readonly HashSet<ISymbol> _helpers = new(SymbolEqualityComparer.Default);

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

    /// <summary>Parts a dimension into several, of which one may be -1.</summary>
    public TensorShape? Unflattened(TensorShape? input, long dim, ImmutableArray<Dim> sizes, IOperation operation)
    {
        if (input?.IndexOf(dim) is not { } at)
            return null;
        var known = sizes.Where(size => size.Value != -1).Aggregate(Dim.Of(1), (product, size) => product * size);
        var isOpen = sizes.Any(size => size.Value == -1);
        if (known.Value is > 0 and var part && input.Dims[at].Value is { } whole && (isOpen ? whole % part : whole - part) != 0)
            return Wrong(operation, $"{Said(operation)} makes {part} of dimension {dim}", input);
        var rest = known.Value is { } divisor && input.Dims[at].DividedBy(divisor) is { } quotient ? quotient : Fresh();
        return input with
        {
            Dims = input.Dims.RemoveAt(at).InsertRange(at, sizes.Select(it => it.Value == -1 ? rest : it)), From = Said(operation),
        };
    }

    /// <summary>The tensors of a list that an operation is given.</summary>
    public ImmutableArray<TensorShape?> TensorsIn(IOperation list, ShapeScope scope)
    {
        var origin = Numbers.OriginOf(Unwrapped(list));
        if (origin is IObjectCreationOperation { Initializer.Initializers: var added, Arguments.IsEmpty: true }
            && Unwrapped(list) is IObjectCreationOperation)
            return [.. added.OfType<IInvocationOperation>().Select(add => add.Arguments is [var item] ? Value(item.Value, scope) : null)];
        if (Constants.Elements(origin) is not { } elements)
            return PartsOf(list, scope);
        return elements.Any(element => element is null) ? default : [.. elements.Select(element => Value(element!, scope))];
    }

    private TensorShape? OfCall(IInvocationOperation call, ShapeScope scope)
    {
        if (call.Instance is { } model && flow.Members.Of(call.TargetMethod) is TorchMeaning.Forward or TorchMeaning.Loss)
        {
            if (!flow.Symbols.IsLoss(model.Type))
                return Apply(model, scope, InputsOf(call, scope), TorchValues.PlaceOf(call));
            CheckLoss(model, call, scope);
            return null;
        }

        return TorchTypes.Declares(call.TargetMethod) ? OfOperation(call, scope) : OfHelper(call, scope);
    }

    private void CheckLoss(IOperation loss, IInvocationOperation call, ShapeScope scope)
    {
        var inputs = InputsOf(call, scope);
        if (Layer(loss, scope).Made is IInvocationOperation made && TorchTypes.Declares(made.TargetMethod) && inputs.Length > 1)
            ShapeLosses.Check(made.TargetMethod.Name, inputs[0], inputs[1], call, this);
    }

    private TensorShape? OfOperation(IInvocationOperation call, ShapeScope scope)
    {
        if (s_makers.Contains(call.TargetMethod.Name) && call.TargetMethod.IsStatic)
            return OfMaker(call, scope);
        if (call.TargetMethod is { IsStatic: true, Name: "tensor" or "arange" or "eye" or "linspace" })
            return OfValues(call, scope);
        var operation = OperationOf(call, scope);
        return OperationTable.Rows.TryGetValue(call.TargetMethod.Name, out var row) ? row(operation) : null;
    }

    /// <summary>A method of this compilation with one body, read with what it is given.</summary>
    private TensorShape? OfHelper(IInvocationOperation call, ShapeScope scope)
    {
        var inputs = InputsOf(call, scope);
        var method = (call.TargetMethod.ReducedFrom ?? call.TargetMethod).OriginalDefinition;
        if (inputs.All(input => input is null) || method.IsVirtual || method.IsOverride || method.IsAbstract || method.IsAsync
            || flow.BodyOf(method, cancellationToken) is not { } body || !_helpers.Add(method))
            return null;

        var inside = scope.InHelper(Given(call.Arguments, scope), call.Instance is IInstanceReferenceOperation);
        var ordered = call.Arguments.OrderBy(argument => argument.Parameter?.Ordinal ?? 0).Select(argument => argument.Parameter);
        var own = MethodOf(body)?.Parameters ?? method.Parameters;
        foreach (var (parameter, input) in ordered.Zip(inputs, (parameter, input) => (parameter, input)))
        {
            if (parameter is not null && parameter.Ordinal < own.Length)
                inside.Give(own[parameter.Ordinal], input);
        }

        var made = Run(body is ILocalFunctionOperation { Body: { } statements } ? statements : body, inside);
        _helpers.Remove(method);
        return flow.Symbols.IsTensor(call.Type) ? made : null;
    }

    private TensorShape? OfMaker(IInvocationOperation call, ShapeScope scope)
    {
        var dims = ImmutableArray.CreateBuilder<Dim>();
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is not { } parameter || !argument.IsWritten() || !s_sizes.Contains(parameter.Name))
                continue;
            var list = DimsOf(argument.Value, scope);
            if (!list.IsDefault)
                dims.AddRange(list);
            else if (Unwrapped(argument.Value).Type?.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64)
                dims.Add(DimOf(argument.Value, scope) ?? Fresh());
            else
                return null;
        }

        return dims.Count == 0 ? null : new TensorShape(dims.ToImmutable(), IsOpen: false, Said(call));
    }

    /// <summary>Tensors of values that are written, and of ranges.</summary>
    private TensorShape? OfValues(IInvocationOperation call, ShapeScope scope)
    {
        var first = call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0)?.Value;
        if (call.TargetMethod.Name == "tensor")
        {
            var shaped = call.Arguments.Argument("dimensions");
            if (shaped is not null)
                return DimsOf(shaped.Value, scope) is { IsDefault: false } dims ? new TensorShape(dims, IsOpen: false, Said(call)) : null;
            return call.TargetMethod.Parameters[0].Type is IArrayTypeSymbol { Rank: 1 } && first is not null
                && call.Arguments.Argument("columns") is null && call.Arguments.Argument("dim0") is null
                && Numbers.LengthOf(first) is { } length
                    ? new TensorShape([Dim.Of(length)], IsOpen: false, Said(call))
                    : null;
        }

        if (call.TargetMethod.Name == "linspace")
            return call.Arguments.Argument("steps") is { } steps && DimOf(steps.Value, scope) is { } count
                ? new TensorShape([count], IsOpen: false, Said(call))
                : null;
        if (call.TargetMethod.Name == "eye")
            return first is not null && DimOf(first, scope) is { } rows && call.Arguments.Argument("columns")?.IsWritten() != true
                ? new TensorShape([rows, rows], IsOpen: false, Said(call))
                : null;
        return call.Arguments.Argument("start") is null && first is not null && Numbers.Of(Unwrapped(first)) is >= 0 and var stop
            ? new TensorShape([Dim.Of(stop)], IsOpen: false, Said(call))
            : null;
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
    public TensorShape? Broadcast(TensorShape? left, TensorShape? right, IOperation operation)
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

    /// <summary>Notes that an operation cannot work on what it is given.</summary>
    public TensorShape? Wrong(IOperation operation, string wanted, TensorShape given)
    {
        Report(new ShapeProblem(
            operation is IInvocationOperation ? TorchValues.PlaceOf(operation) : operation.Syntax.GetLocation(), wanted,
            $"{given} from {given.From}"));
        return null;
    }

    private Dim Stretched(Dim one, Dim other)
    {
        if (one.Equals(other) || other.Value == 1)
            return one;
        if (one.Value == 1)
            return other;
        return (one.Value ?? other.Value) is { } known ? Dim.Of(known) : Fresh();
    }
}
