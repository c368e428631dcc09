using MlGuard.Analyzers.Flow.Values;

namespace MlGuard.Analyzers.Networks.Shapes;

/// <summary>Operations that put several tensors together, or take one apart.</summary>
internal sealed partial class OperationCall
{
    public TensorShape? Joined() => NumberOr("dim", 0) is { } dim ? Joined(Listed(), dim) : null;

    /// <summary>Tensors of one dimension are joined along that one.</summary>
    public TensorShape? JoinedAlong(int dim)
    {
        var shapes = Listed();
        if (shapes.IsDefaultOrEmpty)
            return null;
        if (shapes.All(shape => shape.Rank == 1) && dim > 0)
            return Joined(shapes, 0);
        if (shapes.All(shape => shape.Rank == 1))
            return Joined([.. shapes.Select(shape => shape with { Dims = [Dim.Of(1), .. shape.Dims] })], 0);
        return Joined(shapes, dim);
    }

    public TensorShape? Stacked()
    {
        var shapes = Listed();
        if (shapes.IsDefaultOrEmpty || NumberOr("dim", 0) is not { } dim)
            return null;
        var first = shapes[0];
        if (shapes.FirstOrDefault(shape => shape.Rank != first.Rank || shape.Dims.Where((size, at) => size.IsNever(first.Dims[at])).Any())
            is { } other)
            return Wrong($"stacks {first} from {first.From}", other);
        var place = dim < 0 ? first.Rank + 1 + dim : dim;
        return place < 0 || place > first.Rank
            ? Wrong($"wants at least {(dim < 0 ? -dim - 1 : dim)} dimensions", first)
            : Made(first.Dims.Insert((int)place, Dim.Of(shapes.Length)));
    }

    /// <summary>The last part is smaller where the parts do not come out even.</summary>
    public ImmutableArray<TensorShape?> Chunked() =>
        SizeAlong("dim") is { } along && Number("chunks") is > 0 and var chunks && along.Size.Value is { } size
            ? Pieces(along, (size + chunks - 1) / chunks)
            : default;

    public ImmutableArray<TensorShape?> Split()
    {
        if (SizeAlong("dim") is not { } along)
            return default;
        if (Value("size") is { } each)
            return reader.DimOf(each, scope)?.Value is > 0 and var one ? Pieces(along, one) : default;
        var list = Value("sizes") ?? Value("split_size_or_sections");
        var sizes = list is null ? default : reader.DimsOf(list, scope);
        if (sizes.IsDefaultOrEmpty)
            return default;
        var sum = sizes.Aggregate(Dim.Of(0), (total, size) => total + size);
        if (sum.IsNever(along.Size))
        {
            Wrong($"makes parts of together {sum}", along.Input);
            return default;
        }

        return [.. sizes.Select(size => (TensorShape?)(along.Input with { Dims = along.Input.Dims.SetItem(along.At, size), From = Said }))];
    }

    public ImmutableArray<TensorShape?> Unbound()
    {
        var named = call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name is "dim" or "dimension" && argument.IsWritten());
        var dim = named is null ? 0 : reader.DimOf(named.Value, scope)?.Value;
        if (First is not { IsOpen: false } input || dim is not { } number || input.IndexOf(number) is not { } at
            || input.Dims[at].Value is not (> 0 and <= MaximumParts and var count))
            return default;
        var part = input with { Dims = input.Dims.RemoveAt(at), From = Said };
        return [.. Enumerable.Repeat<TensorShape?>(part, (int)count)];
    }

    private const int MaximumParts = 64;

    private (TensorShape Input, int At, Dim Size)? SizeAlong(string parameter) =>
        First is { } input && NumberOr(parameter, 0) is { } dim && input.IndexOf(dim) is { } at ? (input, at, input.Dims[at]) : null;

    private ImmutableArray<TensorShape?> Pieces((TensorShape Input, int At, Dim Size) along, long each)
    {
        if (along.Size.Value is not { } size || each == 0 || size / each > MaximumParts)
            return default;
        var pieces = ImmutableArray.CreateBuilder<TensorShape?>();
        for (var rest = size; rest > 0; rest -= each)
            pieces.Add(along.Input with { Dims = along.Input.Dims.SetItem(along.At, Dim.Of(Math.Min(each, rest))), From = Said });
        return pieces.ToImmutable();
    }

    private TensorShape? Joined(ImmutableArray<TensorShape> shapes, long dim)
    {
        if (shapes.IsDefaultOrEmpty)
            return null;
        var first = shapes[0];
        if (first.IndexOf(dim) is not { } at)
            return Wrong("wants more dimensions", first);
        if (shapes.FirstOrDefault(shape => shape.Rank != first.Rank
            || shape.Dims.Where((size, axis) => axis != at && size.IsNever(first.Dims[axis])).Any()) is { } other)
            return Wrong($"joins {first} from {first.From}", other);
        return Made(first.Dims.SetItem(at, shapes.Select(shape => shape.Dims[at]).Aggregate((sum, size) => sum + size)));
    }

    /// <summary>The tensors of the list; default when not all sizes are known. An empty tensor fits everywhere.</summary>
    private ImmutableArray<TensorShape> Listed()
    {
        if (Value("tensors") is not { } list)
            return default;
        var shapes = reader.TensorsIn(list, scope);
        return shapes.IsDefaultOrEmpty
            || shapes.Any(shape => shape is not { IsOpen: false } || (shape is { Rank: 1 } && shape.Dims[0].Value == 0))
            ? default
            : [.. shapes.Select(shape => shape!)];
    }
}
