using System.Reflection.Metadata;

namespace MlGuard.Lifecycle.Facts;

/// <summary>One instruction: its opcode, and its token where it has one.</summary>
internal readonly record struct Instruction(ILOpCode OpCode, int Token);

/// <summary>The instructions of a body, ECMA-335 III; only tokens are kept of the operands.</summary>
internal static class IlReader
{
    private const byte TwoBytePrefix = 0xFE;

    /// <exception cref="BadImageFormatException">Not IL.</exception>
    public static ImmutableArray<Instruction> Read(BlobReader il)
    {
        var instructions = ImmutableArray.CreateBuilder<Instruction>();
        while (il.RemainingBytes > 0)
        {
            int code = il.ReadByte();
            if (code == TwoBytePrefix)
                code = (TwoBytePrefix << 8) | il.ReadByte();
            var opCode = (ILOpCode)code;
            if (opCode == ILOpCode.Switch)
            {
                Skip(ref il, checked(4L * il.ReadUInt32()));
                instructions.Add(new(opCode, 0));
            }
            else if (HasToken(opCode))
            {
                var token = il.ReadInt32();
                // The token of a string literal names no member.
                instructions.Add(new(opCode, opCode == ILOpCode.Ldstr ? 0 : token));
            }
            else
            {
                Skip(ref il, OperandSize(opCode));
                instructions.Add(new(opCode, 0));
            }
        }

        return instructions.ToImmutable();
    }

    private static void Skip(ref BlobReader il, long count)
    {
        if (count > il.RemainingBytes)
            throw new BadImageFormatException("An operand reaches beyond the body.");
        il.Offset += (int)count;
    }

    private static bool HasToken(ILOpCode opCode) => opCode is
        ILOpCode.Jmp or ILOpCode.Call or ILOpCode.Calli or
        (>= ILOpCode.Callvirt and <= ILOpCode.Isinst) or
        ILOpCode.Unbox or (>= ILOpCode.Ldfld and <= ILOpCode.Stobj) or
        ILOpCode.Box or ILOpCode.Newarr or ILOpCode.Ldelema or
        (>= ILOpCode.Ldelem and <= ILOpCode.Unbox_any) or ILOpCode.Refanyval or ILOpCode.Mkrefany or
        ILOpCode.Ldtoken or ILOpCode.Ldftn or ILOpCode.Ldvirtftn or
        ILOpCode.Initobj or ILOpCode.Constrained or ILOpCode.Sizeof;

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
