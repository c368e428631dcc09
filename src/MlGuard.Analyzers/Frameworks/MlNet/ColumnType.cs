namespace MlGuard.Analyzers.Frameworks.MlNet;

/// <summary>A set of column types: those that a column may have, or those that a transform accepts.</summary>
internal readonly record struct ColumnType(ItemKinds Items, Shapes Shapes, KeyKinds Keys)
{
    public static ColumnType Any { get; } = new(ItemKinds.Any, Shapes.Any, KeyKinds.Any);

    public static ColumnType Of(ItemKinds items, Shapes shapes = Shapes.Any) => new(items, shapes, KeyKinds.Value);

    /// <summary>A category's number, as <c>MapValueToKey</c> makes it.</summary>
    public static ColumnType Key(Shapes shapes) => new(ItemKinds.UInt32, shapes, KeyKinds.Key);

    public bool IsKnown => (Items & (Items - 1)) == 0 && (Shapes & (Shapes - 1)) == 0 && (Keys & (Keys - 1)) == 0;

    /// <summary>Whether a column of one of these types may be of one of <paramref name="wanted"/>.</summary>
    public bool MayBe(ColumnType wanted) => (Items & wanted.Items) != 0 && (Shapes & wanted.Shapes) != 0 && (Keys & wanted.Keys) != 0;

    public ColumnType Or(ColumnType other) => new(Items | other.Items, Shapes | other.Shapes, Keys | other.Keys);

    /// <summary>The type in a few words, such as <c>a vector of Single</c>.</summary>
    public override string ToString()
    {
        if (Items == ItemKinds.Any && Keys != KeyKinds.Key)
            return OfShape();

        var item = Keys == KeyKinds.Key ? "key" : Names(Items);
        return Shapes switch
        {
            Shapes.Vector => $"fixed-size vector of {item}",
            Shapes.VariableVector => $"vector of {item} without a fixed size",
            Shapes.AnyVector => $"vector of {item}",
            Shapes.Fixed => $"{item}, alone or in a fixed-size vector",
            _ => item,
        };
    }

    private string OfShape() => Shapes switch
    {
        Shapes.Scalar => "single value",
        Shapes.Vector => "fixed-size vector",
        Shapes.VariableVector => "vector without a fixed size",
        Shapes.AnyVector => "vector",
        _ => "any column",
    };

    private static string Names(ItemKinds items)
    {
        if (items == ItemKinds.Standard)
            return "a standard type";

        var names = new List<string>();
        for (var kind = 1; kind <= (int)ItemKinds.Image; kind <<= 1)
        {
            if (((int)items & kind) != 0)
                names.Add(((ItemKinds)kind).ToString());
        }

        return names.Count > 4 ? "number or another simple type" : string.Join(" or ", names);
    }
}
