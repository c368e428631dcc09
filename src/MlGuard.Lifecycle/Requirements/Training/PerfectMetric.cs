using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Evidence.Model;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Requirements.Training;

/// <summary>
/// A metric that cannot be better. Real data hardly ever allows it: the answer leaked into the features, the test rows were trained on, or
/// there are few of them.
/// </summary>
internal static class PerfectMetric
{
    private const double Nearly = 1e-9;

    /// <summary>Words for metrics whose best value is one, besides the shares.</summary>
    private static readonly ImmutableArray<string> s_upToOne = ["r2", "rsquared", "r_squared", "matthews", "mcc", "kappa"];

    /// <summary>Words for metrics whose best value is nothing.</summary>
    private static readonly ImmutableArray<string> s_downToZero =
        ["rmse", "mse", "mae", "mape", "logloss", "log_loss", "rootmeansquared", "meansquared", "meanabsolute"];

    public static Problem? RemarkOn(ProductSnapshot product, Metric metric) =>
        product.Files.Metric(metric.From.Text ?? "").Value is { Value: var value } && IsPerfect(metric, value)
            ? Problem.Failed(
                $"{metric.Name} is {Numbers.Written(value.Amount)}, which cannot be better: leakage, or too few rows to measure on",
                ModelBinding.IsTrainedElsewhere(product.Manifest)
                    ? "Count the questions, and look for answers that stand in the prompt."
                    : "Look for a feature that knows the answer, for test rows that were trained on, and count the rows.", metric.From.Span)
                with { Scope = metric.Name }
            : null;

    private static bool IsPerfect(Metric metric, Measure value)
    {
        var name = metric.Name.ToLowerInvariant();
        if (!Shares.IsPlain(value))
            return false;
        if (s_downToZero.Any(name.Contains))
            return Math.Abs(value.Amount) < Nearly;
        var best = metric.Min is { Amount: > 1 } ? 100 : 1;
        return (Shares.Names(metric.Name) || s_upToOne.Any(name.Contains)) && Math.Abs(value.Amount - best) < Nearly;
    }
}
