using MlGuard.Lifecycle.Evidence.Model;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Checks;

/// <summary>A model that is better than what it replaces, measured on the same data.</summary>
internal static class BeatsCheck
{
    private const string Metrics = ManifestPaths.TrainingQualityMetric;

    /// <summary>Each metric against the rivals that it names: those in its own evidence file, else the baseline of discovery.</summary>
    public static RowAnswer Rivals(RowContext context)
    {
        var problems = ImmutableArray.CreateBuilder<Problem>();
        var by = context.Entries($"{Metrics}.by").ToDictionary(entry => entry.Scope, entry => entry.Text);
        foreach (var metric in Metric.All(context))
            foreach (var rival in RivalsOf(context, metric))
                if (ProblemOf(
                    context, metric, rival,
                    by[metric.Name] is { } text && MeasureParser.TryParse(text, out var margin) ? margin.Amount : 0) is { } problem)
                    problems.Add(problem with { Scope = metric.Name });
        return RowAnswer.Of(
            problems.ToImmutable(),
            Grounds.OnModel(context, "strictly better, on the same data", Metric.All(context).Select(metric => metric.From)));
    }

    /// <summary>The measured baseline, and that the model's metric of the same name is better.</summary>
    public static RowAnswer Baseline(RowContext context)
    {
        var entry = context.First;
        var baseline = context.Product.Files.Metric(entry.Text!).Value!.Value.Amount;
        var name = FilePointer.Of(entry.Text!).Leaf;
        var metric = Metric.All(context).FirstOrDefault(metric => metric.Name == name && metric.From.Text is not null);
        if (metric is null)
            return RowAnswer.Declared($"{Numbers.Written(baseline)}, and no metric of training.quality has its name to compare with");
        var read = context.Product.Files.Metric(metric.From.Text!);
        if (read.Fault is { IsOfSeal: true } untrue)
            return RowAnswer.Of(EvidenceProblem.Of(context.Product, metric.From, untrue));
        if (read is not { Value: { } measured })
            return RowAnswer.Declared(
                $"{Numbers.Written(baseline)}, and nothing to compare with: '{Quoted.Short(metric.From.Text!)}' {read.Fault?.What}");
        if (Incomparable(context, metric, measured) is { } foreign)
            return RowAnswer.Of(foreign);
        return IsBetter(metric, measured.Value.Amount, baseline, 0)
            ? RowAnswer.Proven($"the model's {Numbers.Written(measured.Value.Amount)} beats the baseline's {Numbers.Written(baseline)}")
            : RowAnswer.Of(Problem.Failed(
                $"the baseline's {Numbers.Written(baseline)} is as good as the model's {Numbers.Written(measured.Value.Amount)}, so "
                    + "machine learning adds nothing",
                "Improve the model, or ship the baseline.", entry.Span));
    }

    /// <summary>
    /// What was measured on another model, before this one was made, or in another unit compares nothing; 'training/quality' reports it.
    /// </summary>
    private static Problem? Incomparable(RowContext context, Metric metric, MetricReading measured) =>
        (ModelBinding.Of(context.Product).ProblemOf(metric.From, measured) ?? metric.UnitProblem(measured.Value)) is { } problem
            ? problem with { IsReported = true }
            : null;

    private static IEnumerable<ManifestEntry> RivalsOf(RowContext context, Metric metric) =>
        context.Entries($"{Metrics}.beats[]")
            .Where(entry => entry.Text is not null && entry.Path.StartsWith(metric.Place.Path + ".", StringComparison.Ordinal));

    private static Problem? ProblemOf(RowContext context, Metric metric, ManifestEntry rival, double margin)
    {
        if (margin < 0)
            return Problem.Failed(
                $"{metric.Name} may be worse than the {rival.Text} by {Numbers.Written(-margin)}, so it beats nothing",
                "Write 'by' as a number above zero, or leave it out.", rival.Span);
        if (metric.From.Text is { } from && context.Product.Files.Metric(from).Fault is { IsOfSeal: true } untrue)
            return EvidenceProblem.Of(context.Product, metric.From, untrue);
        if (metric.From.Text is null || context.Product.Files.Metric(metric.From.Text) is not { Value: { } own })
            return Problem.Absent(
                $"{metric.Name} is not measured, so it beats nothing", "See 'training/quality'.",
                metric.Place.Span) with { IsReported = true };
        if (Incomparable(context, metric, own) is { } foreign)
            return foreign;
        var (theirs, fault) = Find(context, metric, rival);
        if (theirs is null)
            return fault;
        if (own.DataHash is not null && theirs.DataHash is not null && own.DataHash != theirs.DataHash)
            return Problem.Broken(
                $"{metric.Name} and the {rival.Text}'s were measured on different data", "Evaluate both on one snapshot.", rival.Span);
        if (Shares.Names(metric.Name) && (theirs.Value.Amount < 0 || !Shares.IsPlain(theirs.Value)))
            return Problem.Broken(
                $"the {rival.Text} has {Numbers.Written(theirs.Value.Amount)} as {metric.Name}, which no model reaches",
                $"Evaluate the {rival.Text} on the same data.", rival.Span);
        return IsBetter(metric, own.Value.Amount, theirs.Value.Amount, margin)
            ? null
            : Problem.Failed(
                $"{metric.Name} is {Numbers.Written(own.Value.Amount)}, and the {rival.Text} has "
                    + $"{Numbers.Written(theirs.Value.Amount)}{(margin > 0 ? $" (to be beaten by {Numbers.Written(margin)})" : "")}",
                $"Improve the model, or keep the {rival.Text}.", rival.Span);
    }

    /// <summary>A rival stands beside the metric, as <c>baseline.recall</c> beside <c>recall</c>: then both come from one run.</summary>
    private static (MetricReading? Metric, Problem? Problem) Find(RowContext context, Metric metric, ManifestEntry rival)
    {
        var own = FilePointer.Of(metric.From.Text!);
        var beside = context.Product.Files.Metric(own.Beside(rival.Text!).ToString());
        if (beside.Value is { } found)
            return (found, null);
        if (rival.Text == "baseline" && context.Text(ManifestPaths.DiscoveryMlNeededResult) is { } result)
            return context.Product.Files.Metric(result) is { Value: { } baseline }
                ? (baseline, null)
                : (null,
                    EvidenceProblem.Of(
                        context.Product, context.Entry(ManifestPaths.DiscoveryMlNeededResult),
                        context.Product.Files.Metric(result).Fault!));
        return (null,
            Problem.NotThere(
                context.Product, $"'{Quoted.Short(own.File)}' holds nothing of the {rival.Text}",
                $"Evaluate it in the same run and write it under '{rival.Text}'.", rival.Span));
    }

    private static bool IsBetter(Metric metric, double own, double theirs, double margin) =>
        metric.Min is null && metric.Max is not null ? own < theirs - margin : own > theirs + margin;
}
