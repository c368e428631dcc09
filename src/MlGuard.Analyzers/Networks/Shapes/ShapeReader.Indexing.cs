using MlGuard.Analyzers.Flow.Values;

namespace MlGuard.Analyzers.Networks.Shapes;

/// <summary>Indexers: numbers, ranges, and TorchSharp's own slices.</summary>
internal sealed partial class ShapeReader
{
    /// <summary>What a part of an indexer does to a dimension.</summary>
    private enum IndexKind
    {
        Number,
        Slice,
        Ellipsis,
        New,
    }

    /// <summary>How many numbers a slice takes; null when nobody knows. Ends beyond the size are cut, and never throw.</summary>
    public static Dim? Slice(Dim size, long? start, long? finish, long? step)
    {
        if (start is null or 0 && finish is null && step is null or 1)
            return size;
        if (size.Value is not { } length || step <= 0)
            return null;
        var from = Cut(start ?? 0, length);
        var to = Cut(finish ?? length, length);
        var by = step ?? 1;
        return Dim.Of(to <= from ? 0 : (to - from + by - 1) / by);
    }

    private static long Cut(long at, long length) => Math.Max(0, Math.Min(length, at < 0 ? at + length : at));

    private TensorShape? OfIndexer(IPropertyReferenceOperation indexer, IOperation whole, ShapeScope scope)
    {
        var input = Value(whole, scope);
        var parts = indexer.Arguments is [{ ArgumentKind: ArgumentKind.ParamArray, Value: var list }]
            ? Constants.Elements(list) ?? []
            : [.. indexer.Arguments.Select(argument => (IOperation?)argument.Value)];
        var indices = parts.Select(part => part is null ? null : IndexOf(part, scope)).ToList();
        return input is null || indices.Count == 0 || indices.Any(index => index is null)
            ? null
            : Indexed(input, [.. indices.Select(index => index!.Value)], indexer);
    }

    private TensorShape? Indexed(TensorShape input, ImmutableArray<Index> indices, IOperation indexer)
    {
        var taken = indices.Count(index => index.Kind is IndexKind.Number or IndexKind.Slice);
        if (input.IsOpen)
            return null;
        if (taken > input.Rank)
            return Wrong(indexer, $"{Said(indexer)} wants {taken} dimensions", input);
        if (indices.All(index => index.Kind != IndexKind.Ellipsis))
            indices = indices.Add(new Index(IndexKind.Ellipsis));

        var dims = ImmutableArray.CreateBuilder<Dim>();
        var at = 0;
        foreach (var index in indices)
        {
            switch (index.Kind)
            {
                case IndexKind.Ellipsis:
                    dims.AddRange(input.Dims.Skip(at).Take(input.Rank - taken));
                    at += input.Rank - taken;
                    break;
                case IndexKind.New:
                    dims.Add(Dim.Of(1));
                    break;
                case IndexKind.Slice:
                    dims.Add((index.IsKnown ? Slice(input.Dims[at], index.Start, index.Finish, index.Step) : null) ?? Fresh());
                    at++;
                    break;
                default:
                    if (index.Start is { } number && input.Dims[at].Value is { } size && (number >= size || number < -size))
                        return Wrong(indexer, $"{Said(indexer)} wants an index {number} in dimension {at}", input);
                    at++;
                    break;
            }
        }

        return new TensorShape(dims.ToImmutable(), IsOpen: false, Said(indexer));
    }

    private Index? IndexOf(IOperation part, ShapeScope scope)
    {
        var bare = Unwrapped(part);
        switch (bare)
        {
            case IRangeOperation range:
                return SliceOf(range.LeftOperand, range.RightOperand, null, scope);
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat, Operand: var back }:
                return new Index(IndexKind.Number, DimOf(back, scope)?.Value is { } number ? -number : null);
            case IInvocationOperation { TargetMethod: { Name: "Slice", ContainingType.Name: "TensorIndex" } } slice:
                return OfSlice(slice, scope);
            case IInvocationOperation { TargetMethod: { Name: "Single", ContainingType.Name: "TensorIndex" }, Arguments: [var one] }:
                return new Index(IndexKind.Number, DimOf(one.Value, scope)?.Value);
            case IMemberReferenceOperation { Member: { ContainingType.Name: "TensorIndex", Name: var name } }:
                return name switch
                {
                    "Ellipsis" => new Index(IndexKind.Ellipsis),
                    "Colon" => new Index(IndexKind.Slice),
                    "None" or "Null" => new Index(IndexKind.New),
                    _ => null,
                };
        }

        return bare.Type?.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64
            ? new Index(IndexKind.Number, DimOf(bare, scope)?.Value)
            : null;
    }

    private Index? OfSlice(IInvocationOperation slice, ShapeScope scope)
    {
        if (slice.Arguments is [{ Value: var only }] && Unwrapped(only) is IRangeOperation range)
            return SliceOf(range.LeftOperand, range.RightOperand, null, scope);
        var bounds = slice.Arguments.OrderBy(argument => argument.Parameter?.Ordinal ?? 0).Select(argument => argument.Value).ToList();
        return bounds.Count == 3 ? SliceOf(bounds[0], bounds[1], bounds[2], scope) : null;
    }

    private Index SliceOf(IOperation? start, IOperation? finish, IOperation? step, ShapeScope scope)
    {
        var bounds = new[] { start, finish, step }.Select(bound => BoundOf(bound, scope)).ToList();
        return new Index(IndexKind.Slice, bounds[0].Number, bounds[1].Number, bounds[2].Number) { IsKnown = bounds.All(it => it.IsKnown) };
    }

    private (long? Number, bool IsKnown) BoundOf(IOperation? bound, ShapeScope scope)
    {
        if (bound is null || Unwrapped(bound) is { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation)
            return (null, true);
        var bare = Unwrapped(bound);
        var number = bare is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat, Operand: var back }
            ? -DimOf(back, scope)?.Value
            : DimOf(bare, scope)?.Value;
        return (number, number is not null);
    }

    private readonly record struct Index(IndexKind Kind, long? Start = null, long? Finish = null, long? Step = null)
    {
        public bool IsKnown { get; init; } = true;
    }
}
