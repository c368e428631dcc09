namespace MlGuard.Frameworks;

/// <summary>What an assertion asks of what it is given, whichever library it belongs to.</summary>
internal enum AssertionKind
{
    /// <summary>Something of all that it is given.</summary>
    Any,

    /// <summary>That the first two are the same.</summary>
    Same,

    /// <summary>That the first is not null.</summary>
    Present,

    /// <summary>Whether the first is true.</summary>
    Truth,

    /// <summary>Nothing: it is there to fail, or only begins an assertion.</summary>
    None,
}
