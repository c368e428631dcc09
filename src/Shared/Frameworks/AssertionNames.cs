namespace MlGuard.Frameworks;

/// <summary>What the members of assertion libraries ask, by their names: xUnit, NUnit, MSTest, FluentAssertions, Shouldly.</summary>
internal static class AssertionNames
{
    /// <summary>The type that NUnit's constraints begin with, and where those stand that go on.</summary>
    public const string Constraints = "NUnit.Framework.Is", FurtherConstraints = "NUnit.Framework.Constraints.";

    /// <summary>The member that takes a condition, or a value and a constraint.</summary>
    public const string That = "That";

    /// <summary>The member of fluent libraries that begins an assertion, which the next one ends.</summary>
    public const string Subject = "Should";

    private const string Fail = "Fail";

    private static readonly ImmutableDictionary<string, AssertionKind> s_kinds = new[]
    {
        (AssertionKind.Same, new[]
        {
            "Equal", "StrictEqual", "Same", "Equivalent", "AreEqual", "AreSame", "AreEquivalent", "EqualTo", "SameAs", "EquivalentTo",
            "Be", "BeSameAs", "BeEquivalentTo", "ShouldBe", "ShouldBeSameAs", "ShouldBeEquivalentTo",
        }),
        (AssertionKind.Present, ["NotNull", "IsNotNull", "NotBeNull", "ShouldNotBeNull"]),
        (AssertionKind.Truth, ["True", "False", "IsTrue", "IsFalse", "BeTrue", "BeFalse", "ShouldBeTrue", "ShouldBeFalse"]),
        (AssertionKind.None, [Fail, Subject]),
    }.SelectMany(row => row.Item2.Select(name => (Name: name, Kind: row.Item1)))
        .ToImmutableDictionary(pair => pair.Name, pair => pair.Kind, StringComparer.Ordinal);

    private static readonly ImmutableHashSet<string> s_comparisons =
    [
        "op_Equality", "op_Inequality", "op_GreaterThan", "op_LessThan", "op_GreaterThanOrEqual", "op_LessThanOrEqual", "Equals",
        "ReferenceEquals", "SequenceEqual", "CompareTo",
    ];

    /// <summary>Whether a member of an assertion library fails whenever it runs.</summary>
    public static bool AlwaysFail(string member) => member == Fail;

    public static AssertionKind KindOf(string member) => s_kinds.TryGetValue(member, out var kind) ? kind : AssertionKind.Any;

    /// <summary>Whether a member answers the same for a value and itself.</summary>
    public static bool Compare(string member) => s_comparisons.Contains(member);

    public static bool AreConstraints(string type) => type == Constraints || type.StartsWith(FurtherConstraints, StringComparison.Ordinal);

    /// <summary>Whether an assertion holds whatever it is given.</summary>
    /// <param name="kind">What it asks.</param>
    /// <param name="operands">How many values it is given.</param>
    /// <param name="isSettled">Whether one of them is the same in every run.</param>
    /// <param name="isPresent">Whether the first is never null.</param>
    /// <param name="areSame">Whether the first two are one.</param>
    public static bool HoldAlways(AssertionKind kind, int operands, Func<int, bool> isSettled, Func<bool> isPresent, Func<bool> areSame) =>
        kind switch
        {
            AssertionKind.None => false,
            AssertionKind.Same => operands > 1 && (areSame() || (isSettled(0) && isSettled(1))),
            AssertionKind.Present => operands > 0 && (isPresent() || isSettled(0)),
            AssertionKind.Truth => operands > 0 && isSettled(0),
            _ => Enumerable.Range(0, operands).All(isSettled),
        };
}
