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
        var limits = SliceLimits.Of(context);
        if (limits.ProblemOfItself(context, from) is { } unlimited)
            return RowAnswer.Of(unlimited);
        var slices = MeasuredSlice.All(json).ToLookup(slice => slice.By, slice => (slice.Name, slice.Value), StringComparer.Ordinal);
        ImmutableArray<(ManifestEntry By, ImmutableArray<(string Name, double? Value)> Values)> cuts =
        [
            .. context.Entries("training.slices.by[]").Where(by => by.Text is not null)
                .Select(by => (by, slices[by.Text!].ToImmutableArray())),
        ];
        ImmutableArray<Problem> problems = [.. cuts.SelectMany(cut => ProblemsOf(cut.By, cut.Values, from, limits))];
        if (problems.IsEmpty && ProblemOfAll([.. cuts.Select(cut => cut.Values)], from, limits) is { } vacuous)
            problems = [vacuous];
        return RowAnswer.Of(
            Bounded(problems), Grounds.OnModel(context, $"{cuts.Sum(cut => cut.Values.Length)} slices {limits.Words}", [from]));
    }

    private static IEnumerable<Problem> ProblemsOf(
        ManifestEntry by, ImmutableArray<(string Name, double? Value)> values, ManifestEntry from, SliceLimits limits)
    {
        if (values.IsEmpty)
            yield return Problem.Broken(
                $"'{Quoted.Short(from.Text!)}' has no slice by {Quoted.Short(by.Text!)}",
                "Evaluate each of its values, and write them under 'slices'.", by.Span) with { Scope = by.Text! };
        foreach (var (name, value) in values)
            if (ProblemOf(by, name, value, limits) is { } problem)
                yield return problem;
        if (limits.AreShares && values.FirstOrDefault(value => value.Value > 1) is { Name: { } above })
            yield return Problem.Broken(
                $"the slice {by.Text}={Quoted.Short(above)} is above one, beside a minimum of {limits.Min!.Text}, which are different "
                    + "units",
                "Write both as parts of one, or both in percent.", by.Span) with { Scope = by.Text! };
    }

    private static Problem? ProblemOf(ManifestEntry by, string name, double? value, SliceLimits limits)
    {
        var slice = $"{by.Text}={Quoted.Short(name)}";
        if (value is not { } measured)
            return Problem.Broken(
                $"the slice {slice} holds no finite number",
                "Evaluate it again, or leave slices out that have too few rows and say so in a waiver.", by.Span) with { Scope = slice };
        return limits.Missed(measured) is { } missed
            ? Problem.Failed(
                $"the slice {slice} is {Numbers.Written(measured)}, {missed}, so the average hides who is served badly",
                "Improve it, or waive that slice with a reason.", by.Span) with { Scope = slice }
            : null;
    }

    /// <summary>Slices that compare nothing, or limits that the worst of them is far from.</summary>
    private static Problem? ProblemOfAll(
        ImmutableArray<ImmutableArray<(string Name, double? Value)>> cuts, ManifestEntry from, SliceLimits limits) =>
        cuts.All(values => values.Length < 2)
            ? Problem.Failed(
                $"none of the slices in '{Quoted.Short(from.Text!)}' has a second value beside it, so nothing is compared",
                "Evaluate at least two values of something that the rows differ in.", from.Span)
            : limits.ProblemBeside([.. cuts.SelectMany(values => values).Select(slice => slice.Value).OfType<double>()]);

    /// <summary>A model that is bad everywhere is one finding's worth.</summary>
    private static ImmutableArray<Problem> Bounded(ImmutableArray<Problem> problems) =>
        problems.Length <= MaxProblems ? problems
        : [
            .. problems.Take(MaxProblems),
            Problem.Failed(
                $"{problems.Length - MaxProblems} more slices are not good enough", "See the evidence file.",
                problems[MaxProblems].Span),
        ];
}
