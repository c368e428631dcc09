namespace MlGuard.Analyzers.Pipelines;

/// <summary>What a member of ML.NET means to the interpreter.</summary>
internal enum MlCall
{
    /// <summary>Not a member that it knows.</summary>
    None,

    /// <summary>Makes a transform or trainer.</summary>
    Step,
    Append,

    /// <summary>Gives the estimator back.</summary>
    Same,
    LoadText,
    CreateLoader,
    LoadRows,
    Load,

    /// <summary>Gives other rows of the same columns.</summary>
    SameData,
    Split,
    Folds,
    Fit,
    Transform,
    Evaluate,
    CrossValidate,
    CreateEngine,
    CreateEnumerable,
    GetColumn,
}
