namespace MlGuard.Analyzers.Frameworks.MlNet;

/// <summary>What becomes of the shape.</summary>
internal enum OutputShape
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
internal enum OutputKeyValues
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
internal readonly record struct StepOutput(
    ItemKinds? Items, OutputShape Shape, KeyKinds? Keys = KeyKinds.Value, OutputKeyValues KeyValues = OutputKeyValues.None)
{
    /// <summary>The column as it is.</summary>
    public static StepOutput Same { get; } = new(null, OutputShape.Same, Keys: null, OutputKeyValues.Same);

    /// <summary>What is not known before the program runs.</summary>
    public static StepOutput Unknown { get; } = new(ItemKinds.Any, OutputShape.Same, KeyKinds.Any, OutputKeyValues.Unknown);

    public ColumnType Of(ColumnType input) => new(Items ?? input.Items, ShapesOf(input.Shapes), Keys ?? input.Keys);

    /// <summary>What the keys stand for.</summary>
    /// <param name="input">The type of the input.</param>
    /// <param name="keyValues">What the keys of the input stand for.</param>
    public ItemKinds KeyValuesOf(ColumnType input, ItemKinds keyValues) => KeyValues switch
    {
        OutputKeyValues.None => ItemKinds.Nothing,
        OutputKeyValues.Same => keyValues,
        OutputKeyValues.Text => ItemKinds.Text,
        // A key that says what it stands for passes that on.
        OutputKeyValues.OfItems when input.Keys == KeyKinds.Value => input.Items,
        _ => ItemKinds.Any | ItemKinds.Nothing,
    };

    private Shapes ShapesOf(Shapes input) => Shape switch
    {
        OutputShape.Scalar => Shapes.Scalar,
        OutputShape.Vector => Shapes.Vector,
        OutputShape.VariableVector => Shapes.VariableVector,
        OutputShape.VectorOrVariable => (input & Shapes.VariableVector) | ((input & Shapes.Fixed) != 0 ? Shapes.Vector : 0),
        OutputShape.ScalarOrVariable => (input & Shapes.Scalar) | ((input & Shapes.AnyVector) != 0 ? Shapes.VariableVector : 0),
        _ => input,
    };
}
