namespace MlGuard.Analyzers.Networks.Shapes;

/// <summary>The sizes of a tensor, as far as they are known.</summary>
/// <param name="Dims">The sizes; of an open shape the last ones.</param>
/// <param name="IsOpen">Whether there may be more dimensions in front.</param>
/// <param name="From">What made the tensor, as the source writes it.</param>
internal sealed record TensorShape(ImmutableArray<Dim> Dims, bool IsOpen, string From)
{
    public int Rank => Dims.Length;

    /// <summary>How many numbers it holds; null for an open shape.</summary>
    public Dim? Count => IsOpen ? null : Dims.Aggregate(Dim.Of(1), (product, dim) => product * dim);

    /// <summary>The index of a dimension that may be counted from the end; null when it is not among those known.</summary>
    public int? IndexOf(long dim)
    {
        if (dim < 0)
            return Rank + dim >= 0 ? (int)(Rank + dim) : null;
        return IsOpen || dim >= Rank ? null : (int)dim;
    }

    public override string ToString() => $"({(IsOpen ? "..., " : "")}{string.Join(", ", Dims)})";
}
