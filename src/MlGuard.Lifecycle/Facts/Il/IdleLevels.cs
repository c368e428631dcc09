using System.Reflection.Metadata;

namespace MlGuard.Lifecycle.Facts.Il;

/// <summary>Entries of a level that every log leaves out.</summary>
internal static class IdleLevels
{
    private const string Level = "Microsoft.Extensions.Logging.LogLevel";

    /// <summary>Of <c>LogLevel</c>.</summary>
    private const int None = 6;

    /// <param name="code">The body.</param>
    /// <param name="place">A call in it.</param>
    /// <param name="calleeOf">What an instruction calls.</param>
    public static bool Has(ImmutableArray<Instruction> code, int place, Func<Instruction, Callee?> calleeOf)
    {
        if (calleeOf(code[place]) is not { } callee || callee.Parameters.IndexOf(Level, StringComparison.Ordinal) is var start && start < 0)
            return false;
        var open = Call.CountOf(callee.Parameters) - Call.CountOf(callee.Parameters.Substring(0, start).TrimEnd(','));
        // What makes the level is a constant, so the first of what makes it and all after it.
        for (var i = place - 1; i >= 0 && open > 0; i--)
        {
            if (IlReader.IsJump(code[i].OpCode))
                return false;
            var (pops, pushes) = EffectOf(code[i], calleeOf);
            open += pops - pushes;
            if (open == 0)
                return IlReader.Constant(code[i]) == None;
        }

        return false;
    }

    private static (int Pops, int Pushes) EffectOf(Instruction instruction, Func<Instruction, Callee?> calleeOf)
    {
        if (instruction.OpCode == ILOpCode.Dup)
            return (1, 2);
        if (instruction.OpCode is not (ILOpCode.Call or ILOpCode.Callvirt or ILOpCode.Newobj) || calleeOf(instruction) is not { } callee)
            return StackEffect.Of(instruction.OpCode);
        var isNew = instruction.OpCode == ILOpCode.Newobj;
        return (
            Call.CountOf(callee.Parameters) + (callee.IsInstance && !isNew ? 1 : 0),
            isNew || callee.Result != nameof(PrimitiveTypeCode.Void) ? 1 : 0);
    }
}
