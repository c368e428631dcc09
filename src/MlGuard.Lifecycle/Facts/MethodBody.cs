namespace MlGuard.Lifecycle.Facts;

/// <summary>The shape of a method's body.</summary>
internal enum MethodBody
{
    /// <summary>Abstract, extern or an interface's.</summary>
    None,

    /// <summary>Nothing, or the return of a constant or a finished task.</summary>
    Empty,

    /// <summary>Throws and does nothing else.</summary>
    OnlyThrows,

    /// <summary>Does something.</summary>
    Real,

    /// <summary>There, but not IL that can be read (obfuscated, native, damaged).</summary>
    Unreadable,
}
