using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Frameworks.MlNet;
using MlGuard.Analyzers.Pipelines;

namespace MlGuard.Analyzers.Data;

/// <summary>A column that a text loader reads.</summary>
/// <param name="Name">Of the member, or of the column.</param>
/// <param name="First">The first column of the file that it reads.</param>
/// <param name="Last">The last.</param>
/// <param name="Items">What it reads them as; all where that does not matter, such as for keys.</param>
internal sealed record LoadedColumn(string Name, int First, int Last, ItemKinds Items)
{
    private const int MaximumColumns = 1 << 16;

    /// <summary>The columns of a row class; null when one of them is not known.</summary>
    public static ImmutableArray<LoadedColumn>? Of(ITypeSymbol row, MlSymbols symbols)
    {
        var columns = new List<LoadedColumn>();
        foreach (var member in RowClass.MembersOf(row))
        {
            if (RowClass.Attribute(member, MlNetTypes.LoadColumnAttribute, symbols) is not { } attribute)
                continue;
            if (RangesOf(attribute) is not { } ranges)
                return null;
            var (type, _) = RowClass.TextTypeOf(member, symbols);
            var items = type.Keys == KeyKinds.Value ? type.Items : ItemKinds.Any;
            columns.AddRange(ranges.Select(range => new LoadedColumn(member.Name, range.First, range.Last, items)));
        }

        return columns.Count == 0 ? null : [.. columns];
    }

    /// <summary>The columns of a list that is written out; null when one of them is not known.</summary>
    public static ImmutableArray<LoadedColumn>? Of(IOperation list, MlSymbols symbols)
    {
        if (Constants.Elements(LocalValues.Origin(list)) is not { IsEmpty: false } elements)
            return null;

        var columns = elements.Select(element => element is null ? null : OfCreation(LocalValues.Origin(element), symbols)).ToList();
        return columns.Any(column => column is null) ? null : [.. columns!];
    }

    private static LoadedColumn? OfCreation(IOperation element, MlSymbols symbols)
    {
        if (element is not IObjectCreationOperation { Initializer: null } creation
            || !symbols.Is(creation.Type, MlNetTypes.TextLoaderColumn)
            || Constants.Text(creation.Arguments.Argument("name")?.Value) is not { } name)
            return null;

        var first = NumberOf(creation, "index") ?? NumberOf(creation, "minIndex");
        var last = NumberOf(creation, "index") ?? NumberOf(creation, "maxIndex");
        var isKey = creation.Arguments.Argument("keyCount")?.IsWritten() == true;
        return first is >= 0 && last >= first && last < MaximumColumns
            ? new LoadedColumn(
                name, first.Value, last.Value,
                isKey ? ItemKinds.Any : StepRefinement.KindOf(creation.Arguments.Argument("dataKind")?.Value))
            : null;
    }

    private static int? NumberOf(IObjectCreationOperation creation, string parameter) =>
        creation.Arguments.Argument(parameter)?.Value.ConstantValue is { HasValue: true, Value: int number } ? number : null;

    private static IEnumerable<(int First, int Last)>? RangesOf(AttributeData attribute) => attribute.ConstructorArguments switch
    {
        [{ Kind: TypedConstantKind.Array, Values: var indexes }] when indexes.All(index => index.Value is >= 0) =>
            indexes.Select(index => ((int)index.Value!, (int)index.Value!)),
        [{ Kind: not TypedConstantKind.Array, Value: int index and >= 0 }] => [(index, index)],
        [{ Value: int first and >= 0 }, { Value: int last and < MaximumColumns }] when first <= last => [(first, last)],
        _ => null,
    };
}
