using MlGuard.Lifecycle.Product;

namespace MlGuard.Lifecycle.Tests;

/// <summary>What is known of a value where ways meet.</summary>
public sealed class WayValueTests
{
    private static readonly WayValueFacts[] s_values =
    [
        .. from hides in new[] { 0UL, 1UL, 2UL }
           from whenFailed in new[] { Truth.Unknown, Truth.Zero, Truth.NonZero }
           from members in new[] { null, MemberTruths.None.With(1, Truth.Zero), MemberTruths.None.With(1, Truth.NonZero) }
           select new WayValueFacts { Hides = hides, WhenFailed = whenFailed, MembersWhenFailed = members },
    ];

    /// <summary>
    /// A walk ends only where a way that has met already changes nothing any more: one value would follow the other for ever.
    /// </summary>
    [Fact]
    public void A_way_that_has_met_changes_nothing_any_more()
    {
        foreach (var one in s_values)
            foreach (var other in s_values)
            {
                var met = one.Meet(other);

                Assert.Equal(met, met.Meet(other));
                Assert.Equal(met, met.Meet(one));
            }
    }

    /// <summary>What stands for a failure is told by the way that hides one.</summary>
    [Theory]
    [InlineData(1UL, Truth.Zero, 0UL, Truth.NonZero, Truth.Zero)]
    [InlineData(0UL, Truth.NonZero, 1UL, Truth.Zero, Truth.Zero)]
    [InlineData(1UL, Truth.Zero, 2UL, Truth.NonZero, Truth.Unknown)]
    [InlineData(0UL, Truth.Zero, 0UL, Truth.NonZero, Truth.Unknown)]
    internal void What_hides_a_failure_says_what_stands_for_it(ulong own, Truth one, ulong others, Truth other, Truth expected) =>
        Assert.Equal(
            expected,
            new WayValueFacts { Hides = own, WhenFailed = one }.Meet(new() { Hides = others, WhenFailed = other }).WhenFailed);
}
