namespace MlGuard.Lifecycle.Product;

/// <summary>What is known, as conditions, of the members of an object.</summary>
internal sealed class MemberTruths : IEquatable<MemberTruths>
{
    private const int Most = 8;

    private readonly ImmutableSortedDictionary<int, Truth> _truths;

    private MemberTruths(ImmutableSortedDictionary<int, Truth> truths) => _truths = truths;

    public static MemberTruths None { get; } = new(ImmutableSortedDictionary<int, Truth>.Empty);

    public bool IsEmpty => _truths.IsEmpty;

    public Truth Of(int member) => _truths.TryGetValue(member, out var truth) ? truth : Truth.Unknown;

    public MemberTruths With(int member, Truth truth)
    {
        if (truth == Truth.Unknown)
            return _truths.ContainsKey(member) ? Made(_truths.Remove(member)) : this;
        return _truths.Count < Most || _truths.ContainsKey(member) ? Made(_truths.SetItem(member, truth)) : this;
    }

    /// <summary>What is the same in both.</summary>
    public MemberTruths Meet(MemberTruths other) =>
        Equals(other) ? this : Made(_truths.RemoveRange(_truths.Where(pair => other.Of(pair.Key) != pair.Value).Select(pair => pair.Key)));

    public bool Equals(MemberTruths? other) => other is not null && (ReferenceEquals(this, other) || _truths.SequenceEqual(other._truths));

    public override bool Equals(object? obj) => Equals(obj as MemberTruths);

    public override int GetHashCode() => _truths.Count;

    private static MemberTruths Made(ImmutableSortedDictionary<int, Truth> truths) => truths.IsEmpty ? None : new(truths);
}
