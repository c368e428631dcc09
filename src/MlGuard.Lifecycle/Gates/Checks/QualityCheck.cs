using System.Globalization;
using MlGuard.Lifecycle.Evidence;
using MlGuard.Lifecycle.Manifest;

namespace MlGuard.Lifecycle.Gates.Checks;

/// <summary>Each metric is a finite number within its bound, measured on the very model that the manifest names.</summary>
internal static class QualityCheck
{
    public static RowAnswer Run(RowContext context)
    {
        var metrics = Metric.All(context);
        var model = ModelOf(context.Product);
        ImmutableArray<Problem> problems = [.. metrics.Select(metric => ProblemOf(context.Product, metric, model.Hash)).OfType<Problem>()];
        if (problems.IsEmpty && model.Problem is { } mismatch)
            return RowAnswer.Of(mismatch);
        var names = string.Join(", ", metrics.Select(metric => metric.Name));
        return RowAnswer.Of(problems, model.Hash is null
            ? RowAnswer.Declared($"{names} within bounds, but no training.artifact says on which model")
            : RowAnswer.Proven($"{names} within bounds, measured on the declared model"));
    }

    /// <summary>The hash that evidence has to name: the declared one, which the file has to have, or the file's own.</summary>
    private static (string? Hash, Problem? Problem) ModelOf(Product product)
    {
        var declared = product.Manifest.Find("training.artifact.hash")[0];
        var path = product.Manifest.Find("training.artifact.path")[0];
        var actual = path.Text is null ? null : product.Folder.Find(path.Text).Sha256();
        if (declared.Text is null)
            return (actual, null);
        var hash = JsonEvidence.Bare(declared.Text);
        return (hash, actual is null || actual == hash ? null : ArtifactCheck.Mismatch(path.Text!, declared.Span));
    }

    private static Problem? ProblemOf(Product product, Metric metric, string? modelHash)
    {
        if (metric.Min is null && metric.Max is null)
            return Problem.Absent($"'{metric.Place.Path}' has no bound, so any model passes", "Write 'min' or 'max'.", metric.Place.Span) with { Scope = metric.Name };
        var evidence = JsonEvidence.Read(product.Folder, metric.From.Text!);
        var problem = BindingProblem(evidence, metric.From, modelHash) ?? BoundProblem(metric, evidence.Value!.Value);
        return problem is null ? null : problem with { Scope = metric.Name };
    }

    private static Problem? BindingProblem(JsonEvidence evidence, Slot from, string? modelHash)
    {
        if (modelHash is null || evidence.ModelHash == modelHash)
            return null;
        return evidence.ModelHash is null
            ? Problem.Broken($"'{File(from)}' names no model, so its numbers may belong to another", "Write the model's hash into it as 'model.sha256'.", from.Span)
            : Problem.Broken($"'{File(from)}' was measured on another model than training.artifact names", "Evaluate again and commit both.", from.Span) with { IsWaivable = false };
    }

    private static Problem? BoundProblem(Metric metric, double value)
    {
        if (metric.Min is { } min && value < min.Amount)
            return Problem.Failed($"{metric.Name} is {Number(value)}, below its minimum {min.Text}", "Improve the model, or argue the minimum down.", min.Span);
        return metric.Max is { } max && value > max.Amount
            ? Problem.Failed($"{metric.Name} is {Number(value)}, above its maximum {max.Text}", "Improve the model, or argue the maximum up.", max.Span)
            : null;
    }

    private static string File(Slot from) => Quoted.Short(from.Text!.Split('#')[0]);

    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
