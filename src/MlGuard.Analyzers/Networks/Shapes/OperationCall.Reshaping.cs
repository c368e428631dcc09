using MlGuard.Analyzers.Flow.Values;

namespace MlGuard.Analyzers.Networks.Shapes;

/// <summary>Operations that order or count the dimensions anew.</summary>
internal sealed partial class OperationCall
{
    public TensorShape? Flattened() => reader.Flattened(First, NumberOr("start_dim", 0), NumberOr("end_dim", -1), Said);

    public TensorShape? Reshaped()
    {
        var dims = Sizes(parameter => parameter.Type.SpecialType != SpecialType.System_Boolean);
        if (dims.IsDefaultOrEmpty || call.Arguments.Any(argument => !argument.IsWritten()))
            return null;

        var open = dims.ToList().FindIndex(dim => dim.Value == -1);
        var known = dims.Where((_, at) => at != open).Aggregate(Dim.Of(1), (product, dim) => product * dim);
        var total = First?.Count;
        if (total is not null && open < 0 && total.IsNever(known))
            return Wrong($"makes {known} numbers", First!);
        if (total?.Value is { } number && open >= 0 && known.Value is { } part && part > 0 && number % part != 0)
            return Wrong($"makes a multiple of {part} numbers", First!);
        var rest = known.Value is { } divisor && total?.DividedBy(divisor) is { IsTooLong: false } quotient ? quotient : reader.Fresh();
        return Made([.. dims.Select((dim, at) => at == open ? rest : dim)]);
    }

    /// <summary>Sizes that are stretched from 1; -1 keeps one.</summary>
    public TensorShape? Expanded()
    {
        var dims = Sizes(parameter => parameter.Name is "sizes");
        if (First is not { IsOpen: false } input || dims.IsDefaultOrEmpty)
            return null;
        if (dims.Length < input.Rank)
            return Wrong($"wants at most {dims.Length} dimensions", input);
        var more = dims.Length - input.Rank;
        for (var at = more; at < dims.Length; at++)
        {
            var own = input.Dims[at - more];
            if (dims[at].Value == -1)
                dims = dims.SetItem(at, own);
            else if (own.Value is { } size and not 1 && dims[at].Value is { } wanted && wanted != size)
                return Wrong("stretches a size that is not 1", input);
        }

        return dims.Take(more).Any(dim => dim.Value < 0) ? null : Made(dims);
    }

    public TensorShape? Repeated(bool isTile = false)
    {
        var times = Sizes(parameter => parameter.Name is "sizes" or "reps" or "dims");
        if (First is not { IsOpen: false } input || times.IsDefaultOrEmpty)
            return null;
        if (times.Length < input.Rank)
        {
            if (!isTile)
                return Wrong($"wants at most {times.Length} dimensions", input);
            times = [.. Enumerable.Repeat(Dim.Of(1), input.Rank - times.Length), .. times];
        }

        var more = times.Length - input.Rank;
        return Made([.. times.Select((count, at) => at < more ? count : count * input.Dims[at - more])]);
    }

    public TensorShape? Unflattened()
    {
        var sizes = Value("sizes") is { } list ? reader.DimsOf(list, scope) : default;
        return Number("dim") is { } dim && !sizes.IsDefaultOrEmpty ? reader.Unflattened(First, dim, sizes, call) : null;
    }

    public TensorShape? Squeezed()
    {
        if (First is not { } input)
            return null;
        if (Value("dim") is null)
        {
            // A batch that nobody knows may be of one.
            return !input.IsOpen && input.Dims.All(dim => dim.Value is not null)
                ? input with { Dims = input.Dims.RemoveAll(dim => dim.Value == 1), From = Said }
                : null;
        }

        if (Number("dim") is not { } number)
            return null;
        if (input.IndexOf(number) is not { } at)
            return input is { IsOpen: false, Rank: > 0 } ? Wrong($"wants a dimension {number}", input) : null;
        if (input.Dims[at].Value is not { } size)
            return null;
        return input with { Dims = size == 1 ? input.Dims.RemoveAt(at) : input.Dims, From = Said };
    }

