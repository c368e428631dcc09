using MlGuard.Catalogue;
using MlGuard.Lifecycle.Manifest;

namespace MlGuard.Lifecycle.Gates.Checks;

/// <summary>An amount of money that is one.</summary>
internal static class AmountCheck
{
    public static RowAnswer Run(RowContext context) =>
        MeasureParser.TryParse(context.First.Text!, out var amount) && amount.Amount > 0
            ? RowAnswer.Proven($"{Quoted.Short(context.First.Text!)}")
            : RowAnswer.Of(Problem.Failed($"'{context.First.Path}' is not above zero, so {context.Row.Without}", "Write what it is worth.", context.First.Span));
}

/// <summary>No product is built that its own team holds for impossible.</summary>
internal static class FeasibilityCheck
{
    public static RowAnswer Run(RowContext context) => context.First.Text switch
    {
        "no-go" => RowAnswer.Of(Problem.Failed("the verdict is no-go, and work goes on all the same", "Stop, or write down what changed.", context.First.Span)),
        "unknown" when context.Product.Declared == Stage.Mvp => RowAnswer.Declared("unknown, which mvp allows"),
        "unknown" => RowAnswer.Of(Problem.Failed("feasibility is unknown, which only mvp allows", "Decide, and write go or no-go.", context.First.Span)),
        _ => RowAnswer.Proven("go"),
    };
}

/// <summary>An owner whom the repository knows.</summary>
internal static class OwnerCheck
{
    public static RowAnswer Run(RowContext context)
    {
        var owner = context.Slot("owner");
        if (!context.Product.People.AreNamed)
            return RowAnswer.Proven($"{owner.Text} answers for it");
        return context.Product.People.Know(owner.Text!)
            ? RowAnswer.Proven($"{owner.Text} is known")
            : RowAnswer.Declared($"'{owner.Text}' is neither in people nor in CODEOWNERS") with
            {
                Notice = Problem.Failed($"'{owner.Text}' is neither in 'people' nor in CODEOWNERS, so a question may reach nobody", "Add the owner to one of the two.", owner.Span),
            };
    }
}

/// <summary>Sources of data that can be told apart.</summary>
internal static class UniqueSourcesCheck
{
    public static RowAnswer Run(RowContext context)
    {
        var names = context.Slots("data.sources[].name");
        ImmutableArray<Problem> repeated =
        [
            .. names.GroupBy(slot => slot.Text).Where(group => group.Count() > 1)
                .Select(group => Problem.Failed($"the source '{Quoted.Short(group.Key!)}' is declared twice, so one of the two is checked by nobody", "Remove one.", group.Last().Span) with { Scope = group.Key! }),
        ];
        return RowAnswer.Of(repeated, RowAnswer.Proven($"{names.Length} with an owner each"));
    }
}

/// <summary>The quality of the data is known from growth on, and poor data is somebody's work.</summary>
internal static class DataQualityCheck
{
    public static RowAnswer Run(RowContext context)
    {
        var slots = context.Slots("data.sources[].quality");
        var unknown = slots.Where(slot => slot.Text == "unknown").ToImmutableArray();
        if (unknown.IsEmpty)
            return RowAnswer.Proven(string.Join(", ", slots.Select(slot => slot.Text).Distinct()));
        if (context.Product.Declared == Stage.Mvp)
            return RowAnswer.Declared("unknown, which mvp allows");
        return RowAnswer.Of([.. unknown.Select(slot => Problem.Failed($"the quality of '{Quoted.Short(slot.Scope)}' is unknown, which only mvp allows", "Look at the data and write good, fair or poor.", slot.Span) with { Scope = slot.Scope })]);
    }
}

/// <summary>A monitor for each cause of slow damage.</summary>
internal static class WatchCheck
{
    public static RowCheck For(params string[] causes) => context =>
    {
        var watched = context.Product.Manifest.Texts("monitoring[].watch");
        var at = context.Slot("monitoring[].watch").Span;
        ImmutableArray<Problem> missing =
            [.. causes.Where(cause => !watched.Contains(cause)).Select(cause => Problem.Absent($"no monitor watches {cause}, so {context.Row.Without}", $"Add one with 'watch: {cause}'.", at))];
        return RowAnswer.Of(missing, RowAnswer.Declared("a monitor is declared"));
    };
}
