namespace MlGuard.Lifecycle.Product;

/// <summary>Some members of an object, by their numbers.</summary>
internal sealed class MemberSet : IEquatable<MemberSet>
{
    private const int Most = 16;

    private readonly ImmutableSortedSet<int> _members;

    private MemberSet(ImmutableSortedSet<int> members) => _members = members;

    public static MemberSet None { get; } = new([]);

    public bool Contains(int member) => _members.Contains(member);

    public MemberSet With(int member) => _members.Count < Most ? Made(_members.Add(member)) : this;

    public MemberSet Without(int member) => Made(_members.Remove(member));

    /// <summary>What is in both.</summary>
    public MemberSet Meet(MemberSet other) => Made(_members.Intersect(other._members));

    public bool Equals(MemberSet? other) => other is not null && (ReferenceEquals(_members, other._members) || _members.SetEquals(other._members));

    public override bool Equals(object? obj) => Equals(obj as MemberSet);

    public override int GetHashCode() => _members.Count;

    private MemberSet Made(ImmutableSortedSet<int> members) => ReferenceEquals(members, _members) ? this : new(members);
}
