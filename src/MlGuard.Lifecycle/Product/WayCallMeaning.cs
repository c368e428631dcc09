using MlGuard.Lifecycle.Facts;

namespace MlGuard.Lifecycle.Product;

/// <summary>What a call means to a question.</summary>
internal readonly record struct WayCallMeaning
{
    /// <summary>The way to a prediction behind it that is not cared for; null for none.</summary>
    public ImmutableArray<ProductMethod>? Open { get; init; }

    /// <summary>Whether it runs the declared member, whatever happens.</summary>
    public bool Passes { get; init; }

    /// <summary>
    /// Whether it runs the declared member or asks a model, by a contract that both keep: the one before a prediction has failed is taken
    /// for the model, and the one after it for the declared member.
    /// </summary>
    public bool IsEither { get; init; }

    /// <summary>Whether its result is made of a prediction.</summary>
    public bool Predicts { get; init; }

    /// <summary>Whether it predicts each time that it runs.</summary>
    public bool AlwaysPredicts { get; init; }

    /// <summary>Whether its result is made of what it is passed.</summary>
    public bool IsKept { get; init; }

    /// <summary>Whether it only throws.</summary>
    public bool Ends { get; init; }

    /// <summary>Whether it runs delegates under a policy that can answer in their place.</summary>
    public bool IsPolicy { get; init; }

    /// <summary>Whether the declared member gives nothing.</summary>
    public bool IsVoid { get; init; }

    /// <summary>Whether it passes where the delegates fail that it runs.</summary>
    public bool Expects { get; init; }

    /// <summary>Whether it hands out the delegates that it is passed, and runs none.</summary>
    public bool KeepsDelegates { get; init; }

    /// <summary>The type of what it throws where it is open; null where it can be any.</summary>
    public string? Thrown { get; init; }

    /// <summary>What stands for a failure that it hides.</summary>
    public HiddenFailure? Hidden { get; init; }

    /// <summary>What of its answer makes good that a prediction behind it failed; null where all of it does, or none has to.</summary>
    public AnswerParts? Parts { get; init; }

    /// <summary>The constants that it gives, itself or in its members.</summary>
    public WayValueFacts Given { get; init; }

    /// <summary>How much of it runs where the sequence is read that it gives.</summary>
    public Deferral Deferred { get; init; }

    /// <summary>The one of both that it is taken for.</summary>
    /// <param name="hasFailed">Whether a prediction has failed before it.</param>
    /// <param name="isAgain">Whether that was one of the same object, which is the model then.</param>
    public WayCallMeaning Settled(bool hasFailed, bool isAgain)
    {
        if (!IsEither)
            return this;
        if (isAgain)
            return this with { Passes = false, IsVoid = false, AlwaysPredicts = true };
        return hasFailed ? this with { Open = null, Hidden = null, Parts = null } : this with { Passes = false, IsVoid = false };
    }

    /// <summary>The same where nobody asks any more whether it fails.</summary>
    public WayCallMeaning Expected() => this with { Open = null, Hidden = null, Parts = null, Thrown = null, Deferred = Deferral.None };
}
