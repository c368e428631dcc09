using MlGuard.Lifecycle.Facts;

namespace MlGuard.Lifecycle.Product.Summaries;

/// <summary>What callers in other projects can know of a method.</summary>
/// <param name="Key">Which method.</param>
/// <param name="Traits">What running it comes to.</param>
/// <param name="Way">From the method down to the prediction, as people read it; empty for none.</param>
/// <param name="Sinks">The paths of files that it is given.</param>
internal sealed record MethodSummary(MethodKey Key, MethodTraits Traits, string Way, ImmutableArray<PathSink> Sinks)
{
    /// <summary>The texts that it passes to where they may do harm.</summary>
    public ImmutableArray<TextUse> Texts { get; init; } = [];

    /// <summary>What it comes to do to the world outside of the program.</summary>
    public ImmutableArray<OutsideEffect> Effects { get; init; } = [];

    /// <summary>What it always returns; null for anything that does not matter to callers.</summary>
    public ReturnedValue? Returned { get; init; }

    /// <summary>
    /// The type of a project below through which the method asks, where it is this project that answers; null where it needs nobody else.
    /// </summary>
    public string? Through { get; init; }

    public bool IsEmpty => Traits == MethodTraits.None && Sinks.IsEmpty && Texts.IsEmpty && Effects.IsEmpty
        && Returned is null;
}

/// <summary>
/// A method as compilations that refer to it find it; overloads with as many parameters share one, and what is said is true of each.
/// </summary>
/// <param name="Type">Metadata name of the declaring type.</param>
/// <param name="Name">Its name.</param>
/// <param name="ParameterCount">How many parameters.</param>
internal readonly record struct MethodKey(string Type, string Name, int ParameterCount);
