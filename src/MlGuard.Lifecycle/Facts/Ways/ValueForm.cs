namespace MlGuard.Lifecycle.Facts.Ways;

/// <summary>How a value comes from its sources.</summary>
internal enum ValueForm
{
    /// <summary>Somehow made of them.</summary>
    Derived,

    /// <summary>Zero, false, null or a type's default.</summary>
    Zero,

    /// <summary>A constant other than zero.</summary>
    NonZero,

    /// <summary>The same as the first of them.</summary>
    Copy,

    /// <summary>True where the first of them is zero, and zero otherwise.</summary>
    Negation,

    /// <summary>Whether two of them are the same.</summary>
    Equality,
}
