using MlGuard.Analyzers.Flow.Values;

namespace MlGuard.Analyzers.Networks.Shapes;

/// <summary>An operation on tensors, and what it does to their sizes.</summary>
internal sealed partial class OperationCall(
    IInvocationOperation call, ShapeScope scope, ShapeReader reader, ImmutableArray<TensorShape?> tensors)
{
    /// <summary>The sizes of the tensor that the operation is called on, or is given first.</summary>
    public TensorShape? First => At(0);

    private TensorShape? Second => At(1);

    private string Said => ShapeReader.Said(call);

    private TensorShape? At(int place) => place < tensors.Length ? tensors[place] : null;

    /// <summary>An operation that does what a layer of the same parameters does.</summary>
    public TensorShape? AsLayer(string layer) =>
        LayerTable.Rows[layer](new LayerCall(call, scope, reader, TorchValues.PlaceOf(call)) { Inputs = tensors }, First);

    public TensorShape? Stretched() => tensors.Length > 1 ? reader.Broadcast(First, Second, call) : First;

    /// <summary>An operation along a dimension that the tensor has to have.</summary>
    public TensorShape? Along(string dim) =>
        First is { IsOpen: false, Rank: > 0 } input && Number(dim) is { } at && input.IndexOf(at) is null
            ? Wrong($"wants a dimension {at}", input)
            : First;

    public TensorShape? As() => Second is { } other ? other with { From = Said } : null;

    public TensorShape? Reduced()
    {
        var over = Dimensions();
        if (over.IsDefaultOrEmpty)
            return over.IsDefault ? null : Made([]);
        if (First is not { IsOpen: false } input)
            return null;
        var places = over.Select(dim => input.IndexOf(dim)).ToList();
        if (places.Any(at => at is null))
            return input.Rank == 0 ? null : Wrong("wants more dimensions", input);
        var keeps = Value("keepdim")?.ConstantValue is { HasValue: true, Value: true };
        return Made(
            [.. input.Dims.Select((dim, at) => (dim, at)).Where(it => keeps || !places.Contains(it.at))
                .Select(it => places.Contains(it.at) ? Dim.Of(1) : it.dim)]);
    }

    /// <summary>The smallest or greatest number, of one tensor or of each pair of two.</summary>
    public TensorShape? Extreme()
    {
        if (tensors.Length > 1)
            return Stretched();
        return Value("dim") is null ? Made([]) : null;
    }

    public ImmutableArray<TensorShape?> Extremes() => Reduced() is var reduced ? [reduced, reduced] : default;

    public ImmutableArray<TensorShape?> Top()
    {
        if (First is not { IsOpen: false } input || NumberOr("dim", -1) is not { } dim || input.IndexOf(dim) is not { } at
            || Value("k") is not { } count || reader.DimOf(count, scope) is not { Value: { } k } size)
            return default;
        if (input.Dims[at].Value < k)
        {
            Wrong($"wants {k} numbers", input);
            return default;
        }

        var made = Made(input.Dims.SetItem(at, size));
        return [made, made];
    }

    public TensorShape? Where() =>
        tensors.Length < 3 ? null : reader.Broadcast(reader.Broadcast(First, Second, call), At(2), call);

    /// <summary>A loss, which makes one number.</summary>
    public TensorShape? Compared()
    {
        ShapeLosses.Check(call.TargetMethod.Name, First, Second, call, reader);
        return null;
    }

    public TensorShape? OneHot() =>
        First is { } input && Value("num_classes") is { } classes && reader.DimOf(classes, scope) is { } size && size.Value is not < 0
            ? input with { Dims = input.Dims.Add(size), From = Said }
            : null;

    private TensorShape Made(ImmutableArray<Dim> dims) => new(dims, IsOpen: false, Said);

    private TensorShape? Wrong(string wants, TensorShape given) => reader.Wrong(call, $"{Said} {wants}", given);

    private IOperation? Value(string parameter) =>
        call.Arguments.Argument(parameter) is { } argument && argument.IsWritten() ? argument.Value : null;

    private long? Number(string parameter) => Value(parameter) is { } value ? reader.DimOf(value, scope)?.Value : null;

    private long? NumberOr(string parameter, long whenMissing) => Value(parameter) is null ? whenMissing : Number(parameter);

    /// <summary>The dimensions that the call names; empty for none, default when they are not known.</summary>
    private ImmutableArray<long> Dimensions()
    {
        var dims = ImmutableArray.CreateBuilder<long>();
        foreach (var argument in call.Arguments.Where(it => it.IsWritten() && IsDimension(it.Parameter?.Name)))
        {
            var list = reader.DimsOf(argument.Value, scope);
            foreach (var dim in list.IsDefault ? [reader.DimOf(argument.Value, scope)] : list.Select(dim => (Dim?)dim))
            {
                if (dim?.Value is not { } number)
                    return default;
                dims.Add(number);
            }
        }

        return dims.ToImmutable();
    }

    private static bool IsDimension(string? parameter) =>
        parameter is "dim" or "dims" or "dimension" or "dimensions" or "dim0" or "dim1" or "dim2";
}
