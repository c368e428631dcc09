using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Checks;

/// <summary>
/// Bounds that nobody can miss, whatever the product does. Each limit lies well beyond what any team has reason to write; what a bound is
/// compared with a measurement for stands in the checks of the rows.
/// </summary>
internal static class FarBounds
{
    private enum Side
    {
        /// <summary>A bound above the limit is none.</summary>
        Most,

        /// <summary>A bound below the limit is none.</summary>
        Least,
    }

    private static readonly ImmutableArray<FarBound> s_all =
    [
        new("data.sources[].freshness", Side.Most, "10y", "even a census is taken every ten years"),
        new("data.sources[].labels.delay", Side.Most, "7y", "the model is replaced before the first label comes"),
        new("training.repro.tolerance", Side.Most, "50%", "two models of which one is half as good are not the same"),
        new("architecture.business.availability", Side.Least, "50%", "a service that is down every second hour keeps it"),
        new("rollout.canary.window", Side.Least, "10s", "nobody sees a bad model in that time"),
        new("rollout.canary.window", Side.Most, "1y", "a step that long is where the rollout ends"),
        new("rollout.abTest.runs", Side.Least, "15min", "no two versions differ measurably in that time"),
        new("rollout.abTest.runs", Side.Most, "2y", "both versions are replaced before it ends"),
        new("docs.tests.coverage.min", Side.Least, "5%", "a single test reaches it"),
    ];

    private static readonly ILookup<string, FarBound> s_byKey = s_all.ToLookup(bound => bound.Key, StringComparer.Ordinal);

    /// <summary>An answer with what is wrong with the bounds of its row, where the check has not said so itself.</summary>
    public static RowAnswer Of(RowContext context, RowAnswer answer)
    {
        ImmutableArray<Problem> far =
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

    /// <param name="Key">Of the manifest.</param>
    /// <param name="Side">On which side of the limit a bound is none.</param>
    /// <param name="Limit">As people write it; values of another kind are not compared.</param>
    /// <param name="Why">Why it bounds nothing, to stand after "since".</param>
    private sealed record FarBound(string Key, Side Side, string Limit, string Why)
    {
        public Problem? ProblemOf(ManifestEntry entry) =>
            entry.Text is { } text
            && MeasureParser.TryParse(text, out var bound)
            && MeasureParser.TryParse(Limit, out var limit)
            && bound.Kind == limit.Kind
            && (Side == Side.Most ? bound.Amount > limit.Amount : bound.Amount < limit.Amount)
                ? Problem.Failed(
                    $"'{entry.Path}' is {text}, which nobody can miss, since {Why} (limit {Limit})", "Write what somebody is held to.",
                    entry.Span) with { Scope = entry.Scope }
                : null;
    }
}
