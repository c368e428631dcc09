using MlGuard.Frameworks;

namespace MlGuard.Lifecycle.Facts.Il;

/// <summary>
/// Assertions that hold whatever the code does: of constants, of a value and itself, of the presence of what is never absent.
/// </summary>
internal static class IdleAssertions
{
    private const string Getter = "get_";

    /// <summary>Whether an assertion cannot fail.</summary>
    public static bool Holds(WayCall call)
    {
        ImmutableArray<WaySubject> operands = [.. call.Arguments.Select(value => value.Subject)];
        if (call.Callee.Name != AssertionNames.That)
            return Holds(call.Callee.Name, operands);
        if (call.Callee.Parameters.StartsWith("Boolean", StringComparison.Ordinal))
            return Holds(AssertionKind.Truth, operands);
        return call.Arguments is [var actual, { Claim: { } claim }, ..]
            && Holds(claim.Name, claim.Operand is { } operand ? [actual.Subject, operand] : [actual.Subject]);
    }

    /// <summary>Whether what is asked of some values holds for them whatever they are.</summary>
    public static bool Holds(string name, ImmutableArray<WaySubject> operands) =>
        !name.StartsWith(Getter, StringComparison.Ordinal) && Holds(AssertionNames.KindOf(name), operands);

    /// <summary>Whether a comparison is of a value and itself, so that what it gives is settled.</summary>
    public static bool IsOfOne(WayCall call)
    {
        if (!AssertionNames.Compare(call.Callee.Name))
            return false;
        return call.Callee.IsInstance
            ? call.Arguments is [var argument] && call.Receiver.Subject.IsSameAs(argument.Subject)
            : call.Arguments is [var one, var other, ..] && one.Subject.IsSameAs(other.Subject);
    }

    /// <summary>What an object that a library's member gives is about to ask; null where it asks nothing.</summary>
    public static WayClaim? ClaimOf(WayCall call)
    {
        var callee = call.Callee;
        if (!AssertionNames.AreConstraints(callee.Type))
            return null;
        var name = callee.Name.StartsWith(Getter, StringComparison.Ordinal) ? callee.Name.Substring(Getter.Length) : callee.Name;
        var operand = call.Arguments is [var first, ..] ? first.Subject : default(WaySubject?);
        if (call.Receiver.Claim is not { } claim)
            return new(name, operand);
        // What comes after a comparison says how close is close enough.
        return claim.Operand is null ? new(claim.Name + name, operand) : claim;
    }

    private static bool Holds(AssertionKind kind, ImmutableArray<WaySubject> operands) => AssertionNames.HoldAlways(
        kind, operands.Length, place => operands[place].IsSettled, () => operands[0].IsPresent, () => operands[0].IsSameAs(operands[1]));
}
