using System.Reflection.Metadata;

namespace MlGuard.Lifecycle.Facts.Il;

/// <summary>Branches on constants; null, too, is one.</summary>
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
}
