using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Checks;

/// <summary>A time beyond which a bound is none: nobody ever misses it.</summary>
/// <param name="Limit">As people write it.</param>
/// <param name="Why">Why a longer one bounds nothing, to stand after "since".</param>
internal sealed record LongestBound(string Limit, string Why)
{
    /// <summary>The slowest of the groups that DORA's reports describe recovers between a week and a month after a failed change.</summary>
    public static LongestBound WayBack { get; } = new("31d", "even the slowest teams are back within a month");

    public static LongestBound Answer { get; } = new("1h", "whoever asks has given up long before");

    public static LongestBound Outage { get; } = new("31d", "an outage of a month is noticed without a monitor");

    public static LongestBound ModelAge { get; } = new("9y", "no model that is in use grows so old");

    /// <summary>That a bound is longer than any that can be missed; null where it is not, or is no time.</summary>
    public Problem? ProblemOf(string what, ManifestEntry entry) =>
        entry.Text is { } text
        && MeasureParser.TryParse(text, out var bound)
        && bound.Kind == MeasureKind.Duration
        && MeasureParser.TryParse(Limit, out var limit)
        && bound.Amount > limit.Amount
            ? Problem.Failed(
                $"{what} is {text}, which nobody can miss, since {Why} (limit {Limit})", "Write the time that somebody is held to.",
                entry.Span)
            : null;
}
