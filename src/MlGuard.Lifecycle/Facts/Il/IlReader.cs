using System.Reflection.Metadata;

namespace MlGuard.Lifecycle.Facts.Il;

/// <summary>One instruction.</summary>
/// <param name="OpCode">What it does.</param>
/// <param name="Token">The member or type that it names; 0 when it names none.</param>
/// <param name="Operand">The constant, the local's number, the literal's handle, or the offset that it jumps to.</param>
/// <param name="Offset">Where it stands.</param>
/// <param name="Targets">Where a switch may go on; default for anything else.</param>
internal readonly record struct Instruction(
    ILOpCode OpCode, int Token, int Operand, int Offset, ImmutableArray<int> Targets = default);

/// <summary>The instructions of a body, ECMA-335 III.</summary>
internal static class IlReader
{
    private const byte TwoBytePrefix = 0xFE;

    /// <exception cref="BadImageFormatException">Not IL.</exception>
    public static ImmutableArray<Instruction> Read(BlobReader il)
    {
        var instructions = ImmutableArray.CreateBuilder<Instruction>();
        while (il.RemainingBytes > 0)
        {
            var offset = il.Offset;
            int code = il.ReadByte();
            if (code == TwoBytePrefix)
                code = (TwoBytePrefix << 8) | il.ReadByte();
            var opCode = (ILOpCode)code;
            if (opCode == ILOpCode.Switch)
            {
                instructions.Add(new(opCode, 0, 0, offset, Cases(ref il, il.ReadUInt32())));
            }
            else if (HasToken(opCode))
            {
                var token = il.ReadInt32();
                // The token of a string literal names no member.
                instructions.Add(opCode == ILOpCode.Ldstr ? new(opCode, 0, token, offset) : new(opCode, token, 0, offset));
            }
            else
            {
                instructions.Add(new(opCode, 0, Operand(ref il, opCode), offset));
            }
        }

        return instructions.ToImmutable();
    }

    /// <summary>The number of the local that an instruction reads or writes.</summary>
    public static int? Local(Instruction instruction) => instruction.OpCode switch
    {
        >= ILOpCode.Ldloc_0 and <= ILOpCode.Ldloc_3 => instruction.OpCode - ILOpCode.Ldloc_0,
        >= ILOpCode.Stloc_0 and <= ILOpCode.Stloc_3 => instruction.OpCode - ILOpCode.Stloc_0,
        ILOpCode.Ldloc or ILOpCode.Ldloc_s or ILOpCode.Stloc or ILOpCode.Stloc_s => instruction.Operand,
        _ => null,
    };

    /// <summary>The number of the argument that an instruction reads or writes.</summary>
    public static int? Argument(Instruction instruction) => instruction.OpCode switch
    {
        >= ILOpCode.Ldarg_0 and <= ILOpCode.Ldarg_3 => instruction.OpCode - ILOpCode.Ldarg_0,
        ILOpCode.Ldarg or ILOpCode.Ldarg_s or ILOpCode.Ldarga or ILOpCode.Ldarga_s or ILOpCode.Starg or ILOpCode.Starg_s =>
            instruction.Operand,
        _ => null,
    };

    /// <summary>Where an instruction may go on; a switch counts as going straight on.</summary>
    public static int? Target(Instruction instruction) => IsJump(instruction.OpCode) ? instruction.Operand : null;

    /// <summary>All places to which an instruction jumps.</summary>
    public static IEnumerable<int> TargetsOf(Instruction instruction)
    {
        if (Target(instruction) is { } target)
            return [target];
        return instruction.Targets.IsDefault ? [] : instruction.Targets;
    }

    /// <summary>The whole number that an instruction loads.</summary>
    public static int? Constant(Instruction instruction) => instruction.OpCode switch
    {
        >= ILOpCode.Ldc_i4_m1 and <= ILOpCode.Ldc_i4_8 => (int)instruction.OpCode - (int)ILOpCode.Ldc_i4_0,
        ILOpCode.Ldc_i4 or ILOpCode.Ldc_i4_s => instruction.Operand,
        _ => null,
    };

    /// <summary>Whether an instruction loads the zero of a wide or a broken number.</summary>
    public static bool IsWideZero(Instruction instruction) =>
        instruction is { OpCode: ILOpCode.Ldc_r4 or ILOpCode.Ldc_r8 or ILOpCode.Ldc_i8, Operand: 0 };

    private static int Operand(ref BlobReader il, ILOpCode opCode)
    {
        var size = OperandSize(opCode);
        if (size > il.RemainingBytes)
            throw new BadImageFormatException("An operand reaches beyond the body.");
        var value = size switch
        {
            1 => opCode is ILOpCode.Ldc_i4_s || IsJump(opCode) ? il.ReadSByte() : il.ReadByte(),
            2 => il.ReadUInt16(),
            4 => il.ReadInt32(),
            8 => il.ReadInt64() is var wide && (int)wide == wide ? (int)wide : int.MinValue,
            _ => 0,
        };
        return IsJump(opCode) ? il.Offset + value : value;
    }

    /// <summary>Whether it jumps to <see cref="Instruction.Operand"/>, always or when something holds.</summary>
    public static bool IsJump(ILOpCode opCode) =>
        opCode is (>= ILOpCode.Br_s and <= ILOpCode.Blt_un) or ILOpCode.Leave or ILOpCode.Leave_s;

    private static ImmutableArray<int> Cases(ref BlobReader il, uint count)
    {
        if (4L * count > il.RemainingBytes)
            throw new BadImageFormatException("An operand reaches beyond the body.");
        var after = il.Offset + (4 * (int)count);
        var targets = ImmutableArray.CreateBuilder<int>((int)count);
        for (var i = 0; i < count; i++)
            targets.Add(after + il.ReadInt32());
        return targets.ToImmutable();
    }

    private static bool HasToken(ILOpCode opCode) => opCode is
        ILOpCode.Jmp or ILOpCode.Call or ILOpCode.Calli
        or (>= ILOpCode.Callvirt and <= ILOpCode.Isinst)
        or ILOpCode.Unbox or (>= ILOpCode.Ldfld and <= ILOpCode.Stobj)
        or ILOpCode.Box or ILOpCode.Newarr or ILOpCode.Ldelema
        or (>= ILOpCode.Ldelem and <= ILOpCode.Unbox_any) or ILOpCode.Refanyval or ILOpCode.Mkrefany
        or ILOpCode.Ldtoken or ILOpCode.Ldftn or ILOpCode.Ldvirtftn
        or ILOpCode.Initobj or ILOpCode.Constrained or ILOpCode.Sizeof;

    private static int OperandSize(ILOpCode opCode) => opCode switch
    {
        >= ILOpCode.Ldarg_s and <= ILOpCode.Stloc_s => 1,
        ILOpCode.Ldc_i4_s or ILOpCode.Unaligned or ILOpCode.Leave_s or (ILOpCode)0xFE19 => 1,
        >= ILOpCode.Br_s and <= ILOpCode.Blt_un_s => 1,
        >= ILOpCode.Ldarg and <= ILOpCode.Stloc => 2,
        ILOpCode.Ldc_i4 or ILOpCode.Ldc_r4 or ILOpCode.Leave => 4,
        >= ILOpCode.Br and <= ILOpCode.Blt_un => 4,
        ILOpCode.Ldc_i8 or ILOpCode.Ldc_r8 => 8,
        _ => 0,
    };
}
