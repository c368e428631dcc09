using MlGuard.Lifecycle.Facts;

namespace MlGuard.Lifecycle.Product;

/// <summary>What is asked of every way from an entry point to its answer.</summary>
internal enum WayKind
{
    /// <summary>When a prediction fails, does the declared member answer?</summary>
    Failure,

    /// <summary>When a prediction was made, is the declared member passed?</summary>
    Passage,

    /// <summary>The same, and does the answer depend on what it gives?</summary>
    Result,
}

/// <summary>One question, as the code's meaning and not its shape.</summary>
/// <param name="Kind">What is asked.</param>
/// <param name="Declared">The members that have to be passed.</param>
/// <param name="Fallbacks">What answers in place of a prediction, and counts as one.</param>
internal sealed record WayQuestion(WayKind Kind, ImmutableHashSet<ProductMethod> Declared, ImmutableHashSet<ProductMethod> Fallbacks)
{
    /// <summary>The type of what the asked calls throw; null where it can be any.</summary>
    public string? Thrown { get; init; }

    /// <summary>Where a way that has failed may end; null for nowhere but in what the declared member gives.</summary>
    public ProductMethod? End { get; init; }

    /// <summary>The calls that must not run on a way that has failed.</summary>
    public Func<ProductMethod, Call, bool> IsForbidden { get; init; } = (_, _) => false;

    /// <summary>The calls that pass where what they are given to run fails.</summary>
    public Func<ProductMethod, Call, bool> Expects { get; init; } = (_, _) => false;

    /// <summary>The calls that run nothing of what they are given, and hand it out.</summary>
    public Func<Call, bool> Keeps { get; init; } = _ => false;

    /// <summary>The library calls that never return, because they fail.</summary>
    public Func<Call, bool> Fails { get; init; } = _ => false;

    /// <summary>Whether a call passes after which every way fails: it is expected to throw.</summary>
    public bool ExpectsWhereNothingPasses { get; init; }

    /// <summary>Whether a way is followed into each handler, whatever may have failed in its <c>try</c>.</summary>
    public bool EntersHandlers { get; init; }

    /// <summary>The types of which a <c>throw</c> counts as a call that is asked about.</summary>
    public ImmutableHashSet<string> Raised { get; init; } = [];

    /// <summary>Types whose handlers catch whatever fails, beside <c>Exception</c>.</summary>
    public ImmutableHashSet<string> CatchAll { get; init; } = [];
}

/// <summary>A place where a way does not do what is asked.</summary>
/// <param name="Path">The methods that lead there.</param>
/// <param name="IsConditional">Whether another way through the same place does it.</param>
/// <param name="IsUnseen">Whether the place cannot be followed at all.</param>
internal sealed record WayGap(ImmutableArray<ProductMethod> Path, bool IsConditional, bool IsUnseen)
{
    /// <summary>Whether a number of what the declared member gave is set to a constant there.</summary>
    public bool IsAltered { get; init; }

    /// <summary>Whether something is made there of what stands for the failure that may lead to the declared member.</summary>
    public bool IsUnfollowed { get; init; }
}

/// <summary>What is known about one body.</summary>
/// <param name="Open">
/// The way to a prediction that its caller still has to care for: one that fails, or one whose answer has passed nothing. Null for none.
/// </param>
/// <param name="Gap">The first place that no caller can make good.</param>
/// <param name="Proof">A way on which what is asked is done.</param>
/// <param name="Hidden">What stands for a failure that it hides, so that its caller has to ask; null for none.</param>
/// <param name="Deferred">Whether it hands out a sequence that may ask for a prediction when it is read.</param>
/// <param name="Thrown">The type of what comes through where it is open; null where it can be any.</param>
/// <param name="Parts">What of its answer makes good that a prediction failed; null where all of it does, or none has to.</param>
internal sealed record WayAnswer(
    ImmutableArray<ProductMethod>? Open, WayGap? Gap, ImmutableArray<ProductMethod> Proof, HiddenFailure? Hidden = null,
    Deferral Deferred = Deferral.None, string? Thrown = null, AnswerParts? Parts = null)
{
    public static WayAnswer Nothing { get; } = new(null, null, []);

    public bool Means(WayAnswer other) =>
        Open.HasValue == other.Open.HasValue && (Gap is null) == (other.Gap is null) && Gap?.IsConditional == other.Gap?.IsConditional
            && Proof.IsEmpty == other.Proof.IsEmpty && (Hidden?.Tells(other.Hidden) ?? other.Hidden is null) && Deferred == other.Deferred
            && Thrown == other.Thrown && Equals(Parts, other.Parts);
}

/// <summary>When the predictions behind a call fail.</summary>
internal enum Deferral
{
    None,

    /// <summary>Some at the call, others where the sequence is read that it hands out.</summary>
    Some,

    /// <summary>None at the call.</summary>
    All,
}
