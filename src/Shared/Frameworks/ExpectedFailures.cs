namespace MlGuard.Frameworks;

/// <summary>Members of test frameworks that pass where what they are given to run fails, and those that keep it for them.</summary>
internal static class ExpectedFailures
{
    private static readonly ImmutableArray<(string Type, string Member)> s_expecting =
    [
        ("Xunit.Assert", "Throws*"),
        ("NUnit.Framework.Assert", "Throws*"),
        ("NUnit.Framework.Assert", "Catch*"),
        ("Microsoft.VisualStudio.TestTools.UnitTesting.Assert", "Throws*"),
        ("FluentAssertions.Specialized.*", "Throw*"),
        ("FluentAssertions.AssertionExtensions", "ShouldThrow*"),
        ("AwesomeAssertions.Specialized.*", "Throw*"),
        ("Shouldly.Should", "Throw*"),
        ("Shouldly.ShouldThrow*", "ShouldThrow*"),
    ];

    private static readonly ImmutableArray<(string Type, string Member)> s_keeping =
    [
        ("FluentAssertions.AssertionExtensions", "*"),
        ("FluentAssertions.FluentActions", "*"),
        ("AwesomeAssertions.AssertionExtensions", "*"),
        ("AwesomeAssertions.FluentActions", "*"),
    ];

    private static readonly ImmutableHashSet<string> s_attributes =
    [
        "Microsoft.VisualStudio.TestTools.UnitTesting.ExpectedExceptionAttribute", "NUnit.Framework.ExpectedExceptionAttribute",
    ];

    /// <summary>The type that makes what NUnit's <c>Assert.That</c> is asked where something is to fail.</summary>
    public const string Constraints = "NUnit.Framework.Throws";

    /// <summary>The member of it that asks for the opposite.</summary>
    public const string Nothing = "get_Nothing";

    /// <summary>Whether the member itself says that a failure is expected.</summary>
    public static bool Expect(string type, string member) => Holds(s_expecting, type, member);

    /// <summary>Whether the member hands out what it is given to run, for another one to run it.</summary>
    public static bool Keep(string type, string member) => !Expect(type, member) && Holds(s_keeping, type, member);

    /// <summary>Whether a test with this attribute passes where it fails.</summary>
    public static bool AreSaidBy(string attribute) => s_attributes.Contains(attribute);

    private static bool Holds(ImmutableArray<(string Type, string Member)> rows, string type, string member) =>
        rows.Any(row => NamePattern.Matches(row.Type, type) && NamePattern.Matches(row.Member, member));
}
