namespace MlGuard;

/// <summary>What a method or field of another project is always found to give.</summary>
internal enum ReturnedKind
{
    /// <summary>The path of a file, all of it.</summary>
    Path,

    /// <summary>The end of the path of a file, below a folder that nobody knows.</summary>
    PathEnd,

    /// <summary>A context of ML.NET with a seed.</summary>
    Seeded,

    /// <summary>A context of ML.NET without one.</summary>
    Unseeded,
}
