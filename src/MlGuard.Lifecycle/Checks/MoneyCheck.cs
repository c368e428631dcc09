using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Checks;

/// <summary>Amounts of money against each other. Two currencies are never compared: nothing here knows a rate.</summary>
internal static class MoneyCheck
{
    /// <summary>Rounding that people allow themselves.</summary>
    private const double Tolerance = 0.005;

    /// <summary>An amount that is said in two places is one amount.</summary>
    public static RowCheck Same(string path, string otherPath) => context =>
    {
        if (context.Measure(otherPath) is not { } other)
            return RowAnswer.Declared($"no '{otherPath}' stands beside it to be compared with");
        var entry = context.Entry(path);
        var own = context.Measure(path)!.Value;
        if (CurrencyProblem(context, path, otherPath) is { } mixed)
            return RowAnswer.Of(mixed);
        return Math.Abs(Comparable(own) - Comparable(other)) <= Tolerance * Math.Abs(Comparable(other))
            ? RowAnswer.Proven($"the same as '{otherPath}'")
            : RowAnswer.Of(Problem.Failed(
                $"{entry.Text} here and {context.Text(otherPath)} in '{otherPath}' cannot both be so", "Correct the one that is wrong.",
                entry.Span));
    };

    /// <summary>The parts of the budget make its total.</summary>
    public static RowAnswer Budget(RowContext context)
    {
        var total = context.Entry("strategy.budget.total");
        ImmutableArray<ManifestEntry> parts = [.. context.Entries("strategy.budget.<part>").Where(entry => entry.Text is not null)];
        if (parts.IsEmpty)
            return RowAnswer.Of(Problem.Absent(
                "the budget has no parts, so nobody knows what it is for", "Write for example 'people: 430k EUR' beside 'total'.",
                total.Span));
        if (parts.Select(part => CurrencyProblem(total, part)).FirstOrDefault(problem => problem is not null) is { } mixed)
            return RowAnswer.Of(mixed);
        var sum = parts.Sum(part => AmountOf(part).Amount);
        var whole = AmountOf(total).Amount;
        return Math.Abs(sum - whole) <= Tolerance * whole
            ? RowAnswer.Proven($"{Numbers.Counted(parts.Length, "part makes", "parts make")} {total.Text}")
            : RowAnswer.Of(Problem.Failed(
                $"the parts make {Numbers.Written(sum)} {AmountOf(total).Unit}, and the total says {total.Text}",
                "Correct the part or the total.", total.Span));
    }

    /// <summary>What was spent is not more than there is.</summary>
    public static RowAnswer Spent(RowContext context)
    {
        var from = context.Entry("strategy.budget.spent");
        if (context.Measure("strategy.budget.total") is not { } total
            || context.Product.Files.Metric(from.Text!) is not { Value: { } spent })
            return RowAnswer.Declared("there is no total to compare it with");
        if (spent.Value.Kind == MeasureKind.Money && spent.Value.Unit != total.Unit)
            return RowAnswer.Of(Problem.Broken(
                $"'{Quoted.Short(from.Text!)}' is in {spent.Value.Unit} and the budget in {total.Unit}", "Write both in one currency.",
                from.Span));
        return spent.Value.Amount <= total.Amount
            ? RowAnswer.Proven($"{Numbers.Written(spent.Value.Amount)} of {Numbers.Written(total.Amount)} {total.Unit}")
            : RowAnswer.Of(Problem.Failed(
                $"{Numbers.Written(spent.Value.Amount)} {total.Unit} are spent, more than the total of "
                    + $"{context.Text("strategy.budget.total")}",
                "Decide who pays, and set the total.", from.Span));
    }

    /// <summary>The cost comes back within so many months; said, never failed on.</summary>
    public static RowAnswer Payback(RowContext context)
    {
        var gain = context.First;
        if (context.Measure("priority.cost") is not { } cost)
            return RowAnswer.Proven("");
        if (CurrencyProblem(context, context.Row.Fields[0].Path, "priority.cost") is { } mixed)
            return RowAnswer.Of(mixed);
        var confidence = context.Measure("priority.confidence")?.Amount ?? 1;
        var months = cost.Amount / (AmountOf(gain).PerYear * confidence) * 12;
        var limit = context.Limit("paybackMonths", 24);
        var text = $"the cost comes back in {months.ToString("0.#", System.Globalization.CultureInfo.InvariantCulture)} months";
        return months > 0 && months <= limit
            ? RowAnswer.Proven(text)
            : RowAnswer.Proven(text) with { Notice = Problem.Failed(
                $"{text}, later than in {Numbers.Written(limit)}", "Lower the cost, or show a larger gain.", gain.Span) };
    }

