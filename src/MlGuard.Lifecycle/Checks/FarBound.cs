using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Checks;

/// <summary>A limit beyond which a bound is none: nobody ever misses it.</summary>
/// <param name="Side">On which side of the limit a bound is none.</param>
/// <param name="Limit">As people write it; values of another kind are not compared.</param>
/// <param name="Why">Why such a bound bounds nothing, to stand after "since".</param>
internal sealed record FarBound(FarBound.Sides Side, string Limit, string Why)
{
    internal enum Sides
    {
        /// <summary>A bound above the limit is none.</summary>
        Most,

        /// <summary>A bound below the limit is none.</summary>
        Least,
    }

    /// <summary>That a bound lies beyond the limit; null where it does not, or is of another kind.</summary>
    public Problem? ProblemOf(ManifestEntry entry) =>
        entry.Text is { } text
        && MeasureParser.TryParse(text, out var bound)
        && MeasureParser.TryParse(Limit, out var limit)
        && bound.Kind == limit.Kind
        && (Side == Sides.Most ? bound.Amount > limit.Amount : bound.Amount < limit.Amount)
            ? Problem.Failed(
                $"'{entry.Path}' is {text}, which nobody can miss, since {Why} (limit {Limit})", "Write what somebody is held to.",
                entry.Span) with { Scope = entry.Scope }
            : null;
}
