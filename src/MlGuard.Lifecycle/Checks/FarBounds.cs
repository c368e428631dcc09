using static MlGuard.Lifecycle.Checks.FarBound.Sides;

namespace MlGuard.Lifecycle.Checks;

/// <summary>
/// Bounds that nobody can miss, whatever the product does. Each limit lies well beyond what any team has reason to write; what a bound is
/// compared with a measurement for stands in the checks of the rows.
/// </summary>
internal static class FarBounds
{
    /// <summary>Of an answer that somebody waits for.</summary>
    public static FarBound Answer { get; } = new(Most, "1h", "whoever asks has given up long before");

    /// <summary>Of what a monitor watches, in time.</summary>
    public static FarBound Outage { get; } = new(Most, "31d", "an outage of a month is noticed without a monitor");

    public static FarBound ModelAge { get; } = new(Most, "9y", "no model that is in use grows so old");

    /// <summary>By key of the manifest. The slowest of the groups that DORA's reports describe recovers within a month.</summary>
    private static readonly ILookup<string, FarBound> s_byKey = new (string Key, FarBound Bound)[]
    {
        ("data.sources[].freshness", new(Most, "10y", "even a census is taken every ten years")),
        ("data.sources[].labels.delay", new(Most, "7y", "the model is replaced before the first label comes")),
        ("training.repro.tolerance", new(Most, "50%", "two models of which one is half as good are not the same")),
        ("architecture.business.latencyP99", Answer),
        ("architecture.business.availability", new(Least, "50%", "a service that is down every second hour keeps it")),
        ("rollout.canary.window", new(Least, "10s", "nobody sees a bad model in that time")),
        ("rollout.canary.window", new(Most, "1y", "a step that long is where the rollout ends")),
        ("rollout.abTest.runs", new(Least, "15min", "no two versions differ measurably in that time")),
        ("rollout.abTest.runs", new(Most, "2y", "both versions are replaced before it ends")),
        ("rollout.rollback.within", new(Most, "31d", "even the slowest teams are back within a month")),
        ("docs.tests.coverage.min", new(Least, "5%", "a single test reaches it")),
    }.ToLookup(pair => pair.Key, pair => pair.Bound, StringComparer.Ordinal);

    /// <summary>An answer with what is wrong with the bounds of its row, where the check has not said so itself.</summary>
    public static RowAnswer Of(RowContext context, RowAnswer answer)
    {
        ImmutableArray<Product.Problem> far =
        [
            .. from field in context.Row.Fields
               from bound in s_byKey[field.Key]
               from entry in context.Entries(field.Path)
               where answer.Problems.All(problem => problem.Span != entry.Span)
               let problem = bound.ProblemOf(entry)
               where problem is not null
               select problem,
        ];
        return far.IsEmpty ? answer : RowAnswer.Of([.. answer.Problems, .. far]);
    }
}
