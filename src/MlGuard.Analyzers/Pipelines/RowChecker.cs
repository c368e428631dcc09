using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Frameworks.MlNet;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Pipelines;

/// <summary>Checks the row classes that a call maps to columns.</summary>
/// <param name="symbols">The compilation's types.</param>
/// <param name="report">Takes what is found.</param>
internal sealed class RowChecker(MlSymbols symbols, Action<PipelineFinding> report)
{
    private const string OwnColumn = "Give each member of the row class its own column of the file.";

    /// <summary>A class that rows are read from.</summary>
    public void Read(IInvocationOperation call, int typeArgument) => CheckTypes(call, typeArgument, static _ => true, isText: false);

    /// <summary>A class that rows are written into.</summary>
    public void Written(IInvocationOperation call, int typeArgument) =>
        CheckTypes(
            call, typeArgument, static member =>
                member is IFieldSymbol or IPropertySymbol { SetMethod.DeclaredAccessibility: Accessibility.Public }, isText: false);

    /// <summary>A class that gives a text loader its columns.</summary>
    public void Text(IInvocationOperation call)
    {
        if (RowOf(call, 0) is not { } row)
            return;

        CheckTypes(call, 0, static _ => true, isText: true);
        var missing = new List<ISymbol>();
        var sources = new List<(ISymbol Member, int First, int Last)>();
        foreach (var member in RowClass.MembersOf(row))
        {
            if (RowClass.Attribute(member, MlNetTypes.LoadColumnAttribute, symbols) is not { } attribute)
                missing.Add(member);
            else if (RangeOf(attribute) is var (first, last))
                CheckRange(call, member, first, last, sources);
        }

        ReportMissing(call, row, missing);
    }

    /// <summary>A class whose rows were read from text and are now given one by one to an engine over the same data.</summary>
    public void Engine(IInvocationOperation call, Fitting fitting)
    {
        if (!fitting.Rows.IsText || RowOf(call, 0) is not { } row || !SymbolEqualityComparer.Default.Equals(fitting.Rows.RowType, row))
            return;

        foreach (var member in RowClass.MembersOf(row))
        {
            if (RowClass.Attribute(member, MlNetTypes.LoadColumnAttribute, symbols) is { } attribute
                && RangeOf(attribute) is var (first, last))
                CheckSize(call, member, attribute, last - first + 1);
        }
    }

    /// <summary>A class that was never meant for text lacks them all, and is told once.</summary>
    private void ReportMissing(IInvocationOperation call, INamedTypeSymbol row, List<ISymbol> missing)
    {
        if (missing.Count == 0)
            return;
        var name = $"'{row.Name}.{missing[0].Name}'";
        ReportColumn(
            call, missing[0], missing.Count == 1
                ? $"{name} has no [LoadColumn]"
                : $"{name} and {missing.Count - 1} more have no [LoadColumn]", "the text loader throws");
    }

    private void CheckRange(
        IInvocationOperation call, ISymbol member, int first, int last, List<(ISymbol Member, int First, int Last)> sources)
    {
        if (first < 0)
            ReportColumn(call, member, $"'{member.Name}' reads column {first}, which no file has", "the text loader throws");
        // One column read as two types is meant so.
        var other = sources.FirstOrDefault(source => source.First <= last && first <= source.Last
            && SymbolEqualityComparer.Default.Equals(ItemOf(source.Member), ItemOf(member)));
        if (other.Member is not null)
            ReportColumn(
                call, member, $"'{other.Member.Name}' and '{member.Name}' both read column {Math.Max(first, other.First)} of the file", "one repeats the other without an error");
        sources.Add((member, first, last));
    }

    /// <summary>The loader reads as many cells as the attribute names, and an engine asks for as many as the vector's type has.</summary>
    private void CheckSize(IInvocationOperation call, ISymbol member, AttributeData column, int range)
    {
        var count = column.ConstructorArguments is [{ Kind: TypedConstantKind.Array, Values: var indexes }] ? indexes.Length : range;
        if (count > 1 && SizeOf(member) is { } size && size != count)
            ReportColumn(
                call, member, $"'{member.Name}' reads {count} columns of the file into a vector of {size}", "the engine throws", "Give both the same size.");
    }

    private int? SizeOf(ISymbol member)
    {
        var dimensions = RowClass.Attribute(member, MlNetTypes.VectorTypeAttribute, symbols)?.ConstructorArguments
            .SelectMany(argument => argument.Kind == TypedConstantKind.Array ? argument.Values : [argument])
            .Select(dimension => dimension.Value as int? ?? 0).ToList();
        return dimensions is { Count: > 0 } && dimensions.All(dimension => dimension is > 0 and < 1 << 20)
            ? dimensions.Aggregate((all, next) => unchecked(all * next))
            : null;
    }

    private static ITypeSymbol ItemOf(ISymbol member) =>
        RowClass.ValueTypeOf(member) is IArrayTypeSymbol array ? array.ElementType : RowClass.ValueTypeOf(member);

    private static (int First, int Last)? RangeOf(AttributeData attribute) => attribute.ConstructorArguments switch
    {
        [{ Kind: TypedConstantKind.Array, Values: [{ Value: int only }] }] => (only, only),
        [{ Kind: not TypedConstantKind.Array, Value: int index }] => (index, index),
        [{ Value: int first }, { Value: int last }] => (first, last),
        _ => null,
    };

    private void CheckTypes(IInvocationOperation call, int typeArgument, Func<ISymbol, bool> isColumn, bool isText)
    {
        if (RowOf(call, typeArgument) is not { } row)
            return;

        foreach (var member in (isText ? RowClass.MembersOf(row) : RowClass.ColumnsOf(row, symbols)).Where(isColumn))
        {
            if (!(isText ? RowClass.IsReadableAsText(member, symbols) : RowClass.IsMappable(member, symbols)))
            {
                report(new PipelineFinding(
                    RuleIds.MemberType, PlaceOf(call, member),
                    [
                        $"{row.Name}.{member.Name}", RowClass.ValueTypeOf(member)
                            .ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat), call.TargetMethod.Name])
                {
                    Properties = isText
                        ? ImmutableDictionary<string, string?>.Empty
                        : ImmutableDictionary<string, string?>.Empty.Add(PipelineRules.ColumnProperty, member.Name),
                });
            }
        }
    }

    private void ReportColumn(
        IInvocationOperation call, ISymbol member, string what, string consequence, string advice = OwnColumn) =>
        report(new PipelineFinding(RuleIds.LoadColumn, PlaceOf(call, member), [what, consequence, advice]));

    private static INamedTypeSymbol? RowOf(IInvocationOperation call, int typeArgument) =>
        typeArgument < call.TargetMethod.TypeArguments.Length ? call.TargetMethod.TypeArguments[typeArgument] as INamedTypeSymbol : null;

    private Location PlaceOf(IInvocationOperation call, ISymbol member) =>
        symbols.IsDeclaredHere(member) && member.Locations is [{ IsInSource: true } declared, ..] ? declared : PipelineRules.PlaceOf(call);
}
