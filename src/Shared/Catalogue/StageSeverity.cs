namespace MlGuard.Catalogue;

/// <summary>The severities that a globalconfig knows, from silent to breaking.</summary>
internal enum StageSeverity
{
    None,
    Suggestion,
    Warning,
    Error,
}
