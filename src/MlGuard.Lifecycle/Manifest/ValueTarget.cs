namespace MlGuard.Lifecycle.Manifest;

/// <summary>What a value points at.</summary>
internal enum ValueTarget
{
    None,
    File,
    Evidence,
    Symbol,
}
