namespace MlGuard.Analyzers.Flow.Values;

/// <summary>
/// Which value an expression means, as the symbols that lead to it: <c>split</c>, <c>TrainSet</c>. Two equal paths are the same value.
/// </summary>
internal sealed class SymbolPath : IEquatable<SymbolPath>
{
    private readonly ImmutableArray<ISymbol> _symbols;

    private SymbolPath(ImmutableArray<ISymbol> symbols) => _symbols = symbols;

    public ISymbol Last => _symbols[_symbols.Length - 1];

    public ISymbol Root => _symbols[0];

    /// <summary>The path without its last member, or null for a single symbol.</summary>
    public SymbolPath? Parent => _symbols.Length > 1 ? new SymbolPath(_symbols.RemoveAt(_symbols.Length - 1)) : null;

    /// <summary>
    /// The path of <paramref name="operation"/>, with aliases followed; null when it is computed, or may change between two reads.
    /// </summary>
    public static SymbolPath? Of(IOperation? operation)
    {
        if (operation is null)
            return null;

        var origin = LocalValues.Origin(operation);
        if (LocalValues.VariableOf(origin) is { } variable)
            return LocalValues.Around(origin).IsStable(variable) ? new SymbolPath([variable]) : null;
        if (origin is IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol { IsIndexer: false } } reference)
            return OfMember(reference);

        // The variable that holds a computed value stands for that value.
        return HolderOf(operation, origin) is { } holder ? new SymbolPath([holder]) : null;
    }

    public bool Equals(SymbolPath? other) =>
        other is not null && _symbols.SequenceEqual(other._symbols, SymbolEqualityComparer.Default);

    public override bool Equals(object? obj) => Equals(obj as SymbolPath);

    public override int GetHashCode() => SymbolEqualityComparer.Default.GetHashCode(Last);

    public override string ToString() => string.Join(".", _symbols.Select(symbol => symbol.Name));

    private static SymbolPath? OfMember(IMemberReferenceOperation reference)
    {
        if (reference.Instance is null or IInstanceReferenceOperation)
            return LocalValues.Around(reference).IsStable(reference.Member) ? new SymbolPath([reference.Member]) : null;
        return Of(reference.Instance) is { } owner ? new SymbolPath(owner._symbols.Add(reference.Member)) : null;
    }

    /// <summary>The last variable on the way from a read to the value's origin.</summary>
    private static ISymbol? HolderOf(IOperation read, IOperation origin)
    {
        var values = LocalValues.Around(read);
        ISymbol? holder = null;
        for (IOperation? current = read; current is not null && !ReferenceEquals(current, origin);)
        {
            if (LocalValues.VariableOf(current) is { } variable)
            {
                holder = variable;
                current = values.SingleValue(variable);
            }
            else
            {
                current = current switch
                {
                    IConversionOperation conversion => conversion.Operand,
                    IParenthesizedOperation parenthesized => parenthesized.Operand,
                    IAwaitOperation awaited => awaited.Operation,
                    _ => null,
                };
            }
        }

        return holder;
    }
}