    /// <summary>Gain times confidence over cost times complexity; one is worth it, and a team can ask for more.</summary>
    public static RowAnswer Score(RowContext context)
    {
        if (context.Measure("priority.gain") is not { } gain
            || context.Measure("priority.cost") is not { } cost
            || context.Measure(ManifestPaths.PriorityComplexity) is not { } complexity)
            return RowAnswer.Declared("gain, cost or complexity is not said");
        if (CurrencyProblem(context, "priority.gain", "priority.cost") is { } mixed)
            return RowAnswer.Of(mixed);
        var entry = context.Entry("priority.confidence");
        var score = gain.PerYear * context.Measure("priority.confidence")!.Value.Amount / (cost.Amount * complexity.Amount);
        var least = context.Limit("minScore", 0);
        return RowAnswer.Proven($"score {score.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture)}") with
        {
            Notice = score < least
                ? Problem.Failed(
                    $"the score {Numbers.Written(score)} is below {Numbers.Written(least)}, so something else may be worth more",
                    "Compare it with what else the team could do.", entry.Span)
                : null,
        };
    }

    /// <summary>Every bought source has a licence and a price, and together they fit the budget for data.</summary>
    public static RowAnswer Bought(RowContext context)
    {
        var bought = context.Product.Manifest.Texts(ManifestPaths.PipelinesBuy).ToImmutableHashSet();
        var sources = DataSource.All(context.Product);
        var problems = ImmutableArray.CreateBuilder<Problem>();
        foreach (var entry in context.Entries(ManifestPaths.PipelinesBuy)
            .Where(entry => entry.Text is not null && sources.All(source => source.Name.Text != entry.Text)))
            problems.Add(Problem.Failed(
                $"'{Quoted.Short(entry.Text!)}' is bought and is no source of 'data.sources'", "Add it there, or remove it here.",
                entry.Span));
        ImmutableArray<DataSource> priced = [.. sources.Where(source => source.Name.Text is { } name && bought.Contains(name))];
        foreach (var source in priced.Where(source => source.Cost.Text is null || source.License.Text is null))
            problems.Add(Problem.Failed(
                $"the bought source '{Quoted.Short(source.Name.Text!)}' has no {(source.Cost.Text is null ? "cost" : "license")}",
                "Write both at the source.", source.Name.Span) with { Scope = source.Name.Text! });
        if (context.Entries("strategy.budget.<part>").FirstOrDefault(part => part.Scope == "data" && part.Text is not null) is { } budget)
        {
            ImmutableArray<ManifestEntry> costs = [.. priced.Select(source => source.Cost).Where(cost => cost.Text is not null)];
            if (costs.Select(cost => CurrencyProblem(budget, cost)).FirstOrDefault(problem => problem is not null) is { } mixed)
                problems.Add(mixed);
            else if (costs.Sum(cost => AmountOf(cost).PerYear) > AmountOf(budget).Amount * (1 + Tolerance))
                problems.Add(Problem.Failed(
                    $"the bought data costs more a year than the {budget.Text} of 'strategy.budget.data'", "Raise the budget, or buy less.",
                    budget.Span));
        }

        return RowAnswer.Of(problems.ToImmutable(), RowAnswer.Proven(bought.IsEmpty ? "none" : $"{bought.Count} with licence and cost"));
    }

    private static double Comparable(Measure measure) => measure.IsRate ? measure.PerYear : measure.Amount;

    private static Measure AmountOf(ManifestEntry entry) => MeasureParser.TryParse(entry.Text!, out var measure) ? measure : default;

    private static Problem? CurrencyProblem(RowContext context, string path, string otherPath) =>
        CurrencyProblem(context.Entry(otherPath), context.Entry(path));

    private static Problem? CurrencyProblem(ManifestEntry one, ManifestEntry other) =>
        AmountOf(one).Unit == AmountOf(other).Unit
            ? null
            : Problem.Failed(
                $"{Quoted.Short(other.Text!)} and {Quoted.Short(one.Text!)} are two currencies, which cannot be compared",
                "Write both in one.", other.Span);
}
