using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Frameworks.MlNet;

namespace MlGuard.Analyzers.Pipelines;

/// <summary>The columns of rows that a class describes.</summary>
internal static class RowSchema
{
    /// <summary>What the rows look like when the objects are the data.</summary>
    public static Schema Of(ITypeSymbol? row, MlSymbols symbols) => Of(row, symbols, member => RowClass.TypeOf(member, symbols));

    /// <summary>What the rows look like when a text file is read into them.</summary>
    public static Schema OfText(ITypeSymbol? row, MlSymbols symbols) => Of(row, symbols, member => RowClass.TextTypeOf(member, symbols));

    private static Schema Of(ITypeSymbol? row, MlSymbols symbols, Func<ISymbol, (ColumnType Type, ItemKinds KeyValues)> typeOf)
    {
        if (row is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } type)
            return Schema.Open;

        return Schema.Of(RowClass.ColumnsOf(type, symbols).Select(member => ColumnOf(member, typeOf(member), symbols)));
    }

    private static Column ColumnOf(ISymbol member, (ColumnType Type, ItemKinds KeyValues) known, MlSymbols symbols) =>
        new(RowClass.NameOf(member, symbols))
        {
            Type = known.Type, KeyValues = known.KeyValues, Origin = member, IsRaw = RowClass.IsRaw(known.Type),
        };
}
