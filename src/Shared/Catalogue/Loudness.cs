namespace MlGuard.Catalogue;

/// <summary>The severities that a globalconfig knows, from silent to breaking.</summary>
internal enum Loudness
{
    None,
    Suggestion,
    Warning,
    Error,
}
