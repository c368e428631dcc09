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

    /// <summary>Whether a text loader read them.</summary>
    public bool IsText { get; init; } = whole?.IsText == true;

    /// <summary>The class of the rows that the program read, however often they were taken apart since.</summary>
    public ITypeSymbol? RowType { get; init; } = whole?.RowType;
}
