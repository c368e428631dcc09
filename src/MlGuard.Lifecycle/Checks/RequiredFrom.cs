namespace MlGuard.Lifecycle.Checks;

/// <summary>From which stage on a row is asked for.</summary>
internal enum RequiredFrom
{
    /// <summary>From mvp.</summary>
    Mvp,

    /// <summary>Warns at mvp, binds from growth.</summary>
    MvpWarning,

    /// <summary>From growth.</summary>
    Growth,

    /// <summary>From maturity.</summary>
    Maturity,

    /// <summary>By no stage.</summary>
    Never,
}
