namespace MlGuard.Analyzers.Frameworks.MlNet;

/// <summary>
/// A class whose members are columns, as ML.NET reads it (<c>SchemaDefinition.Create</c>, <c>TextLoader.CreateTextLoader</c>).
/// </summary>
internal static class RowClass
{

    /// <summary>The public fields, and the public properties that can be read, of the class and of those it derives from.</summary>
    public static IEnumerable<ISymbol> MembersOf(ITypeSymbol row)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (ITypeSymbol? type = row; type is { SpecialType: not SpecialType.System_Object }; type = type.BaseType)
        {
            foreach (var member in type.GetMembers())
            {
                if (member is { DeclaredAccessibility: Accessibility.Public, IsStatic: false }
                    && IsReadable(member)
                    && seen.Add(member.Name))
                    yield return member;
            }
        }
    }

    /// <summary>The members that are columns.</summary>
    public static IEnumerable<ISymbol> ColumnsOf(ITypeSymbol row, MlSymbols symbols) =>
        MembersOf(row)
            .Where(member =>
                Attribute(member, MlNetTypes.NoColumnAttribute, symbols) is null && !symbols.Is(ValueTypeOf(member), MlNetTypes.IChannel));

    public static string NameOf(ISymbol member, MlSymbols symbols) =>
        Attribute(member, MlNetTypes.ColumnNameAttribute, symbols) is { ConstructorArguments: [{ Value: string name }] }
            ? name
            : member.Name;

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

    /// <summary>
    /// The column that a value of <paramref name="type"/> can be read from, without what attributes add; null for a type that ML.NET does
    /// not map.
    /// </summary>
    public static ColumnType? ReadAs(ITypeSymbol type, MlSymbols symbols)
    {
        var (item, isVector) = ElementOf(type, symbols);
        return ItemOf(item, symbols) is { } kind ? new ColumnType(kind, isVector ? Shapes.AnyVector : Shapes.Scalar, KeyKinds.Any) : null;
    }

    /// <summary>Whether a column of the type holds numbers that mean an amount.</summary>
    public static bool IsRaw(ColumnType type) => type.Keys == KeyKinds.Value && (type.Items & ~ItemKinds.Number) == 0;

    /// <summary>The type of the column when the objects are the data.</summary>
    public static (ColumnType Type, ItemKinds KeyValues) TypeOf(ISymbol member, MlSymbols symbols)
    {
        var (item, isVector) = ElementOf(ValueTypeOf(member), symbols);
        if (ItemOf(item, symbols) is not { } kind)
            return (ColumnType.Any, ItemKinds.Any | ItemKinds.Nothing);

        var shape = isVector ? VectorShapeOf(member, symbols) : Shapes.Scalar;
        return (new ColumnType(kind, shape, KeyKindsOf(member, symbols)), ItemKinds.Nothing);
    }

    /// <summary>The type of the column when a text file is read into the class: there the attributes alone say what is a vector.</summary>
    public static (ColumnType Type, ItemKinds KeyValues) TextTypeOf(ISymbol member, MlSymbols symbols)
    {
        var item = ValueTypeOf(member) is IArrayTypeSymbol array ? array.ElementType : ValueTypeOf(member);
        return ItemOf(item, symbols) is { } kind
            ? (new ColumnType(kind, TextShapeOf(member, symbols), KeyKindsOf(member, symbols)), ItemKinds.Nothing)
            : (ColumnType.Any, ItemKinds.Any | ItemKinds.Nothing);
    }

    private static Shapes VectorShapeOf(ISymbol member, MlSymbols symbols)
    {
        if (Attribute(member, MlNetTypes.VectorTypeAttribute, symbols) is not { } attribute)
            return Shapes.VariableVector;

        var sizes =
            attribute.ConstructorArguments.SelectMany(argument => argument.Kind == TypedConstantKind.Array ? argument.Values : [argument])
                .ToList();
        return sizes.Count > 0 && sizes.All(size => size.Value is > 0) ? Shapes.Vector : Shapes.VariableVector;
    }

    /// <summary>One index is a scalar even in an array member; a range, or several indexes, is a vector.</summary>
    private static Shapes TextShapeOf(
        ISymbol member, MlSymbols symbols) => Attribute(member, MlNetTypes.LoadColumnAttribute, symbols)?.ConstructorArguments switch
    {
        [{ Kind: not TypedConstantKind.Array }] => Shapes.Scalar,
        [{ Kind: TypedConstantKind.Array, Values.Length: var count }] => count == 1 ? Shapes.Scalar : Shapes.Vector,
        [{ Value: int first }, { Value: int last }] => first == last ? Shapes.Scalar : Shapes.Vector,
        _ => Shapes.Any,
    };

    private static KeyKinds KeyKindsOf(ISymbol member, MlSymbols symbols) =>
        Attribute(member, MlNetTypes.KeyTypeAttribute, symbols) is null ? KeyKinds.Value : KeyKinds.Key;

    /// <summary>Whether an attribute registers a type for the member, or the member's type is not known here.</summary>
    /// <summary>Whether the type of the column stands in an attribute of its own, or is not known.</summary>
    public static bool BringsOwnType(ISymbol member, MlSymbols symbols) =>
        ElementOf(ValueTypeOf(member), symbols).Item.TypeKind is TypeKind.Error or TypeKind.TypeParameter
        || member.GetAttributes().Any(attribute => symbols.IsOrInherits(attribute.AttributeClass, MlNetTypes.DataViewTypeAttribute));

    private static bool IsReadable(ISymbol member) => member switch
    {
        IFieldSymbol { IsConst: false, IsImplicitlyDeclared: false } => true,
        IPropertySymbol { IsIndexer: false, GetMethod.DeclaredAccessibility: Accessibility.Public } => true,
        _ => false,
    };

    private static (ITypeSymbol Item, bool IsVector) ElementOf(ITypeSymbol type, MlSymbols symbols) => type switch
    {
        IArrayTypeSymbol { Rank: 1 } array => (array.ElementType, true),
        INamedTypeSymbol { TypeArguments: [var item] } buffer when symbols.Is(buffer, MlNetTypes.VBuffer) => (item, true),
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
        "MLImage" when symbols.Is(type, MlNetTypes.MLImage) => ItemKinds.Image,
        "DataViewRowId" when symbols.Is(type, MlNetTypes.DataViewRowId) => ItemKinds.RowId,
        _ => null,
    };
}
