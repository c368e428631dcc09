using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Frameworks.MlNet;

namespace MlGuard.Analyzers.Pipelines;

/// <summary>The columns that a text loader is set to read.</summary>
internal static class TextColumns
{
    /// <summary>What <paramref name="call"/> reads, by its row class, its list of columns or its options.</summary>
    public static Schema Of(IInvocationOperation call, MlSymbols symbols, Func<IOperation, string?> textOf, Value?[] arguments)
    {
        if (call.TargetMethod.TypeArguments is [{ } row])
            return RowSchema.OfText(row, symbols);
        if (call.Arguments.Argument("columns") is { } columns)
            return OfList(columns.Value, symbols, textOf);
        return arguments.OfType<Value.Loader>().FirstOrDefault()?.Schema ?? Schema.Open;
    }

    public static Schema OfOptions(IObjectCreationOperation options, MlSymbols symbols, Func<IOperation, string?> textOf)
    {
        foreach (var member in options.Initializer?.Initializers ?? [])
        {
            if (member is ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Member.Name: "Columns" } } assignment
                && !StepReader.IsChangedLater(options))
                return OfList(assignment.Value, symbols, textOf);
        }

        return Schema.Open;
    }

    private static Schema OfList(IOperation list, MlSymbols symbols, Func<IOperation, string?> textOf)
    {
        if (Constants.Elements(LocalValues.Origin(list)) is not { } elements)
            return Schema.Open;

        var columns = new List<Column>();
        foreach (var element in elements)
        {
            if (element is null
                || LocalValues.Origin(element) is not IObjectCreationOperation { Arguments.Length: > 0 } creation
                || !symbols.Is(creation.Type, MlNetTypes.TextLoaderColumn)
                || textOf(creation.Arguments[0].Value) is not { } name || creation.Initializer is not null)
                return Schema.Open;
            columns.Add(OfColumn(name, creation));
        }

        return Schema.Of(columns);
    }

    private static Column OfColumn(string name, IObjectCreationOperation creation)
    {
        var keys = creation.Arguments.Argument("keyCount")?.IsWritten() == true ? KeyKinds.Any : KeyKinds.Value;
        var type = new ColumnType(StepRefinement.KindOf(creation.Arguments.Argument("dataKind")?.Value), ShapeOf(creation), keys);
        return new Column(name) { Type = type, KeyValues = ItemKinds.Nothing, Origin = creation, IsRaw = RowClass.IsRaw(type) };
    }

    private static Shapes ShapeOf(IObjectCreationOperation creation)
    {
        if (creation.Arguments.Argument("index") is not null)
            return Shapes.Scalar;
        if (creation.Arguments.Argument("minIndex")?.Value.ConstantValue is { HasValue: true, Value: int first }
            && creation.Arguments.Argument("maxIndex")?.Value.ConstantValue is { HasValue: true, Value: int last })
            return first == last ? Shapes.Scalar : Shapes.Vector;
        return Shapes.Any;
    }
}
