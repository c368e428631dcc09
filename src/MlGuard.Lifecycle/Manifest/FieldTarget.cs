namespace MlGuard.Lifecycle.Manifest;

/// <summary>What a value points at.</summary>
internal enum FieldTarget
{
    None,

    /// <summary>A file or folder that has to be there.</summary>
    File,

    /// <summary>A file that has to be in the repository and to say something.</summary>
    Document,

    /// <summary>A finite number in a file.</summary>
    Evidence,

    /// <summary>Anything in a JSON file, which the row's own check reads.</summary>
    Element,

    /// <summary>A type or method of the code.</summary>
    Symbol,
}
