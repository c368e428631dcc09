namespace MlGuard.Analyzers.Frameworks.MlNet;

/// <summary>What a trainer learns, which says what its label is and what it makes.</summary>
internal enum TrainerTask
{
    None,
    Binary,

    /// <summary>As <see cref="Binary"/>, without a probability.</summary>
    BinaryNonCalibrated,
    Multiclass,
    Regression,
    Ranking,
    Clustering,
    Anomaly,
}
