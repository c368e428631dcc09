using System.Reflection.Metadata;
using MlGuard.Lifecycle.Facts.Ways;

namespace MlGuard.Lifecycle.Facts.Il;

/// <summary>What is known of values that are compared or computed, and of branches on them; null, too, is a constant.</summary>
internal static class WayConditions
{
    /// <summary>Whether it jumps; null where that is not known.</summary>
    public static bool? Holds(ILOpCode opCode, int? first, int? second) => (opCode, first, second) switch
    {
        (ILOpCode.Brfalse or ILOpCode.Brfalse_s, { } value, _) => value == 0,
        (ILOpCode.Brtrue or ILOpCode.Brtrue_s, { } value, _) => value != 0,
        (ILOpCode.Beq or ILOpCode.Beq_s, { } left, { } right) => left == right,
        (ILOpCode.Bne_un or ILOpCode.Bne_un_s, { } left, { } right) => left != right,
        (ILOpCode.Bge or ILOpCode.Bge_s, { } left, { } right) => left >= right,
        (ILOpCode.Bgt or ILOpCode.Bgt_s, { } left, { } right) => left > right,
        (ILOpCode.Ble or ILOpCode.Ble_s, { } left, { } right) => left <= right,
        (ILOpCode.Blt or ILOpCode.Blt_s, { } left, { } right) => left < right,
        (ILOpCode.Bge_un or ILOpCode.Bge_un_s, { } left, { } right) => (uint)left >= (uint)right,
        (ILOpCode.Bgt_un or ILOpCode.Bgt_un_s, { } left, { } right) => (uint)left > (uint)right,
        (ILOpCode.Ble_un or ILOpCode.Ble_un_s, { } left, { } right) => (uint)left <= (uint)right,
        (ILOpCode.Blt_un or ILOpCode.Blt_un_s, { } left, { } right) => (uint)left < (uint)right,
        _ => null,
    };

    /// <summary>Whether a comparison of two constants holds; null for what is none.</summary>
    public static bool? Compared(ILOpCode opCode, int left, int right) => opCode switch
    {
        ILOpCode.Ceq => left == right,
        ILOpCode.Cgt => left > right,
        ILOpCode.Clt => left < right,
        ILOpCode.Cgt_un => (uint)left > (uint)right,
        ILOpCode.Clt_un => (uint)left < (uint)right,
        _ => null,
    };

    /// <summary>Which of the two next steps a branch takes when a value is zero; -1 where that is not known.</summary>
    /// <param name="opCode">The branch, on the value or on its comparison with another.</param>
    /// <param name="form">How the value that is looked at comes from the one that is asked about.</param>
    /// <param name="compared">The constant that it is compared with.</param>
    public static int WhenZero(ILOpCode opCode, ValueForm form, int? compared) => compared switch
    {
        0 => WhenZero(opCode, form),
        { } when form == ValueForm.Copy => opCode switch
        {
            ILOpCode.Beq or ILOpCode.Beq_s => Step.OnlyWhenZero,
            ILOpCode.Bne_un or ILOpCode.Bne_un_s => Step.OnlyWhenZero + 1,
            _ => -1,
        },
        _ => -1,
    };

    private static int WhenZero(ILOpCode opCode, ValueForm form) => (opCode, form) switch
    {
        (ILOpCode.Brfalse or ILOpCode.Brfalse_s or ILOpCode.Beq or ILOpCode.Beq_s, ValueForm.Copy) => 1,
        (ILOpCode.Brfalse or ILOpCode.Brfalse_s or ILOpCode.Beq or ILOpCode.Beq_s, ValueForm.Negation) => 0,
        (ILOpCode.Brtrue or ILOpCode.Brtrue_s or ILOpCode.Bne_un or ILOpCode.Bne_un_s, ValueForm.Copy) => 0,
        (ILOpCode.Brtrue or ILOpCode.Brtrue_s or ILOpCode.Bne_un or ILOpCode.Bne_un_s, ValueForm.Negation) => 1,
        _ => -1,
    };

    /// <summary>The branch on whether two values are the same that does what a branch on the two does; null for any other.</summary>
    public static ILOpCode? ByEquality(ILOpCode opCode) => opCode switch
    {
        ILOpCode.Beq or ILOpCode.Beq_s => ILOpCode.Brtrue,
        ILOpCode.Bne_un or ILOpCode.Bne_un_s => ILOpCode.Brfalse,
        _ => null,
    };

    /// <summary>Whether nothing is known of two values, which come from different places.</summary>
    public static bool AreBothOpen(WayValue first, WayValue second) =>
        first is { Constant: null, Registers.IsEmpty: false }
        && second is { Constant: null, Registers.IsEmpty: false }
        && first.Registers.Union(second.Registers).Skip(1).Any();

    /// <summary>What an operation makes where more is known than what it is made of.</summary>
    /// <param name="opCode">The operation.</param>
    /// <param name="popped">What it takes, the last first.</param>
    public static WayValue? Computed(ILOpCode opCode, ImmutableArray<WayValue> popped) => (opCode, popped) switch
    {
        (ILOpCode.Sub, [{ Constant: { } right }, { Constant: { } left }]) => new([], left - right),
        (_, [{ Constant: { } right }, { Constant: { } left }]) when Compared(opCode, left, right) is { } holds => new([], holds ? 1 : 0),
        (ILOpCode.Mul, [{ Constant: 0 }, _] or [_, { Constant: 0 }]) => new([], 0),
        (ILOpCode.Ceq, [{ Constant: 0 }, { Form: ValueForm.Copy or ValueForm.Negation or ValueForm.Zero } value]) => value.Negated(),
        (ILOpCode.Ceq, [{ Form: ValueForm.Copy or ValueForm.Negation } value, { Constant: 0 }]) => value.Negated(),
        (ILOpCode.Cgt_un, [{ Constant: 0 }, { Form: ValueForm.Copy or ValueForm.Negation } value]) => value,
        _ => null,
    };
}
