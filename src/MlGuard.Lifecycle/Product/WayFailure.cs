using MlGuard.Lifecycle.Facts;

namespace MlGuard.Lifecycle.Product;

/// <summary>A prediction that failed, and a result that says so: null, false, or true.</summary>
/// <param name="Path">The methods that lead to where it is caught.</param>
/// <param name="Result">What is handed out then.</param>
/// <param name="Members">What the members of what is handed out are then; null for nothing known.</param>
internal sealed record HiddenFailure(ImmutableArray<ProductMethod> Path, Truth Result, MemberTruths? Members = null)
{
    /// <summary>Whether something is made of it that cannot be followed and may lead to the declared member.</summary>
    public bool IsUnfollowed { get; init; }

    /// <summary>Whether a caller can ask.</summary>
    public bool CanBeAsked => Result != Truth.Unknown || Members is not null;

    /// <summary>One of both.</summary>
    public HiddenFailure Or(HiddenFailure other) => this with
    {
        IsUnfollowed = IsUnfollowed && other.IsUnfollowed,
        Result = Result == other.Result ? Result : Truth.Unknown,
        Members = Members is not null && other.Members is not null && Members.Meet(other.Members) is { IsEmpty: false } both ? both : null,
    };

    public HiddenFailure Indistinct() => this with { Result = Truth.Unknown, Members = null };

    public bool Tells(HiddenFailure? other) =>
        other is not null && Result == other.Result && IsUnfollowed == other.IsUnfollowed && Equals(Members, other.Members);
}

/// <summary>A prediction that failed.</summary>
/// <param name="Path">The methods that lead to it.</param>
/// <param name="Thrown">The type of what was thrown; null where it can be any.</param>
internal sealed record Failure(ImmutableArray<ProductMethod> Path, string? Thrown = null);
