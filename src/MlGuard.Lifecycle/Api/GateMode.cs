namespace MlGuard.Lifecycle.Api;

/// <summary>What a build does about a row that is not fulfilled.</summary>
public enum GateMode
{
    /// <summary>Says it as a message.</summary>
    Report,

    /// <summary>Warns: the default on a developer's machine.</summary>
    Warn,

    /// <summary>Fails: the default of a continuous-integration build.</summary>
    Enforce,
}
