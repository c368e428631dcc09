namespace MlGuard.Analyzers.Models;

/// <summary>From where a path is looked for.</summary>
internal enum ModelPathBase
{
    /// <summary>A place that the code does not show, or one that is always the same.</summary>
    Other,

    /// <summary>The folder that the program was started from.</summary>
    WorkingDirectory,

    /// <summary>The folder that the program stands in.</summary>
    Program,
}
