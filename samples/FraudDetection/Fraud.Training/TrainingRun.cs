using Microsoft.ML;

namespace Fraud.Training;

/// <summary>A trained model with what was measured on held-back payments.</summary>
/// <param name="Ml">The context that trained it.</param>
/// <param name="Model">The fitted pipeline.</param>
/// <param name="InputSchema">The columns it reads.</param>
/// <param name="RecallAt1PctFpr">Frauds caught while one honest payment in a hundred is stopped, 0 to 1.</param>
/// <param name="BaselineRecallAt1PctFpr">The same for the rules.</param>
/// <param name="AreaUnderRocCurve">0.5 is a coin, 1 is perfect.</param>
/// <param name="HeldBack">Payments that were measured on.</param>
public sealed record TrainingRun(
    MLContext Ml,
    ITransformer Model,
    DataViewSchema InputSchema,
    double RecallAt1PctFpr,
    double BaselineRecallAt1PctFpr,
    double AreaUnderRocCurve,
    int HeldBack);
