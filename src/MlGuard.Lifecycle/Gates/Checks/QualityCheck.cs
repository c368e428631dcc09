using System.Globalization;
using MlGuard.Lifecycle.Evidence;
using MlGuard.Lifecycle.Manifest;

namespace MlGuard.Lifecycle.Gates.Checks;

/// <summary>Each metric is a finite number within its bound, measured on the very model that the manifest names.</summary>
internal static class QualityCheck
{
    public static RowAnswer Run(RowContext context)
    {
        var metrics = context.Slots("training.quality.<metric>");
        var model = ModelOf(context.Product);
        ImmutableArray<Problem> problems = [.. metrics.Select(metric => ProblemOf(context, metric, model.Hash)).OfType<Problem>()];
        if (problems.IsEmpty && model.Problem is { } mismatch)
            return RowAnswer.Of(mismatch);
        var names = string.Join(", ", metrics.Select(metric => metric.Scope));
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

    private static Problem? ProblemOf(RowContext context, Slot metric, string? modelHash)
    {
        var from = context.Slots("training.quality.<metric>.from").First(slot => slot.Scope == metric.Scope);
        var evidence = JsonEvidence.Read(context.Product.Folder, from.Text!);
        if (BoundOf(context, metric, "min") is null && BoundOf(context, metric, "max") is null)
            return Problem.Absent($"'{metric.Path}' has no bound, so any model passes", "Write 'min' or 'max'.", metric.Span) with { Scope = metric.Scope };
        var problem = BindingProblem(evidence, from, modelHash) ?? BoundProblem(context, metric, evidence.Value!.Value);
        return problem is null ? null : problem with { Scope = metric.Scope };
    }

    private static Problem? BindingProblem(JsonEvidence evidence, Slot from, string? modelHash)
    {
        if (modelHash is null || evidence.ModelHash == modelHash)
            return null;
        return evidence.ModelHash is null
            ? Problem.Broken($"'{File(from)}' names no model, so its numbers may belong to another", "Write the model's hash into it as 'model.sha256'.", from.Span)
            : Problem.Broken($"'{File(from)}' was measured on another model than training.artifact names", "Evaluate again and commit both.", from.Span) with { IsWaivable = false };
    }

    private static Problem? BoundProblem(RowContext context, Slot metric, double value)
    {
        if (BoundOf(context, metric, "min") is { } min && value < min.Amount)
            return Problem.Failed($"{metric.Scope} is {Number(value)}, below its minimum {min.Text}", "Improve the model, or argue the minimum down.", min.Span);
        return BoundOf(context, metric, "max") is { } max && value > max.Amount
            ? Problem.Failed($"{metric.Scope} is {Number(value)}, above its maximum {max.Text}", "Improve the model, or argue the maximum up.", max.Span)
            : null;
    }

    private static (double Amount, string Text, Span Span)? BoundOf(RowContext context, Slot metric, string bound)
    {
        var slot = context.Slots($"training.quality.<metric>.{bound}").First(found => found.Scope == metric.Scope);
        return slot.Text is { } text && MeasureParser.TryParse(text, out var measure) ? (measure.Amount, text, slot.Span) : null;
    }

    private static string File(Slot from) => Quoted.Short(from.Text!.Split('#')[0]);

    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}

/// <summary>The model's file is the one that the manifest names.</summary>
internal static class ArtifactCheck
{
    public static RowAnswer Run(RowContext context)
    {
        var path = context.Slot("training.artifact.path");
        var hash = context.Slot("training.artifact.hash");
        var actual = context.Product.Folder.Find(path.Text!).Sha256();
        if (actual is null && !context.Product.IsAtGate)
            return RowAnswer.Pending("the model is not there yet");
        if (actual is null)
            return RowAnswer.Of(Problem.NotThere(context.Product, $"the model '{Quoted.Short(path.Text!)}' is not there", "Fetch or train it before the gate runs.", path.Span));
        return actual == JsonEvidence.Bare(hash.Text!)
            ? RowAnswer.Declared("the file has the declared hash; its age is not compared yet")
            : RowAnswer.Of(Mismatch(path.Text!, hash.Span));
    }

    public static Problem Mismatch(string path, Span span) =>
        Problem.Failed($"'{Quoted.Short(path)}' is not the model that 'training.artifact.hash' names", "Evaluate the file that is there and set its hash.", span) with { IsWaivable = false };
}
