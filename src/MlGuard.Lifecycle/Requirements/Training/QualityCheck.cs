using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Evidence.Model;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Requirements.Training;

/// <summary>Each metric is a finite number within its bound, measured on the very model that the manifest names.</summary>
internal static class QualityCheck
{
    public static RowAnswer Run(RowContext context)
    {
        var metrics = Metric.All(context);
        var model = ModelBinding.Of(context.Product);
        ImmutableArray<Problem> problems = [.. metrics.Select(metric => ProblemOf(context.Product, metric, model)).OfType<Problem>()];
        if (problems.IsEmpty && model.Problem is { } mismatch)
            return RowAnswer.Of(mismatch);
        var names = string.Join(", ", metrics.Select(metric => metric.Name));
        var answer = Grounds.OnModel(context, $"{names} within bounds", metrics.Select(metric => metric.From));
        if (answer.State == RowState.Proven)
            answer = answer with { Reason = $"{answer.Reason}, measured on {Whose(context, model)}" };
        var remark = metrics.Select(metric => PerfectMetric.RemarkOn(context.Product, metric)).FirstOrDefault(found => found is not null);
        return RowAnswer.Of(problems, answer with { Notice = remark });
    }

    /// <summary>A file is the declared model only by its hash; without one it is the file that happens to be there.</summary>
    private static string Whose(RowContext context, ModelBinding model) =>
        model.Hash is null || context.Text(ManifestPaths.TrainingArtifactHash) is not null
            ? "the declared model"
            : $"the file '{Quoted.Short(context.Text(ManifestPaths.TrainingArtifactPath)!)}' that is there, for no "
                + "'training.artifact.hash' declares it";

    private static Problem? ProblemOf(ProductSnapshot product, Metric metric, ModelBinding model)
    {
        if (metric.Min is null && metric.Max is null)
            return Problem.Absent(
                $"'{metric.Place.Path}' has no bound, so any model passes", "Write 'min' or 'max'.",
                metric.Place.Span) with { Scope = metric.Name };
        var read = product.Files.Metric(metric.From.Text!);
        var problem = read.Value is { } measured
            ? model.ProblemOf(metric.From, measured)
                ?? metric.UnitProblem(measured.Value) ?? BoundProblem(metric, measured.Value.Amount) ?? ShareProblem(metric)
            : EvidenceProblem.Of(product, metric.From, read.Fault!);
        return problem is null ? null : problem with { Scope = metric.Name };
    }

    /// <summary>A recall is limited from below.</summary>
    private static Problem? ShareProblem(Metric metric) =>
        metric.Min is null && metric.Max is { } most && Shares.Names(metric.Name)
            ? Problem.Failed(
                $"{metric.Name} has a maximum and no minimum, so every worse model passes", "Write the least that it may be, as 'min'.",
                most.Span)
            : null;

    /// <summary>A bound that no model misses is none.</summary>
    private static Problem? BoundProblem(Metric metric, double value)
    {
        var isMinFree = metric.Min is null || metric.Min.Amount <= Shares.OfGuess(metric.Name) || (metric.Min.Amount <= 0 && value >= 0);
        var isMaxFree = metric.Max is null || VacuousBound.IsFarAbove(metric.Max.Amount, value);
        if (isMinFree && isMaxFree && metric.Min is { } least)
            return Problem.Failed(
                $"the minimum {least.Text} of {metric.Name} passes any model", "Write the least that the product needs.", least.Span);
        if (isMinFree && isMaxFree && metric.Max is { } most)
            return Problem.Failed(
                $"the maximum {most.Text} of {metric.Name} is far above its {Numbers.Written(value)}, so any model passes",
                "Write the most that the product bears.", most.Span);
        if (metric.Min is { } min && value < min.Amount)
            return Problem.Failed(
                $"{metric.Name} is {Numbers.Written(value)}, below its minimum {min.Text}", "Improve the model, or argue the minimum down.",
                min.Span);
        return metric.Max is { } max && value > max.Amount
            ? Problem.Failed(
                $"{metric.Name} is {Numbers.Written(value)}, above its maximum {max.Text}", "Improve the model, or argue the maximum up.",
                max.Span)
            : null;
    }
}
