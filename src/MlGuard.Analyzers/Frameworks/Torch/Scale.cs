namespace MlGuard.Analyzers.Frameworks.Torch;

/// <summary>What the numbers are that a network ends with, or that a loss wants.</summary>
internal enum Scale
{
    Unknown,

    /// <summary>Raw scores, of any sign and size.</summary>
    Scores,

    /// <summary>Probabilities that add up to one.</summary>
    Shares,

    /// <summary>Logarithms of probabilities.</summary>
    LogShares,

    /// <summary>A number between 0 and 1 each.</summary>
    Likelihoods,
}
