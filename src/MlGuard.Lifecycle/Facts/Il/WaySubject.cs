using System.Reflection.Metadata;

namespace MlGuard.Lifecycle.Facts.Il;

/// <summary>What an assertion looks at, as far as it decides whether the assertion can fail.</summary>
/// <param name="Origin">The place that the value was read from: two with one origin are the same. Null where nobody knows.</param>
/// <param name="IsSettled">Whether it is the same however the code behaves: a constant, or a comparison of a value with itself.</param>
/// <param name="IsPresent">Whether it can never be null.</param>
internal readonly record struct WaySubject(long? Origin, bool IsSettled, bool IsPresent)
{
    private const int BitsOfCode = 16;

    private const long MostCombined = 1L << 40;

    public bool IsSameAs(WaySubject other) =>
        (Origin is { } origin && origin == other.Origin) || (IsSettled && other.IsSettled);

    /// <summary>What a conversion makes of it: the same of the same.</summary>
    public WaySubject Converted(ILOpCode opCode) =>
        new(
            Origin is { } origin && Math.Abs(origin) < MostCombined ? -(((Math.Abs(origin) + 1) << BitsOfCode) | (long)opCode) : null,
            IsSettled, false);
}

/// <summary>What an object of an assertion library is about to ask.</summary>
/// <param name="Name">The members that it was made by, as one word: <c>NotNull</c> for <c>Is.Not.Null</c>.</param>
/// <param name="Operand">What is asked about, or compared with; null for nothing.</param>
/// <param name="Move">The place among a step's moves of the assertion that it belongs to; null where that is still to come.</param>
internal sealed record WayClaim(string Name, WaySubject? Operand, int? Move = null);
