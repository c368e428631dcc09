namespace MlGuard.Analyzers.Serving;

/// <summary>What becomes of a value that owns native memory, from the best known to the worst.</summary>
internal enum NativeFate
{
    /// <summary>It is read, and then forgotten.</summary>
    Leaked,

    /// <summary>Somebody else gets it, who may dispose it.</summary>
    PassedOn,

    /// <summary>It, or what it holds, is disposed here.</summary>
    Disposed,
}
