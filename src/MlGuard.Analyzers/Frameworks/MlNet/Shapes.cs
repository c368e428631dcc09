namespace MlGuard.Analyzers.Frameworks.MlNet;

/// <summary>How many items a column may hold in a row.</summary>
[Flags]
internal enum Shapes
{
    Scalar = 1,

    /// <summary>A vector of one known size.</summary>
    Vector = 2,

    /// <summary>A vector whose size differs from row to row.</summary>
    VariableVector = 4,

    AnyVector = Vector | VariableVector,
    Fixed = Scalar | Vector,
    Any = Scalar | AnyVector,
}
