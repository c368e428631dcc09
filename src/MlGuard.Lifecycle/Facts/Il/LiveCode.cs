using System.Reflection.Metadata;

namespace MlGuard.Lifecycle.Facts.Il;

/// <summary>The instructions of a body that can run, where conditions that are the same in every run decide on its way.</summary>
internal sealed class LiveCode
{
    /// <summary>Beyond it, all is taken to run.</summary>
    private const int MostStates = 20_000;

    private readonly ImmutableArray<Instruction> _code;
    private readonly ImmutableArray<ExceptionRegion> _regions;
    private readonly FixedConditions _conditions;
    private readonly Dictionary<int, int> _at = [];
    private readonly HashSet<State> _seen = [];
    private readonly Stack<State> _open = new();
    private readonly HashSet<int> _live = [];

    private LiveCode(ImmutableArray<Instruction> code, ImmutableArray<ExceptionRegion> regions, FixedConditions conditions)
    {
        (_code, _regions, _conditions) = (code, regions, conditions);
        for (var i = 0; i < code.Length; i++)
            _at[code[i].Offset] = i;
    }

    public static ImmutableArray<Instruction> Of(
        ImmutableArray<Instruction> code, ImmutableArray<ExceptionRegion> regions, FixedConditions conditions) =>
        code.Any(instruction => conditions.Of(instruction) is not null) ? new LiveCode(code, regions, conditions).Read() : code;

    private ImmutableArray<Instruction> Read()
    {
        Enter(new(0));
        while (_open.Count > 0)
        {
            if (_seen.Count > MostStates)
                return _code;
            Step(_open.Pop());
        }

        return [.. _code.Where((_, i) => _live.Contains(i))];
    }

    private void Step(State state)
    {
        var instruction = _code[state.Index];
        if (_live.Add(state.Index))
            foreach (var region in _regions)
                if (IsIn(instruction.Offset, region))
                    EnterHandler(region);
        var after = After(instruction, state) with { Index = state.Index + 1 };
        if (instruction.OpCode is ILOpCode.Br or ILOpCode.Br_s)
            Enter(instruction.Operand, after);
        else if (instruction.OpCode is ILOpCode.Leave or ILOpCode.Leave_s)
            // What a 'finally' does on the way is not followed.
            Enter(instruction.Operand, default);
        else if (Decided(instruction, state) is { } jumps)
            EnterOne(jumps, instruction, after);
        else if (!StackEffect.Ends(instruction.OpCode))
            EnterAll(instruction, after);
    }

    private void EnterOne(bool jumps, Instruction instruction, State after)
    {
        if (jumps)
            Enter(instruction.Operand, after);
        else
            Enter(after);
    }

    private void EnterAll(Instruction instruction, State after)
    {
        Enter(after);
        foreach (var target in IlReader.TargetsOf(instruction))
            Enter(target, after);
    }

    private void EnterHandler(ExceptionRegion region)
    {
        Enter(region.HandlerOffset, default);
        if (region.Kind == ExceptionRegionKind.Filter)
            Enter(region.FilterOffset, default);
    }

    private void Enter(int offset, State state)
    {
        if (_at.TryGetValue(offset, out var index))
            Enter(state with { Index = index });
    }

    private void Enter(State state)
    {
        if (state.Index < _code.Length && _seen.Add(state))
            _open.Push(state);
    }

    private static bool IsIn(int offset, ExceptionRegion region) =>
        offset >= region.TryOffset && offset < region.TryOffset + region.TryLength;

    /// <summary>Whether a branch jumps; null where nobody knows.</summary>
    private static bool? Decided(Instruction instruction, State state) =>
        instruction.OpCode is ILOpCode.Brfalse or ILOpCode.Brfalse_s or ILOpCode.Brtrue or ILOpCode.Brtrue_s
            ? WayConditions.Holds(instruction.OpCode, state.Top, null)
            : WayConditions.Holds(instruction.OpCode, state.Below, state.Top);

    /// <summary>What is known of the stack and of the local that was stored last.</summary>
    private State After(Instruction instruction, State state)
    {
        if (_conditions.Of(instruction) is { } known)
            return state.Push(known);
        if (instruction.OpCode is ILOpCode.Ldloca or ILOpCode.Ldloca_s)
            return state.Forget(instruction.Operand);
        if (IlReader.Local(instruction) is { } local)
            return KnownValues.IsStore(instruction.OpCode) ? state.Store(local) : state.Load(local);
        return instruction.OpCode switch
        {
            ILOpCode.Nop or ILOpCode.Br or ILOpCode.Br_s => state,
            _ when state is { Top: { } right, Below: { } left } && WayConditions.Compared(instruction.OpCode, left, right) is { } holds =>
                state with { Top = holds ? 1 : 0, Below = null },
            _ => IlReader.Constant(instruction) is { } constant ? state.Push(constant) : state with { Top = null, Below = null },
        };
    }

    /// <param name="Index">Of the next instruction.</param>
    /// <param name="Top">The constant on the top of the stack; null where none is known.</param>
    /// <param name="Below">The one below it.</param>
    /// <param name="Local">The local that holds a constant.</param>
    /// <param name="Held">The constant that it holds; null where none does.</param>
    private readonly record struct State(int Index, int? Top = null, int? Below = null, int Local = 0, int? Held = null)
    {
        public State Push(int? value) => this with { Top = value, Below = Top };

        public State Load(int local) => Push(Held is not null && local == Local ? Held : null);

        public State Store(int local)
        {
            var rest = this with { Top = Below, Below = null };
            if (Top is { } stored)
                return rest with { Local = local, Held = stored };
            return rest.Forget(local);
        }

        public State Forget(int local)
        {
            var rest = this with { Top = null, Below = null };
            return local == Local ? rest with { Held = null } : rest;
        }
    }
}
