using System.Reflection.Metadata;

namespace MlGuard.Lifecycle.Facts.Il;

/// <summary>
/// Which locals and fields of a body only ever hold constants, so that a branch on them is decided: the states of iterators and async
/// methods, and the flags by which a compiler carries code out of a handler.
/// </summary>
internal sealed class KnownValues
{
    /// <summary>Fields are numbered after all locals.</summary>
    public const int FirstField = 1 << 20;

    private readonly HashSet<int> _known;

    private KnownValues(HashSet<int> known) => _known = known;

    public bool Contains(int variable) => _known.Contains(variable);

    /// <param name="code">The body.</param>
    /// <param name="handlers">The offsets at which handlers begin: there, what was caught is stored, and that is not null.</param>
    /// <param name="variableOf">The local or the compiler's own field that an instruction reads or writes; null for any other.</param>
    public static KnownValues Of(ImmutableArray<Instruction> code, ImmutableHashSet<int> handlers, Func<Instruction, int?> variableOf)
    {
        var sources = new List<(int Variable, int? From)>();
        var known = new HashSet<int>();
        // Where ways meet, the value comes from each of them.
        var joins = new HashSet<int>(code.SelectMany(IlReader.TargetsOf));
        for (var i = 0; i < code.Length; i++)
        {
            if (variableOf(code[i]) is not { } variable)
                continue;
            known.Add(variable);
            if (IsAddress(code[i].OpCode))
                sources.Add((variable, -1));
            else if (IsStore(code[i].OpCode) && !handlers.Contains(code[i].Offset))
                sources.Add((variable, joins.Contains(code[i].Offset) ? -1 : SourceOf(code, i, variableOf)));
        }

        var before = -1;
        while (before != known.Count)
        {
            before = known.Count;
            foreach (var (variable, from) in sources)
                if (from is { } source && !known.Contains(source))
                    known.Remove(variable);
        }

        return new(known);
    }

    public static bool IsStore(ILOpCode opCode) =>
        opCode is ILOpCode.Stfld or ILOpCode.Stsfld or ILOpCode.Stloc or ILOpCode.Stloc_s or (>= ILOpCode.Stloc_0 and <= ILOpCode.Stloc_3);

    private static bool IsAddress(ILOpCode opCode) => opCode is ILOpCode.Ldloca or ILOpCode.Ldloca_s or ILOpCode.Ldflda or ILOpCode.Ldsflda;

    /// <summary>The variable that is copied; null for a constant, -1 for anything else.</summary>
    private static int? SourceOf(ImmutableArray<Instruction> code, int store, Func<Instruction, int?> variableOf)
    {
        var i = store - 1;
        while (i > 0 && (code[i].OpCode == ILOpCode.Dup || (IsStore(code[i].OpCode) && code[i - 1].OpCode == ILOpCode.Dup)))
            i -= code[i].OpCode == ILOpCode.Dup ? 1 : 2;
        if (i < 0)
            return -1;
        if (code[i].OpCode == ILOpCode.Ldnull || IlReader.Constant(code[i]) is not null)
            return null;
        return variableOf(code[i]) is { } variable && !IsStore(code[i].OpCode) && !IsAddress(code[i].OpCode) ? variable : -1;
    }
}
