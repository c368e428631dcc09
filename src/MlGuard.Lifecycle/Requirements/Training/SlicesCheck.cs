using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Evidence.Model;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Requirements.Training;

/// <summary>
/// Quality on each slice: <c>{ "slices": { "country": { "DE": 0.66, "MT": { "value": 0.4 } } } }</c>, measured on the declared model.
/// </summary>
internal static class SlicesCheck
{
    private const int MaxProblems = 5;

    public static RowAnswer Run(RowContext context)
    {
        var from = context.Entry("training.slices.from");
        var (json, fault) = context.Product.Files.Json(from.Text!);
        if (json is null)
            return RowAnswer.Of(EvidenceProblem.Of(context.Product, from, fault!));
        if (ModelBinding.Of(context.Product).ProblemOf(from, json) is { } unbound)
            return RowAnswer.Of(unbound);
        var slices = MeasuredSlice.All(json).ToLookup(slice => slice.By, slice => (slice.Name, slice.Value), StringComparer.Ordinal);
        var problems = ImmutableArray.CreateBuilder<Problem>();
        var (count, least, divides) = (0, double.MaxValue, false);
        if (context.Measure("training.slices.min") is { Amount: <= 0 })
            problems.Add(Problem.Failed(
                $"the minimum {context.Text("training.slices.min")} is met by a slice that always fails",
                "Write the least that each slice needs.", context.Entry("training.slices.min").Span));
        foreach (var by in context.Entries("training.slices.by[]").Where(entry => entry.Text is not null))
        {
            ImmutableArray<(string Name, double? Value)> values = [.. slices[by.Text!]];
            if (values.IsEmpty)
                problems.Add(Problem.Broken(
                    $"'{Quoted.Short(from.Text!)}' has no slice by {Quoted.Short(by.Text!)}",
                    "Evaluate each of its values, and write them under 'slices'.", by.Span) with { Scope = by.Text! });
            problems.AddRange(values.Select(value => ProblemOf(context, by, value.Name, value.Value)).OfType<Problem>());
            count += values.Length;
            divides |= values.Length > 1;
            least = values.Where(value => value.Value is not null).Select(value => value.Value!.Value).Append(least).Min();
            if (AreShares(context) && values.FirstOrDefault(value => value.Value > 1) is { Name: { } above })
                problems.Add(Problem.Broken(
                    $"the slice {by.Text}={Quoted.Short(above)} is above one, beside a minimum of {context.Text("training.slices.min")}, "
                        + "which are different units",
                    "Write both as parts of one, or both in percent.", by.Span) with { Scope = by.Text! });
        }

        if (problems.Count == 0 && !divides)
            problems.Add(Problem.Failed(
                $"none of the slices in '{Quoted.Short(from.Text!)}' has a second value beside it, so nothing is compared",
                "Evaluate at least two values of something that the rows differ in.", from.Span));
        if (problems.Count == 0 && context.Measure("training.slices.min") is { } min && VacuousBound.IsFarBelow(min.Amount, least))
            problems.Add(Problem.Failed(
                $"the minimum {context.Text("training.slices.min")} is far below the worst slice's {Numbers.Written(least)}, so any model "
                    + "passes",
                "Write the least that each slice needs.", context.Entry("training.slices.min").Span));

        return RowAnswer.Of(
            Bounded(problems.ToImmutable()),
            Grounds.OnModel(context, $"{count} slices at {context.Text("training.slices.min")} or better"));
    }

    /// <summary>Whether slices are measured by what is never above one, and bounded by a part of one.</summary>
    private static bool AreShares(RowContext context) =>
        context.Measure("training.slices.min") is { Amount: <= 1 }
        && Metric.All(context) is { IsEmpty: false } metrics && metrics.All(metric => Shares.Names(metric.Name));

    private static Problem? ProblemOf(RowContext context, ManifestEntry by, string name, double? value)
    {
        var slice = $"{by.Text}={Quoted.Short(name)}";
        if (value is not { } measured)
            return Problem.Broken(
                $"the slice {slice} holds no finite number",
                "Evaluate it again, or leave slices out that have too few rows and say so in a waiver.", by.Span) with { Scope = slice };
        return measured < context.Measure("training.slices.min")!.Value.Amount
            ? Problem.Failed(
                $"the slice {slice} is {Numbers.Written(measured)}, below {context.Text("training.slices.min")}, so the average hides "
                    + "who is served badly",
                "Improve it, or waive that slice with a reason.", by.Span) with { Scope = slice }
            : null;
    }

    /// <summary>A model that is bad everywhere is one finding's worth.</summary>
    private static ImmutableArray<Problem> Bounded(ImmutableArray<Problem> problems) =>
        problems.Length <= MaxProblems ? problems
        : [
            .. problems.Take(MaxProblems),
            Problem.Failed(
                $"{problems.Length - MaxProblems} more slices are too low", "See the evidence file.", problems[MaxProblems].Span),
        ];
}
