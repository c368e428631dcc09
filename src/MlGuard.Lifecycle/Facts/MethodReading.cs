using MlGuard.Frameworks;

namespace MlGuard.Lifecycle.Facts;

/// <summary>
/// What only the summary for other projects asks of a method. It is made of the same reading of the assembly, so the file of facts does not
/// keep it.
/// </summary>
/// <param name="Flows">The texts that it hands on.</param>
/// <param name="Throws">Whether it throws something itself.</param>
/// <param name="Locks">Whether it waits until no other thread is in the same place.</param>
internal sealed record MethodReading(ImmutableArray<ParameterFlow> Flows, bool Throws, bool Locks)
{
    /// <summary>The inputs of models that it feeds.</summary>
    public ImmutableArray<FedInput> Feeds { get; init; } = [];

    /// <summary>The texts that it hands on, also as parts of longer ones.</summary>
    public ImmutableArray<HandedText> Texts { get; init; } = [];

    /// <summary>What it does itself to the world outside of the program.</summary>
    public ImmutableArray<EffectRow> Outside { get; init; } = [];

    /// <summary>What it always returns, where that matters to callers; null for anything else.</summary>
    public ReturnedValue? Returned { get; init; }

    public static MethodReading None { get; } = new([], false, false);
}