    public TensorShape? Unsqueezed()
    {
        if (First is not { IsOpen: false } input || Number("dim") is not { } dim)
            return null;
        var at = dim < 0 ? input.Rank + 1 + dim : dim;
        return at < 0 || at > input.Rank
            ? Wrong($"wants at least {(dim < 0 ? -dim - 1 : dim)} dimensions", input)
            : input with { Dims = input.Dims.Insert((int)at, Dim.Of(1)), From = Said };
    }

    public TensorShape? Permuted()
    {
        var order = Sizes(_ => true);
        if (First is not { IsOpen: false } input || order.IsDefaultOrEmpty || order.Any(dim => dim.Value is null))
            return null;
        if (order.Length != input.Rank)
            return Wrong($"wants {order.Length} dimensions", input);
        var places = order.Select(dim => input.IndexOf(dim.Value!.Value)).ToList();
        return places.Any(at => at is null) || places.Distinct().Count() != places.Count
            ? Wrong("wants each dimension once", input)
            : input with { Dims = [.. places.Select(at => input.Dims[at!.Value])], From = Said };
    }

    public TensorShape? Transposed()
    {
        if (First is not { } input || Number("dim0") is not { } one || Number("dim1") is not { } other)
            return null;
        if (input.IndexOf(one) is not { } first || input.IndexOf(other) is not { } second)
            return input.IsOpen ? null : Wrong("wants these dimensions", input);
        return input with { Dims = input.Dims.SetItem(first, input.Dims[second]).SetItem(second, input.Dims[first]), From = Said };
    }

    public TensorShape? Turned() => First switch
    {
        { IsOpen: false, Rank: 2 } matrix => matrix with { Dims = [matrix.Dims[1], matrix.Dims[0]], From = Said },
        { IsOpen: false, Rank: > 2 } other => Wrong("wants at most 2 dimensions", other),
        _ => null,
    };

    public TensorShape? Narrowed()
    {
        if (First is not { } input || Number("dim") is not { } dim || input.IndexOf(dim) is not { } at || Value("length") is not { } length)
            return null;
        if (Number("start") is >= 0 and var start && Number("length") is { } count && input.Dims[at].Value < start + count)
            return Wrong($"wants {start + count} in dimension {dim}", input);
        return input with { Dims = input.Dims.SetItem(at, reader.DimOf(length, scope) ?? reader.Fresh()), From = Said };
    }

    public TensorShape? Selected()
    {
        if (First is not { IsOpen: false } input || Number("dim") is not { } dim || input.IndexOf(dim) is not { } at)
            return null;
        return Number("index") is { } index && input.Dims[at].Value is { } size && (index >= size || index < -size)
            ? Wrong($"wants an index {index} in dimension {dim}", input)
            : input with { Dims = input.Dims.RemoveAt(at), From = Said };
    }

    public TensorShape? Sliced()
    {
        if (First is not { } input || Number("dim") is not { } dim || input.IndexOf(dim) is not { } at)
            return null;
        var size = Number("start") is { } start && Number("finish") is { } finish && Number("step") is { } step
            ? ShapeReader.Slice(input.Dims[at], start, finish, step)
            : null;
        return input with { Dims = input.Dims.SetItem(at, size ?? reader.Fresh()), From = Said };
    }

    public TensorShape? Chosen() =>
        First is { } input && Number("dim") is { } dim && input.IndexOf(dim) is { } at
            ? input with { Dims = input.Dims.SetItem(at, CountOf(Second)), From = Said }
            : null;

    private Dim CountOf(TensorShape? indices) => indices is { IsOpen: false, Rank: 1 } ? indices.Dims[0] : reader.Fresh();

    /// <summary>The numbers of an array, a tuple or several arguments; default when one is not known to be one.</summary>
    private ImmutableArray<Dim> Sizes(Func<IParameterSymbol, bool> isAsked)
    {
        var sizes = ImmutableArray.CreateBuilder<Dim>();
        foreach (var argument in call.Arguments.Where(it => it.IsWritten() && it.Parameter is { } parameter && isAsked(parameter)))
        {
            if (call.TargetMethod.IsStatic && argument.Parameter!.Ordinal == 0)
                continue;
            var list = reader.DimsOf(argument.Value, scope);
            if (!list.IsDefault)
                sizes.AddRange(list);
            else if (reader.DimOf(argument.Value, scope) is { } one)
                sizes.Add(one);
            else
                return default;
        }

        return sizes.ToImmutable();
    }
}
