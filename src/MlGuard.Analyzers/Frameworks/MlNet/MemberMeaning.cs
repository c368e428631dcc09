namespace MlGuard.Analyzers.Frameworks.MlNet;

/// <summary>What a member of ML.NET means to the interpreter.</summary>
internal enum MemberMeaning
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

    /// <summary>Gives the same rows, perhaps in another order.</summary>
    SameData,

    /// <summary>Gives some of the rows.</summary>
    SomeData,
    Split,
    Folds,
    Fit,

    /// <summary>Fits many models on the rows, and gives the best.</summary>
    Search,
    Transform,
    Evaluate,
    CrossValidate,
    CreateEngine,
    CreateEnumerable,
    GetColumn,

    /// <summary>Describes the columns that a model makes of others.</summary>
    GetOutputSchema,

    /// <summary>Finds the description of a column, or null.</summary>
    FindColumn,

    /// <summary>Reads the names of a column's slots.</summary>
    GetSlotNames,

    /// <summary>Reads what the keys of a column stand for.</summary>
    GetKeyValues,

    /// <summary>Writes a model to a file.</summary>
    Save,
}
