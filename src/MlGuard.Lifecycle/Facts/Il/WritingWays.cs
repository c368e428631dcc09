using System.Reflection.Metadata;

namespace MlGuard.Lifecycle.Facts.Il;

/// <summary>
/// Whether a body that writes something down has another way out on which it writes nothing. Who asks first whether a log is on, whether
/// something is there at all, or whether there is more of it, asks nothing about the prediction.
/// </summary>
/// <param name="code">The body.</param>
/// <param name="live">The places that can run.</param>
/// <param name="calleeOf">What an instruction calls.</param>
/// <param name="typeOf">The type of the argument or field that an instruction loads; null where that is not known.</param>
internal sealed class WritingWays(
    ImmutableArray<Instruction> code, ImmutableHashSet<int> live, Func<Instruction, Callee?> calleeOf, Func<Instruction, string?> typeOf)
{
    private const int MostInstructions = 2_000;

    private static readonly ImmutableHashSet<string> s_values =
    [
        .. Enum.GetNames(typeof(PrimitiveTypeCode)).Except([nameof(PrimitiveTypeCode.String), nameof(PrimitiveTypeCode.Object)]),
    ];

    private readonly Dictionary<int, int> _at = Enumerable.Range(0, code.Length).ToDictionary(i => code[i].Offset);

    public bool HaveOneThatDoesNot(IEnumerable<int> writes)
    {
        if (code.Length > MostInstructions)
            return false;
        ImmutableHashSet<int> writing = [.. writes];
        var leading = Leading(writing);
        var (open, seen) = (new Stack<int>([0]), new HashSet<int>());
        while (leading.Contains(0) && open.Count > 0)
        {
            var place = open.Pop();
            if (!seen.Add(place) || writing.Contains(place))
                continue;
            if (code[place].OpCode == ILOpCode.Ret)
                return true;
            var next = Next(place);
            var isGuard = next.Length > 1 && next.Any(leading.Contains) && (AsksWhetherThere(place) || IsOfLoop(place));
            foreach (var after in next.Where(after => !isGuard || leading.Contains(after)))
                open.Push(after);
        }

        return false;
    }

    /// <summary>The places from which a way leads to one that writes.</summary>
    private ImmutableHashSet<int> Leading(ImmutableHashSet<int> writing)
    {
        var before = Enumerable.Range(0, code.Length).SelectMany(place => Next(place), (place, next) => (place, next))
            .ToLookup(edge => edge.next, edge => edge.place);
        return Walked(writing, place => before[place]);
    }

    private bool IsOfLoop(int place) => Walked(Next(place), after => Next(after)).Contains(place);

    private static ImmutableHashSet<int> Walked(IEnumerable<int> starts, Func<int, IEnumerable<int>> next)
    {
        var (seen, open) = (ImmutableHashSet.CreateBuilder<int>(), new Stack<int>(starts));
        while (open.Count > 0)
            if (open.Pop() is var place && seen.Add(place))
                foreach (var after in next(place))
                    open.Push(after);
        return seen.ToImmutable();
    }

    private ImmutableArray<int> Next(int place)
    {
        var instruction = code[place];
        var targets = IlReader.TargetsOf(instruction).Where(_at.ContainsKey).Select(target => _at[target]);
        return
        [
            .. (StackEffect.Ends(instruction.OpCode) ? targets : targets.Append(place + 1))
                .Where(next => next < code.Length && live.Contains(next)).Distinct(),
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
