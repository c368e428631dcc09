using MlGuard.Analyzers.Flow.Values;

namespace MlGuard.Analyzers.Networks.Shapes;

/// <summary>Products of matrices, and layers whose weights are given.</summary>
internal sealed partial class OperationCall
{
    public TensorShape? Product(int? rank)
    {
        if (First is not { IsOpen: false } left || Second is not { IsOpen: false } right)
            return null;
        if (rank is { } wanted && (left.Rank != wanted || right.Rank != wanted))
            return Wrong($"wants {wanted} dimensions each", left.Rank != wanted ? left : right);
        if (left.Rank == 0 || right.Rank == 0)
            return Wrong("wants at least one dimension each", left.Rank == 0 ? left : right);
        var inner = right.Dims[right.Rank == 1 ? 0 : right.Rank - 2];
        if (left.Dims[left.Rank - 1].IsNever(inner) || (rank == 3 && left.Dims[0].IsNever(right.Dims[0])))
            return Wrong($"multiplies {left} from {left.From}", right);
        ImmutableArray<Dim> rows = left.Rank == 1 ? [] : [left.Dims[left.Rank - 2]];
        ImmutableArray<Dim> columns = right.Rank == 1 ? [] : [right.Dims[right.Rank - 1]];
        var around = reader.Broadcast(Batches(left), Batches(right), call);
        return around is null ? null : Made([.. around.Dims, .. rows, .. columns]);
    }

    public TensorShape? Applied()
    {
        if (First is not { IsOpen: false } left || Second is not { IsOpen: false } right)
            return null;
        if (left.Rank != 2 || right.Rank != 1)
            return Wrong("wants a matrix and a vector", left.Rank != 2 ? left : right);
        return left.Dims[1].IsNever(right.Dims[0]) ? Wrong($"multiplies {left} from {left.From}", right) : Made([left.Dims[0]]);
    }

    public TensorShape? Inner()
    {
        if (First is not { IsOpen: false } left || Second is not { IsOpen: false } right)
            return null;
        if (left.Rank != 1 || right.Rank != 1)
            return Wrong("wants two vectors", left.Rank != 1 ? left : right);
        return left.Dims[0].IsNever(right.Dims[0]) ? Wrong($"multiplies {left} from {left.From}", right) : Made([]);
    }

    public TensorShape? Outer()
    {
        if (First is not { IsOpen: false } left || Second is not { IsOpen: false } right)
            return null;
        return left.Rank != 1 || right.Rank != 1
            ? Wrong("wants two vectors", left.Rank != 1 ? left : right)
            : Made([left.Dims[0], right.Dims[0]]);
    }

    /// <summary>An equation such as <c>"bij,bjk->bik"</c>: a letter is one size wherever it stands.</summary>
    public TensorShape? Summed()
    {
        if (Value("equation") is not { } written || Constants.Text(written) is not { } equation || !equation.Contains("->")
            || equation.Contains('.'))
            return null;
        var halves = equation.Replace(" ", "").Split(["->"], StringSplitOptions.None);
        var terms = halves[0].Split(',');
        var shapes = Listed();
        if (shapes.IsDefault || shapes.Length != terms.Length)
            return null;

        var sizes = new Dictionary<char, (Dim Size, TensorShape Shape)>();
        foreach (var (term, shape) in terms.Zip(shapes, (term, shape) => (term, shape)))
        {
            if (term.Length != shape.Rank)
                return Wrong($"wants {term.Length} dimensions", shape);
            for (var at = 0; at < term.Length; at++)
            {
                var size = shape.Dims[at];
                if (!sizes.TryGetValue(term[at], out var known))
                    sizes[term[at]] = (size, shape);
                else if (known.Size.Value is { } one && size.Value is { } other && one != other && one != 1 && other != 1)
                    return Wrong($"wants '{term[at]}' to be {one} as in {known.Shape} from {known.Shape.From}", shape);
                else if (known.Size.Value == 1)
                    sizes[term[at]] = (size, shape);
            }
        }

        return halves[1].All(sizes.ContainsKey) ? Made([.. halves[1].Select(letter => sizes[letter].Size)]) : null;
    }

    public TensorShape? Attended()
    {
        if (First is not { IsOpen: false, Rank: >= 2 } query || Second is not { IsOpen: false, Rank: >= 2 } key
            || At(2) is not { IsOpen: false, Rank: >= 2 } value || query.Rank != key.Rank || key.Rank != value.Rank)
            return null;
        if (query.Dims[query.Rank - 1].IsNever(key.Dims[key.Rank - 1]))
            return Wrong($"compares {query} from {query.From}", key);
        return key.Dims[key.Rank - 2].IsNever(value.Dims[value.Rank - 2])
            ? Wrong($"weighs with {key} from {key.From}", value)
            : Made(query.Dims.SetItem(query.Rank - 1, value.Dims[value.Rank - 1]));
    }

    public TensorShape? Linear()
    {
        if (Second is not { IsOpen: false, Rank: 2 } weights)
            return null;
        if (First is { Rank: > 0 } input && input.Dims[input.Rank - 1].IsNever(weights.Dims[1]))
            return Wrong($"wants (..., {weights.Dims[1]})", input);
        return First is { Rank: > 0 } given
            ? new TensorShape(given.Dims.SetItem(given.Rank - 1, weights.Dims[0]), given.IsOpen, Said)
            : new TensorShape([weights.Dims[0]], IsOpen: true, Said);
    }

    /// <summary>The weights are the channels made, the channels wanted, and the window.</summary>
    public TensorShape? Convolved(int places)
    {
        if (Second is not { IsOpen: false } weights || weights.Rank != places + 2 || NumberOr("groups", 1) is not { } groups)
            return null;
        return new LayerCall(call, scope, reader, TorchValues.PlaceOf(call))
        {
            Inputs = tensors, Weights = weights, Groups = groups,
        }.Convolution(First, places);
    }

    /// <summary>What is added on both sides of the last dimensions, the last one first.</summary>
    public TensorShape? Padded() => Value("pad") is { } pad
        ? new LayerCall(call, scope, reader, TorchValues.PlaceOf(call)) { Inputs = tensors }.Padded(First, "pad", null)
        : null;

    private static TensorShape Batches(TensorShape matrices) =>
        matrices with { Dims = matrices.Rank <= 2 ? [] : [.. matrices.Dims.Take(matrices.Rank - 2)] };
}
