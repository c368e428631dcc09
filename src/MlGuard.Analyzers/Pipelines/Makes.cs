namespace MlGuard.Analyzers.Pipelines;

/// <summary>What becomes of the shape.</summary>
internal enum MadeShape
{
    Same,
    Scalar,
    Vector,
    VariableVector,

    /// <summary>A vector, variable when the input is.</summary>
    VectorOrVariable,

    /// <summary>A scalar stays one, a vector becomes variable.</summary>
    ScalarOrVariable,
}

/// <summary>What becomes of the keys' values.</summary>
internal enum MadeKeyValues
{
    None,
    Same,
    Text,
    OfItems,
    Unknown,
}

/// <summary>The column that a transform makes of its input.</summary>
/// <param name="Items">Of which kind the items are; null when they stay as they are.</param>
/// <param name="Shape">What becomes of the shape.</param>
/// <param name="Keys">Whether they are keys; null when that stays as it is.</param>
/// <param name="KeyValues">What becomes of the keys' values.</param>
internal readonly record struct Makes(ItemKinds? Items, MadeShape Shape, Keyness? Keys = Keyness.Value, MadeKeyValues KeyValues = MadeKeyValues.None)
{
    /// <summary>The column as it is.</summary>
    public static Makes Same { get; } = new(null, MadeShape.Same, Keys: null, MadeKeyValues.Same);

    /// <summary>What nobody can tell before the program runs.</summary>
    public static Makes Unknown { get; } = new(ItemKinds.Any, MadeShape.Same, Keyness.Any, MadeKeyValues.Unknown);

    public ColumnType Of(ColumnType input) => new(Items ?? input.Items, ShapesOf(input.Shapes), Keys ?? input.Keys);

    public ItemKinds KeyValuesOf(Column input) => KeyValues switch
    {
        MadeKeyValues.None => ItemKinds.Nothing,
        MadeKeyValues.Same => input.KeyValues,
        MadeKeyValues.Text => ItemKinds.Text,
        // A key that says what it stands for passes that on.
        MadeKeyValues.OfItems when input.Type.Keys == Keyness.Value => input.Type.Items,
        _ => ItemKinds.Any | ItemKinds.Nothing,
    };

    private Shapes ShapesOf(Shapes input) => Shape switch
    {
        MadeShape.Scalar => Shapes.Scalar,
        MadeShape.Vector => Shapes.Vector,
        MadeShape.VariableVector => Shapes.VariableVector,
        MadeShape.VectorOrVariable => (input & Shapes.VariableVector) | ((input & Shapes.Fixed) != 0 ? Shapes.Vector : 0),
        MadeShape.ScalarOrVariable => (input & Shapes.Scalar) | ((input & Shapes.AnyVector) != 0 ? Shapes.VariableVector : 0),
        _ => input,
    };
}
