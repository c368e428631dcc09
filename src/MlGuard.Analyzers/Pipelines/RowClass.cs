using MlGuard.Analyzers.Frameworks;

namespace MlGuard.Analyzers.Pipelines;

/// <summary>A class whose members are columns, as ML.NET reads it (<c>SchemaDefinition.Create</c>, <c>TextLoader.CreateTextLoader</c>).</summary>
internal static class RowClass
{
    public const string LoadColumn = "Microsoft.ML.Data.LoadColumnAttribute";
    public const string NoColumn = "Microsoft.ML.Data.NoColumnAttribute";
    public const string VectorType = "Microsoft.ML.Data.VectorTypeAttribute";
    public const string ColumnName = "Microsoft.ML.Data.ColumnNameAttribute";

    private const string KeyType = "Microsoft.ML.Data.KeyTypeAttribute";
    private const string DataViewType = "Microsoft.ML.Data.DataViewTypeAttribute";
    private const string Channel = "Microsoft.ML.Runtime.IChannel";
    private const string Image = "Microsoft.ML.Data.MLImage";
    private const string RowId = "Microsoft.ML.Data.DataViewRowId";
    private const string Buffer = "Microsoft.ML.Data.VBuffer`1";

    /// <summary>What the rows look like when the objects are the data.</summary>
    public static Schema SchemaOf(ITypeSymbol? row, MlSymbols symbols) => SchemaOf(row, symbols, member => TypeOf(member, symbols));

    /// <summary>What the rows look like when a text file is read into them: there the attributes alone say what is a vector.</summary>
    public static Schema SchemaOfText(ITypeSymbol? row, MlSymbols symbols) => SchemaOf(row, symbols, member => TextTypeOf(member, symbols));

