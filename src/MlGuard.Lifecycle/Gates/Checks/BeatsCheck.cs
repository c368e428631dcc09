using MlGuard.Lifecycle.Evidence;
using MlGuard.Lifecycle.Manifest;

namespace MlGuard.Lifecycle.Gates.Checks;

/// <summary>A model that is better than what it replaces, measured on the same data.</summary>
internal static class BeatsCheck
{
    private const string Metrics = "training.quality.<metric>";

    /// <summary>Each metric against the rivals that it names: those in its own evidence file, else the baseline of discovery.</summary>
    public static RowAnswer Rivals(RowContext context)
    {
        var problems = ImmutableArray.CreateBuilder<Problem>();
        var by = context.Slots($"{Metrics}.by").ToDictionary(slot => slot.Scope, slot => slot.Text);
        foreach (var metric in Metric.All(context))
            foreach (var rival in RivalsOf(context, metric))
                if (Problem(context, metric, rival, by[metric.Name] is { } text && MeasureParser.TryParse(text, out var margin) ? margin.Amount : 0) is { } problem)
                    problems.Add(problem with { Scope = metric.Name });
        return RowAnswer.Of(problems.ToImmutable(), RowAnswer.Proven("strictly better, on the same data"));
    }

    /// <summary>The measured baseline, and that the model's metric of the same name is better.</summary>
    public static RowAnswer Baseline(RowContext context)
    {
        var slot = context.First;
        var baseline = context.Product.Files.Metric(slot.Text!).Value!.Value.Amount;
        var name = slot.Text!.Substring(1 + slot.Text.LastIndexOf('/'));
        var metric = Metric.All(context).FirstOrDefault(metric => metric.Name == name && metric.From.Text is not null);
        if (metric is null || context.Product.Files.Metric(metric.From.Text!) is not { Value: { } measured })
            return RowAnswer.Declared($"{RowChecks.Number(baseline)}, and no metric of training.quality has its name to compare with");
        return IsBetter(metric, measured.Value.Amount, baseline, 0)
            ? RowAnswer.Proven($"the model's {RowChecks.Number(measured.Value.Amount)} beats the baseline's {RowChecks.Number(baseline)}")
            : RowAnswer.Of(Gates.Problem.Failed($"the baseline's {RowChecks.Number(baseline)} is as good as the model's {RowChecks.Number(measured.Value.Amount)}, so machine learning adds nothing", "Improve the model, or ship the baseline.", slot.Span));
    }

    private static IEnumerable<Slot> RivalsOf(RowContext context, Metric metric) =>
        context.Slots($"{Metrics}.beats[]").Where(slot => slot.Text is not null && slot.Path.StartsWith(metric.Place.Path + ".", StringComparison.Ordinal));

    private static Problem? Problem(RowContext context, Metric metric, Slot rival, double margin)
    {
        if (metric.From.Text is null || context.Product.Files.Metric(metric.From.Text) is not { Value: { } own })
            return Gates.Problem.Absent($"{metric.Name} is not measured, so it beats nothing", "See 'training/quality'.", metric.Place.Span) with { IsReported = true };
        var (theirs, flaw) = Find(context, metric, rival);
        if (theirs is null)
            return flaw;
        if (own.DataHash is not null && theirs.DataHash is not null && own.DataHash != theirs.DataHash)
            return Gates.Problem.Broken($"{metric.Name} and the {rival.Text}'s were measured on different data", "Evaluate both on one snapshot.", rival.Span);
        return IsBetter(metric, own.Value.Amount, theirs.Value.Amount, margin)
            ? null
            : Gates.Problem.Failed($"{metric.Name} is {RowChecks.Number(own.Value.Amount)}, and the {rival.Text} has {RowChecks.Number(theirs.Value.Amount)}{(margin > 0 ? $" (to be beaten by {RowChecks.Number(margin)})" : "")}", $"Improve the model, or keep the {rival.Text}.", rival.Span);
    }

    /// <summary>A rival stands beside the metric, as <c>baseline.recall</c> beside <c>recall</c>: then both come from one run.</summary>
    private static (MetricReading? Metric, Problem? Problem) Find(RowContext context, Metric metric, Slot rival)
    {
        var hash = metric.From.Text!.IndexOf('#');
        var (file, pointer) = (metric.From.Text.Substring(0, hash), metric.From.Text.Substring(hash + 1));
        var leaf = pointer.LastIndexOf('/');
        var beside = context.Product.Files.Metric($"{file}#{pointer.Substring(0, leaf)}/{rival.Text}{pointer.Substring(leaf)}");
        if (beside.Value is { } found)
            return (found, null);
        if (rival.Text == "baseline" && context.Text("discovery.mlNeeded.result") is { } result)
            return context.Product.Files.Metric(result) is { Value: { } baseline } ? (baseline, null) : (null, EvidenceFlaw.Problem(context.Product, context.Slot("discovery.mlNeeded.result"), context.Product.Files.Metric(result).Flaw!));
        return (null, Gates.Problem.NotThere(context.Product, $"'{Quoted.Short(file)}' holds nothing of the {rival.Text}", $"Evaluate it in the same run and write it under '{rival.Text}'.", rival.Span));
    }

    private static bool IsBetter(Metric metric, double own, double theirs, double margin) =>
        metric.Min is null && metric.Max is not null ? own < theirs - margin : own > theirs + margin;
}
