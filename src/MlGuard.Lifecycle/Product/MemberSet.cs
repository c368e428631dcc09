namespace MlGuard.Lifecycle.Product;

/// <summary>Some members of an object, by their numbers: those that are listed, or all others.</summary>
internal sealed class MemberSet : IEquatable<MemberSet>
{
    private const int Most = 16;

    private readonly ImmutableSortedSet<int> _listed;
    private readonly bool _isOfOthers;

    private MemberSet(ImmutableSortedSet<int> listed, bool isOfOthers) => (_listed, _isOfOthers) = (listed, isOfOthers);

    public static MemberSet None { get; } = new([], false);

    public static MemberSet All { get; } = new([], true);

    public bool Contains(int member) => _listed.Contains(member) != _isOfOthers;

    public MemberSet With(int member) => _isOfOthers ? Unlist(member) : List(member);

    public MemberSet Without(int member) => _isOfOthers ? List(member) : Unlist(member);

    /// <summary>What is in both.</summary>
    public MemberSet Meet(MemberSet other) => (_isOfOthers, other._isOfOthers) switch
    {
        (true, true) => new(_listed.Union(other._listed), true),
        (true, false) => new(other._listed.Except(_listed), false),
        (false, true) => new(_listed.Except(other._listed), false),
        (false, false) => new(_listed.Intersect(other._listed), false),
    };

    public bool Equals(MemberSet? other) => other is not null && _isOfOthers == other._isOfOthers && _listed.SetEquals(other._listed);

    public override bool Equals(object? obj) => Equals(obj as MemberSet);

    public override int GetHashCode() => _listed.Count;

    private MemberSet List(int member) => _listed.Count < Most ? new(_listed.Add(member), _isOfOthers) : this;

    private MemberSet Unlist(int member) => new(_listed.Remove(member), _isOfOthers);
}