    /// <summary>The public fields, and the public properties that can be read, of the class and of those it derives from.</summary>
    public static IEnumerable<ISymbol> MembersOf(ITypeSymbol row)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (ITypeSymbol? type = row; type is { SpecialType: not SpecialType.System_Object }; type = type.BaseType)
        {
            foreach (var member in type.GetMembers())
            {
                if (member is { DeclaredAccessibility: Accessibility.Public, IsStatic: false } && IsReadable(member) && seen.Add(member.Name))
                    yield return member;
            }
        }
    }

    /// <summary>The members that are columns in <see cref="SchemaOf(ITypeSymbol?, MlSymbols)"/>.</summary>
    public static IEnumerable<ISymbol> ColumnsOf(ITypeSymbol row, MlSymbols symbols) =>
        MembersOf(row).Where(member => Attribute(member, NoColumn, symbols) is null && !symbols.Is(ValueTypeOf(member), Channel));

    public static string NameOf(ISymbol member, MlSymbols symbols) =>
        Attribute(member, ColumnName, symbols) is { ConstructorArguments: [{ Value: string name }] } ? name : member.Name;

    public static ITypeSymbol ValueTypeOf(ISymbol member) => member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type;

    /// <summary>Whether ML.NET has a type for what the member holds. An attribute may bring a type of its own.</summary>
    public static bool IsMappable(ISymbol member, MlSymbols symbols) =>
        ItemOf(ElementOf(ValueTypeOf(member), symbols).Item, symbols) is not null || BringsOwnType(member, symbols);

    /// <summary>Whether the text loader reads what the member holds; it knows single values and arrays alone.</summary>
    public static bool IsReadableAsText(ISymbol member, MlSymbols symbols)
    {
        var type = ValueTypeOf(member) is IArrayTypeSymbol array ? array.ElementType : ValueTypeOf(member);
        return type.TypeKind is TypeKind.Error or TypeKind.TypeParameter || ItemOf(type, symbols) is not (null or ItemKinds.Image);
    }

    public static AttributeData? Attribute(ISymbol member, string metadataName, MlSymbols symbols) =>
        member.GetAttributes().FirstOrDefault(attribute => symbols.Is(attribute.AttributeClass, metadataName));

    /// <summary>The column that a value of <paramref name="type"/> can be read from, without what attributes add; null for a type that ML.NET does not map.</summary>
    public static ColumnType? ReadAs(ITypeSymbol type, MlSymbols symbols)
    {
        var (item, isVector) = ElementOf(type, symbols);
        return ItemOf(item, symbols) is { } kind ? new ColumnType(kind, isVector ? Shapes.AnyVector : Shapes.Scalar, Keyness.Any) : null;
    }

    /// <summary>Whether a column of the type holds numbers that mean an amount.</summary>
    public static bool IsRaw(ColumnType type) => type.Keys == Keyness.Value && (type.Items & ~ItemKinds.Number) == 0;

    private static Schema SchemaOf(ITypeSymbol? row, MlSymbols symbols, Func<ISymbol, (ColumnType Type, ItemKinds KeyValues)> typeOf)
    {
        if (row is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } type)
            return Schema.Open;

        return Schema.Of(ColumnsOf(type, symbols).Select(member =>
        {
            var (columnType, keyValues) = typeOf(member);
            return new Column(NameOf(member, symbols)) { Type = columnType, KeyValues = keyValues, Origin = member, IsRaw = IsRaw(columnType) };
        }));
    }

    private static (ColumnType Type, ItemKinds KeyValues) TypeOf(ISymbol member, MlSymbols symbols)
    {
        var (item, isVector) = ElementOf(ValueTypeOf(member), symbols);
        if (ItemOf(item, symbols) is not { } kind)
            return (ColumnType.Any, ItemKinds.Any | ItemKinds.Nothing);

        var shape = isVector ? VectorShapeOf(member, symbols) : Shapes.Scalar;
        return (new ColumnType(kind, shape, KeynessOf(member, symbols)), ItemKinds.Nothing);
    }

    private static (ColumnType Type, ItemKinds KeyValues) TextTypeOf(ISymbol member, MlSymbols symbols)
    {
        var item = ValueTypeOf(member) is IArrayTypeSymbol array ? array.ElementType : ValueTypeOf(member);
        return ItemOf(item, symbols) is { } kind
            ? (new ColumnType(kind, TextShapeOf(member, symbols), KeynessOf(member, symbols)), ItemKinds.Nothing)
            : (ColumnType.Any, ItemKinds.Any | ItemKinds.Nothing);
    }

    private static Shapes VectorShapeOf(ISymbol member, MlSymbols symbols)
    {
        if (Attribute(member, VectorType, symbols) is not { } attribute)
            return Shapes.VariableVector;

        var sizes = attribute.ConstructorArguments.SelectMany(argument => argument.Kind == TypedConstantKind.Array ? argument.Values : [argument]).ToList();
        return sizes.Count > 0 && sizes.All(size => size.Value is > 0) ? Shapes.Vector : Shapes.VariableVector;
    }

    /// <summary>One index is a scalar even in an array member; a range, or several indexes, is a vector.</summary>
    private static Shapes TextShapeOf(ISymbol member, MlSymbols symbols) => Attribute(member, LoadColumn, symbols)?.ConstructorArguments switch
    {
        [{ Kind: not TypedConstantKind.Array }] => Shapes.Scalar,
        [{ Kind: TypedConstantKind.Array, Values.Length: var count }] => count == 1 ? Shapes.Scalar : Shapes.Vector,
        [{ Value: int first }, { Value: int last }] => first == last ? Shapes.Scalar : Shapes.Vector,
        _ => Shapes.Any,
    };

    private static Keyness KeynessOf(ISymbol member, MlSymbols symbols) =>
        Attribute(member, KeyType, symbols) is null ? Keyness.Value : Keyness.Key;

    /// <summary>Whether an attribute registers a type for the member, or the member's type is not known here.</summary>
    private static bool BringsOwnType(ISymbol member, MlSymbols symbols) =>
        ElementOf(ValueTypeOf(member), symbols).Item.TypeKind is TypeKind.Error or TypeKind.TypeParameter ||
        member.GetAttributes().Any(attribute => symbols.IsOrInherits(attribute.AttributeClass, DataViewType));

    private static bool IsReadable(ISymbol member) => member switch
    {
        IFieldSymbol { IsConst: false, IsImplicitlyDeclared: false } => true,
        IPropertySymbol { IsIndexer: false, GetMethod.DeclaredAccessibility: Accessibility.Public } => true,
        _ => false,
    };

    private static (ITypeSymbol Item, bool IsVector) ElementOf(ITypeSymbol type, MlSymbols symbols) => type switch
    {
        IArrayTypeSymbol { Rank: 1 } array => (array.ElementType, true),
        INamedTypeSymbol { TypeArguments: [var item] } buffer when symbols.Is(buffer, Buffer) => (item, true),
        _ => (type, false),
    };

    private static ItemKinds? ItemOf(ITypeSymbol type, MlSymbols symbols) => type.SpecialType switch
    {
        SpecialType.System_Single => ItemKinds.Single,
        SpecialType.System_Double => ItemKinds.Double,
        SpecialType.System_SByte => ItemKinds.SByte,
        SpecialType.System_Byte => ItemKinds.Byte,
        SpecialType.System_Int16 => ItemKinds.Int16,
        SpecialType.System_UInt16 => ItemKinds.UInt16,
        SpecialType.System_Int32 => ItemKinds.Int32,
        SpecialType.System_UInt32 => ItemKinds.UInt32,
        SpecialType.System_Int64 => ItemKinds.Int64,
        SpecialType.System_UInt64 => ItemKinds.UInt64,
        SpecialType.System_Boolean => ItemKinds.Boolean,
        SpecialType.System_String => ItemKinds.Text,
        SpecialType.System_DateTime => ItemKinds.DateTime,
        _ => NamedItemOf(type, symbols),
    };

    private static ItemKinds? NamedItemOf(ITypeSymbol type, MlSymbols symbols) => type.Name switch
    {
        "DateTimeOffset" when symbols.Is(type, "System.DateTimeOffset") => ItemKinds.DateTimeOffset,
        "TimeSpan" when symbols.Is(type, "System.TimeSpan") => ItemKinds.TimeSpan,
        "ReadOnlyMemory" when type is INamedTypeSymbol { TypeArguments: [{ SpecialType: SpecialType.System_Char }] } => ItemKinds.Text,
        "MLImage" when symbols.Is(type, Image) => ItemKinds.Image,
        "DataViewRowId" when symbols.Is(type, RowId) => ItemKinds.RowId,
        _ => null,
    };
}
