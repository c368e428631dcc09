namespace MlGuard.Lifecycle.Facts;

/// <summary>Who can see a symbol.</summary>
internal enum SymbolVisibility
{
    /// <summary>Only its type or its family.</summary>
    Hidden,

    /// <summary>Its assembly.</summary>
    Internal,

    /// <summary>Everybody.</summary>
    Public,
}
