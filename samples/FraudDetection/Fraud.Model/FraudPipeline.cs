using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;

namespace Fraud.Model;

/// <summary>Features and trainer, in one place for training, tests and serving.</summary>
public static class FraudPipeline
{
    /// <summary>The estimator that turns transactions into a calibrated fraud model.</summary>
    public static IEstimator<ITransformer> Create(MLContext ml) =>
        ml.Transforms.Concatenate(
                "Features",
                nameof(Transaction.Amount),
                nameof(Transaction.AmountToUsual),
                nameof(Transaction.Hour),
                nameof(Transaction.PaymentsLastHour),
                nameof(Transaction.CardAgeDays),
                nameof(Transaction.IsForeign),
                nameof(Transaction.IsNewDevice))
            .Append(ml.BinaryClassification.Trainers.FastTree(new FastTreeBinaryTrainer.Options
            {
                NumberOfTrees = 60,
                NumberOfLeaves = 12,
                MinimumExampleCountPerLeaf = 12,
            }));
}
