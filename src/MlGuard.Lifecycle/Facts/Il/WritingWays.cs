using System.Reflection.Metadata;

namespace MlGuard.Lifecycle.Facts.Il;

/// <summary>
/// Whether a body that writes something down has another way out on which it writes nothing. Who asks first whether a log is on, whether
/// something is there at all, or whether there is more of it, asks nothing about the prediction.
/// </summary>
/// <param name="code">The body.</param>
/// <param name="live">Of each place, whether it can run.</param>
/// <param name="calleeOf">What an instruction calls.</param>
/// <param name="typeOf">The type of the argument or field that an instruction loads; null where that is not known.</param>
internal sealed class WritingWays(
    ImmutableArray<Instruction> code, ImmutableArray<bool> live, Func<Instruction, Callee?> calleeOf, Func<Instruction, string?> typeOf)
{
    private const int MostInstructions = 2_000;

    private static readonly ImmutableHashSet<string> s_values =
    [
        .. Enum.GetNames(typeof(PrimitiveTypeCode)).Except([nameof(PrimitiveTypeCode.String), nameof(PrimitiveTypeCode.Object)]),
    ];

    private readonly Dictionary<int, int> _at = Enumerable.Range(0, code.Length).ToDictionary(i => code[i].Offset);
    private readonly ImmutableArray<int>[] _next = new ImmutableArray<int>[code.Length];

    public bool HaveOneThatDoesNot(ImmutableArray<int> writes)
    {
        if (code.Length > MostInstructions)
            return false;
        var writing = new bool[code.Length];
        foreach (var write in writes)
            writing[write] = true;
        var leading = Leading(writes);
        var (open, seen) = (new Stack<int>([0]), new bool[code.Length]);
        while (leading[0] && open.Count > 0)
        {
            var place = open.Pop();
            if (seen[place] || writing[place])
                continue;
            seen[place] = true;
            if (code[place].OpCode == ILOpCode.Ret)
                return true;
            var next = Next(place);
            var isGuard = next.Length > 1 && next.Any(after => leading[after]) && (AsksWhetherThere(place) || IsOfLoop(place));
            foreach (var after in next)
                if (!isGuard || leading[after])
                    open.Push(after);
        }

        return false;
    }

    /// <summary>Of each place, whether a way leads from it to one that writes.</summary>
    private bool[] Leading(ImmutableArray<int> writes)
    {
        var before = new List<int>?[code.Length];
        for (var place = 0; place < code.Length; place++)
            foreach (var next in Next(place))
                (before[next] ??= []).Add(place);
        return Walked(writes, place => before[place] ?? []);
    }

    private bool IsOfLoop(int place) => Walked(Next(place), after => Next(after))[place];

    private bool[] Walked(IEnumerable<int> starts, Func<int, IEnumerable<int>> next)
    {
        var (seen, open) = (new bool[code.Length], new Stack<int>(starts));
        while (open.Count > 0)
        {
            var place = open.Pop();
            if (seen[place])
                continue;
            seen[place] = true;
            foreach (var after in next(place))
                open.Push(after);
        }

        return seen;
    }

    private ImmutableArray<int> Next(int place)
    {
        ref var next = ref _next[place];
        if (next.IsDefault)
            next = After(place);
        return next;
    }

    private ImmutableArray<int> After(int place)
    {
        var instruction = code[place];
        var targets = IlReader.TargetsOf(instruction).Where(_at.ContainsKey).Select(target => _at[target]);
        return
        [
            .. (StackEffect.Ends(instruction.OpCode) ? targets : targets.Append(place + 1))
                .Where(next => next < code.Length && live[next]).Distinct(),
        ];
    }

    private bool AsksWhetherThere(int branch)
    {
        var place = branch - 1;
        while (place > 0 && Before(place) is { } earlier)
            place = earlier;
        if (place < 0 || code[branch].OpCode is not (ILOpCode.Brtrue or ILOpCode.Brtrue_s or ILOpCode.Brfalse or ILOpCode.Brfalse_s))
            return false;
        var asked = code[place];
        if (asked.OpCode == ILOpCode.Ldnull)
            return true;
        var callee = asked.OpCode is ILOpCode.Call or ILOpCode.Callvirt ? calleeOf(asked) : null;
        return callee is { Name: "IsEnabled" } || ((callee?.Result ?? typeOf(asked)) is { } type && !s_values.Contains(type));
    }

    /// <summary>What a condition is made of, where it is that or its opposite; null for the last place.</summary>
    private int? Before(int place) => code[place].OpCode switch
    {
        ILOpCode.Dup => place - 1,
        ILOpCode.Ceq or ILOpCode.Cgt_un when code[place - 1].OpCode == ILOpCode.Ldnull => place - 1,
        ILOpCode.Ceq when IlReader.Constant(code[place - 1]) == 0 => place - 2,
        _ when !KnownValues.IsStore(code[place].OpCode) && KnownValues.IsStore(code[place - 1].OpCode)
            && IlReader.Local(code[place]) is { } local && IlReader.Local(code[place - 1]) == local => place - 2,
        _ => null,
    };
}
