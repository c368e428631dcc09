using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Flow.Texts;

/// <summary>Where a text, or a part of it, comes from.</summary>
/// <param name="Source">Who wrote it.</param>
/// <param name="What">What a message calls it.</param>
/// <param name="Parameter">The parameter that brought it, for <see cref="TextSource.Parameter"/>.</param>
/// <param name="Way">From the source on: each place that hands it over.</param>
/// <param name="IsTested">Whether a condition of the code looks at its form.</param>
/// <param name="IsTestedAtEnds">Whether a condition looks at how it begins or ends.</param>
/// <param name="Member">The property that holds it in the objects of the program which the parameter brought.</param>
internal sealed record TextOrigin(
    TextSource Source, string What, IParameterSymbol? Parameter, ImmutableArray<Location> Way, bool IsTested = false,
    bool IsTestedAtEnds = false, IPropertySymbol? Member = null)
{
    /// <summary>Nobody reads a longer way.</summary>
    private const int MaximumWay = 12;

    /// <summary>Whether a condition looks at what matters there: a statement that begins with SELECT may do anything after it.</summary>
    public bool IsTestedFor(TextRow sink) => IsTested || (IsTestedAtEnds && sink.Role != TextRole.Sql);

    public TextOrigin Via(Location place) => Way.Length < MaximumWay && !Way.Contains(place) ? this with { Way = Way.Add(place) } : this;

    /// <summary>The same text after the places that <paramref name="onward"/> names.</summary>
    public TextOrigin Then(IEnumerable<Location> onward) => onward.Aggregate(this, (origin, place) => origin.Via(place));
}
