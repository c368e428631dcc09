using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Evidence.Model;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Requirements.Operation;

/// <summary>What the law and the people who are judged ask for.</summary>
internal static class GovernanceChecks
{
    /// <summary>Who is served half as well is not served fairly, whatever the two rates are.</summary>
    private const double WidestGap = 0.5;

    /// <summary>Six months (EU AI Act, Art. 19 and 26(6)).</summary>
    private const double LeastRetentionDays = 182;

    public static RowAnswer Oversight(RowContext context) =>
        context.Text("governance.oversight.override") == "true"
            ? RowAnswer.Proven($"{Quoted.Short(context.Text("governance.oversight.who")!)} can overrule it")
            : RowAnswer.Of(Problem.Failed(
                "whoever oversees it cannot overrule it, so nobody can stop a wrong decision",
                "Give them a way, and write 'override: true'.", context.Entry("governance.oversight.override").Span));

    public static RowAnswer Fairness(RowContext context)
    {
        var (from, max) = (context.Entry("governance.fairness.from"), context.Entry("governance.fairness.maxGap"));
        var metric = context.Product.Files.Metric(from.Text!).Value!;
        if (ModelBinding.Of(context.Product).ProblemOf(from, metric) is { } unbound)
            return RowAnswer.Of(unbound);
        if (metric.Value.Amount < 0 || !Shares.IsPlain(metric.Value))
            return RowAnswer.Of(Problem.Broken(
                $"'{Quoted.Short(from.Text!)}' holds no gap between two rates, which is a number from zero to one",
                "Write the largest difference between two groups.", from.Span));
        if (context.Measure("governance.fairness.maxGap") is { Amount: >= WidestGap })
            return RowAnswer.Of(Problem.Failed(
                $"a gap of {max.Text} is allowed, so a group may be served half as well or worse",
                "Write the most that one group may be served worse.", max.Span));
        return metric.Value.Amount <= context.Measure("governance.fairness.maxGap")!.Value.Amount
            ? Grounds.OnModel(context, $"a gap of {Numbers.Written(metric.Value.Amount)}", [from])
            : RowAnswer.Of(Problem.Failed(
                $"the gap between groups is {Numbers.Written(metric.Value.Amount)}, above {max.Text}",
                "Find the group that is served worse, and fix it.", from.Span));
    }

    public static RowAnswer Logs(RowContext context) =>
        context.Measure("governance.logs.retention")!.Value.Amount >= LeastRetentionDays * 86400
            ? RowAnswer.Proven(context.First.Text!)
            : RowAnswer.Of(Problem.Failed(
                $"logs are kept for {context.First.Text}, less than the six months that the EU AI Act asks of high risk",
                "Keep them for 183d at least.", context.First.Span));

    /// <summary>Monitoring is fed from stores that the product has.</summary>
    public static RowAnswer Feeds(RowContext context)
    {
        ImmutableHashSet<string> known =
        [
            .. context.Product.Manifest.Texts("architecture.technical.queues[]"),
            .. context.Product.Manifest.Texts("architecture.technical.databases[].name"),
            .. context.Product.Manifest.Texts(ManifestPaths.DataSourcesName),
            .. context.Product.Manifest.Texts("data.sources[].labels.from"),
        ];
        return RowAnswer.Of(
            [
                .. context.Row.Fields.Select(field => context.Entry(field.Path)).Where(entry => !known.Contains(entry.Text!))
                    .Select(entry => Problem.Failed(
                        $"'{entry.Path}': '{Quoted.Short(entry.Text!)}' is no store or source of this manifest, so monitoring looks at "
                            + "nothing",
                        Nearest.Remedy(
                            entry.Text!, known,
                            "Declare it as a name in 'architecture.technical.queues' or 'architecture.technical.databases', or as a source "
                                + "of 'data'."),
                        entry.Span)),
            ],
            RowAnswer.Proven("both are declared"));
    }
}
