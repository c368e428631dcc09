namespace MlGuard.Analyzers.Pipelines;

/// <summary>Rows that the program distinguishes: those of one source, or a part of them.</summary>
/// <param name="whole">What they are a part of.</param>
/// <param name="part">Which part.</param>
/// <param name="split">The call that took them apart.</param>
internal sealed class RowSet(RowSet? whole = null, RowPart part = RowPart.All, IInvocationOperation? split = null)
{
    public RowPart Part { get; } = part;

    /// <summary>The split that the rows come from, and the splits before it.</summary>
    public IInvocationOperation? Split { get; } = split;

    /// <summary>Whether all of <paramref name="other"/> is among these rows.</summary>
    public bool Contains(RowSet? other)
    {
        for (var set = other; set is not null; set = set.Whole)
        {
            if (ReferenceEquals(set, this))
                return true;
        }

        return false;
    }

    public RowSet? Whole { get; } = whole;

    /// <summary>
    /// The file or collection that they are all rows of, by a name that other loads of it have too; null when it is not known.
    /// </summary>
    public string? Source { get; init; }

    /// <summary>What read them from there.</summary>
    public IInvocationOperation? Load { get; init; }

    /// <summary>The rows before they were taken apart.</summary>
    public RowSet Root
    {
        get
        {
            var root = this;
            while (root.Whole is { } whole)
                root = whole;
            return root;
        }
    }

    /// <summary>Whether these and <paramref name="other"/> were read from one place, and those of one are all of its rows.</summary>
    public bool IsReadAgainIn(RowSet other) => Root is { Source: { } source } root && other.Root is var again
        && !ReferenceEquals(root, again) && again.Source == source && (Whole is null || other.Whole is null);

    /// <summary>Whether a text loader read them.</summary>
    public bool IsText { get; init; } = whole?.IsText == true;

    /// <summary>The class of the rows that the program read, however often they were taken apart since.</summary>
    public ITypeSymbol? RowType { get; init; } = whole?.RowType;
}
