using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using MlGuard.Lifecycle.Facts.Ways;

namespace MlGuard.Lifecycle.Facts.Il;

/// <summary>Walks through one body from its start, every place once for each of the constants that decide where it goes on.</summary>
internal sealed partial class WayWalk
{
    private const int MostSteps = 600;

    private readonly MetadataReader _metadata;
    private readonly TypeNames _names;
    private readonly WayReader _reader;
    private readonly OwnMembers _members;
    private readonly ImmutableArray<Instruction> _code;
    private readonly Dictionary<int, int> _at = [];
    private readonly WayRegions _regions;
    private readonly KnownValues _known;
    private readonly WayMachine _machine;
    private readonly Dictionary<EntityHandle, int> _fields = [];
    private readonly HashSet<int> _hoisted = [];
    private readonly Dictionary<(int Start, string Constants), int> _numbers = [];
    private readonly List<(int Start, WayContext Context, int Depth)> _open = [];
    private readonly TypeDefinitionHandle _type;
    private readonly bool _isInstance;
    private readonly Dictionary<int, int> _parameters = [];
    private readonly Dictionary<int, ImmutableArray<int>> _views = [];
    private readonly ImmutableArray<int> _outs;
    private readonly bool _answers;

    /// <summary>Whether it may be the method of a result that runs one of the delegates which it is passed.</summary>
    private readonly bool _seesItself;

    /// <summary>The variables that are set to null or to a type's default.</summary>
    private readonly HashSet<int> _emptied = [];

    /// <summary>The constant that was stored last; null for another value.</summary>
    private int? _stored;

    private bool _isStoredSettled;

    /// <summary>How many values of which nobody knows the place stood on the stack twice.</summary>
    private int _twice;

    /// <param name="assembly">Where it stands.</param>
    /// <param name="metadata">Of the assembly.</param>
    /// <param name="names">Of the assembly.</param>
    /// <param name="reader">Of the method.</param>
    /// <param name="members">Of the assembly.</param>
    /// <param name="handle">What does the work.</param>
    /// <param name="written">What a person wrote: another one where a machine does the work.</param>
    public WayWalk(
        PEReader assembly, MetadataReader metadata, TypeNames names, WayReader reader, OwnMembers members, MethodDefinitionHandle handle,
        MethodDefinitionHandle written)
    {
        (_metadata, _names, _reader, _members) = (metadata, names, reader, members);
        var method = metadata.GetMethodDefinition(handle);
        var body = assembly.GetMethodBody(method.RelativeVirtualAddress);
        _code = IlReader.Read(body.GetILReader());
        for (var i = 0; i < _code.Length; i++)
            _at[_code[i].Offset] = i;
        _regions = new(body.ExceptionRegions, _code, names, members);
        _type = method.GetDeclaringType();
        _machine = WayMachine.Of(metadata, names, _type);
        if (_machine.IsOne)
            NameParameters(method.GetDeclaringType(), metadata.GetMethodDefinition(written));
        _known = KnownValues.Of(_code, _regions.HandlerStarts, instruction => IsShared(instruction) ? null : VariableOf(instruction));
        var (parameters, result, isInstance) = names.Shape(method.Signature);
        _isInstance = isInstance;
        _seesItself = isInstance && !_machine.IsOne && LibraryCalls.NameDelegate(parameters);
        _outs =
        [
            .. (parameters.Length == 0 ? [] : parameters.Split(',')).Select((type, i) => (type, i))
                .Where(pair => pair.type.EndsWith("&", StringComparison.Ordinal))
                .Select(pair => Register.FirstArgument + pair.i + (isInstance ? 1 : 0)),
        ];
        _answers = !_machine.IsOne && (result != nameof(PrimitiveTypeCode.Void) || !_outs.IsEmpty);
    }

    public WayBody Read()
    {
        StepAt(0, new(_machine.IsOne ? FieldOf(_machine.State) : -1, _machine.First), 0);
        var steps = ImmutableArray.CreateBuilder<Step>();
        var originals = new Dictionary<int, int>();
        for (var i = 0; i < _open.Count; i++)
        {
            if (i >= MostSteps)
                return WayBody.Unseen;
            var (start, context, depth) = _open[i];
            var isKnown = originals.TryGetValue(start, out var original);
            if (!isKnown)
                originals.Add(start, i);
            steps.Add(ReadStep(start, context, depth) with { Original = isKnown ? original : -1 });
        }

        return new(steps.ToImmutable(), _machine.Kind);
    }

    private int StepAt(int index, WayContext context, int depth)
    {
        var key = (index, context.Key);
        if (!_numbers.TryGetValue(key, out var number))
        {
            _numbers.Add(key, number = _open.Count);
            _open.Add((index, context, depth));
        }

        return number;
    }

    private int StepAtOffset(int offset, WayContext context, int depth) =>
        _at.TryGetValue(offset, out var index) ? StepAt(index, context, depth) : throw new BadImageFormatException("A jump leads nowhere.");

    private Step ReadStep(int start, WayContext context, int depth)
    {
        var values = new WayStack(depth, _regions.HandlerStarts.Contains(_code[start].Offset), context.Top);
        context = context.WithTop(null);
        var handlers = _regions.Around(_code[start].Offset)
            .Select(region => new Handler(
                region.Try, region.Type, region.Filter, StepAtOffset(region.Handler, context, 1)))
            .ToImmutableArray();
        for (var i = start; ; i++)
        {
            if (i >= _code.Length)
                throw new BadImageFormatException("A body has no end.");
            if (i > start && _regions.IsLeader(_code[i].Offset))
                return Ended(values, [StepAt(i, context.WithTop(values.Top), values.Settle())], false, [], handlers);
            var instruction = _code[i];
            var callee = instruction.Token == 0 ? null : _names.CalleeAt(MetadataTokens.EntityHandle(instruction.Token));
            var fixedValue = _reader.FixedValueOf(instruction);
            if (fixedValue is { } settled && !IsNamedCall(callee))
            {
                if (instruction.OpCode == ILOpCode.Ldfld || callee is { IsInstance: true })
                    values.Pop();
                values.Push(new([], settled));
                continue;
            }

            if (callee is not null && instruction.OpCode is ILOpCode.Call or ILOpCode.Callvirt or ILOpCode.Newobj)
            {
                if (LibraryCalls.Throws(callee))
                    return Ended(values, [], false, [], handlers);
                Invoke(instruction, callee, values);
                if (fixedValue is { } given)
                    values.Push(values.Pop() with { Constant = given });
                continue;
            }

            if (i > start && IsLoadOfStored(i) && _stored is { } constant)
            {
                values.Push(_isStoredSettled ? new WayValue([], constant).Settled() : new([], constant));
                continue;
            }

            if (Flow(instruction, i, context, values, handlers) is { } ended)
                return ended;
            context = Move(instruction, callee, context, values);
        }
    }

    /// <summary>
    /// A property gives a value and nothing else; a method may be the fallback, whose answer counts as such, constant or not.
    /// </summary>
    private static bool IsNamedCall(Callee? callee) => callee?.Name.StartsWith("get_", StringComparison.Ordinal) == false;

    /// <summary>Without optimisation a condition is stored before it is looked at.</summary>
    private bool IsLoadOfStored(int i) =>
        IlReader.Local(_code[i]) is { } local
        && IlReader.Local(_code[i - 1]) == local
        && KnownValues.IsStore(_code[i - 1].OpCode)
        && !KnownValues.IsStore(_code[i].OpCode);

    private static Step Ended(
        WayStack values, ImmutableArray<int> next, bool isExit, ImmutableArray<int> decides, ImmutableArray<Handler> handlers) =>
        new(values.Moves, next, isExit, decides, handlers);

    /// <summary>What ends a step; null for an instruction that goes straight on.</summary>
    private Step? Flow(Instruction instruction, int i, WayContext context, WayStack values, ImmutableArray<Handler> handlers)
    {
        switch (instruction.OpCode)
        {
            case ILOpCode.Ret:
                if (_answers)
                    Answer(values.Pop(), _outs, values);
                return _machine.Resumes(context.State)
                    ? Ended(values, [StepAt(0, context.Resumed(), 0)], false, [], handlers)
                    : Ended(values, [], true, [], handlers);
            case ILOpCode.Throw:
                return Ended(values, [], false, [], handlers) with { Throws = values.Pop().Type };
            case ILOpCode.Rethrow or ILOpCode.Endfilter or ILOpCode.Jmp:
                return Ended(values, [], false, [], handlers);
            case ILOpCode.Endfinally:
                return context.After is { } after
                    ? Ended(values, [StepAtOffset(after, context.Left(), 0)], false, [], handlers)
                    : Ended(values, [], false, [], handlers);
            case ILOpCode.Leave or ILOpCode.Leave_s:
                var (first, left) = context.Leaving(_regions.Leaving(instruction.Offset, instruction.Operand), instruction.Operand);
                return Ended(values, [StepAtOffset(first, left, 0)], false, [], handlers);
            case ILOpCode.Br or ILOpCode.Br_s:
                return Ended(
                    values, [StepAtOffset(instruction.Operand, context.WithTop(values.Top), values.Settle())], false, [], handlers);
            case ILOpCode.Switch:
                return Switch(instruction, i, context, values, handlers);
            default:
                return IlReader.IsJump(instruction.OpCode) ? Branch(instruction, i, context, values, handlers) : null;
        }
    }

    private Step Switch(Instruction instruction, int i, WayContext context, WayStack values, ImmutableArray<Handler> handlers)
    {
        var on = values.Pop();
        var depth = values.Settle();
        if (on.Constant is { } known)
            return Ended(
                values,
                [
                    known >= 0 && known < instruction.Targets.Length
                        ? StepAtOffset(instruction.Targets[known], context, depth)
                        : StepAt(i + 1, context, depth),
                ], false, [], handlers);
        return Ended(
            values,
            [
                .. instruction.Targets.Select(target => StepAtOffset(target, context, depth))
                    .Append(StepAt(i + 1, context, depth))
                    .Distinct(),
            ],
            false, on.Registers, handlers);
    }

    private Step Branch(Instruction instruction, int i, WayContext context, WayStack values, ImmutableArray<Handler> handlers)
    {
        var isPair = instruction.OpCode is not (ILOpCode.Brfalse or ILOpCode.Brfalse_s or ILOpCode.Brtrue or ILOpCode.Brtrue_s);
        var second = isPair ? values.Pop() : new WayValue([], 0);
        var first = values.Pop();
        var opCode = instruction.OpCode;
        if (WayConditions.ByEquality(opCode) is { } asked && WayConditions.AreBothOpen(first, second))
        {
            values.Equal(first, second);
            (opCode, first, second) = (asked, values.Pop(), new([], 0));
        }

        var depth = values.Settle();
        if (WayConditions.Holds(opCode, first.Constant, second.Constant) is { } holds)
            return Ended(
                values, [holds ? StepAtOffset(instruction.Operand, context, depth) : StepAt(i + 1, context, depth)], false, [], handlers);
        ImmutableArray<int> next =
            [.. new[] { StepAt(i + 1, context, depth), StepAtOffset(instruction.Operand, context, depth) }.Distinct()];
        return Ended(values, next, false, [.. first.Registers.Union(second.Registers)], handlers) with
        {
            WhenZero = next.Length == 2 ? WayConditions.WhenZero(opCode, first.Form, second.Constant) : -1,
        };
    }

    private WayContext Move(Instruction instruction, Callee? callee, WayContext context, WayStack values)
    {
        if (VariableOf(instruction) is { } variable && instruction.OpCode is not (ILOpCode.Ldflda or ILOpCode.Ldsflda))
            return Variable(instruction.OpCode, variable, context, values);
        if (IlReader.Argument(instruction) is { } argument)
            Argument(instruction, argument, values);
        else
            Compute(instruction, callee, values);
        if (instruction.OpCode is ILOpCode.Ldfld or ILOpCode.Ldsfld)
            values.Push(values.Pop() with { Holder = instruction.Token });
        return context;
    }

    private void Compute(Instruction instruction, Callee? callee, WayStack values)
    {
        switch (instruction.OpCode)
        {
            case ILOpCode.Ldnull:
                values.Push(new WayValue([], 0).Settled());
                break;
            case ILOpCode.Dup:
                var top = Twice(values.Pop());
                values.Push(top);
                values.Push(top);
                break;
            case ILOpCode.Ldftn or ILOpCode.Ldvirtftn:
                if (instruction.OpCode == ILOpCode.Ldvirtftn)
                    values.Pop();
                Delegate(instruction.OpCode, callee, values);
                break;
            case ILOpCode.Ldflda when VariableOf(instruction) is { } field:
                values.Pop();
                values.Push(WayValue.Of(RegisterOf(field), null, true));
                break;
            case ILOpCode.Ldsflda when VariableOf(instruction) is { } shared:
                values.Push(WayValue.Of(RegisterOf(shared), null, true));
                break;
            case ILOpCode.Ldfld when MemberAt(instruction) is { } own:
                Field(own, values);
                break;
            case ILOpCode.Ldstr:
                values.Push((IsEmptyText(instruction) ? WayValue.Nothing : new([], 1)).Settled(isPresent: true));
                break;
            case ILOpCode.Stfld:
                var value = values.Pop();
                var holder = values.Pop();
                Keep(holder, value.Registers, false, values);
                if (MemberAt(instruction) is { } member)
                    values.Member(member, AsMember(value), holder.Registers, values.Depth + 2);
                break;
            case ILOpCode.Stsfld:
                values.Add(MoveKind.Use, [], values.Pop().Registers);
                break;
            case ILOpCode.Initobj:
                var emptied = values.Pop().Registers;
                _emptied.UnionWith(emptied);
                values.Become(emptied, new([], 0));
                break;
            case ILOpCode.Newarr:
                values.Make(MoveKind.Become, (int)ValueForm.Derived, ResultKind.Value, values.Pop().Registers);
                break;
            case ILOpCode.Calli:
                throw new BadImageFormatException("A call through a pointer leads anywhere.");
            default:
                Combine(instruction, values);
                break;
        }
    }

    /// <summary>What stands there twice is one value, wherever it comes from.</summary>
    private WayValue Twice(WayValue value) => value.Subject is { Origin: null, IsSettled: false } subject
        ? value with { Subject = subject with { Origin = long.MaxValue - _twice++ } }
        : value;

    private static void Field(int member, WayStack values)
    {
        var holder = values.Pop();
        if (holder.Registers.IsEmpty)
            values.Push(WayValue.Nothing);
        else
            values.Get(member, false, holder, isPushed: false);
    }

    /// <summary>The number of the own field, or of the tuple's item, that an instruction names; null for any other field.</summary>
    private int? MemberAt(Instruction instruction) =>
        TupleAt(instruction) is { } tuple
            ? OwnMembers.NumberOf(tuple, _names.FieldAt(MetadataTokens.EntityHandle(instruction.Token)).Name)
            : _members.FieldAt(instruction);

    /// <summary>It is something, and nothing as well: who asks may ask for either.</summary>
    private bool IsEmptyText(Instruction instruction) =>
        _metadata.GetUserString((UserStringHandle)MetadataTokens.Handle(instruction.Operand)).Length == 0;

    /// <summary>The tuple whose item an instruction loads; null for any other type's field.</summary>
    private string? TupleAt(Instruction instruction)
    {
        var handle = MetadataTokens.EntityHandle(instruction.Token);
        return handle.Kind == HandleKind.MemberReference
            && _names.Of(_metadata.GetMemberReference((MemberReferenceHandle)handle).Parent) is var type
            && OwnMembers.IsTuple(type)
                ? type
                : null;
    }

    private void Combine(Instruction instruction, WayStack values)
    {
        var opCode = instruction.OpCode;
        if ((IlReader.IsWideZero(instruction) ? 0 : IlReader.Constant(instruction)) is { } constant)
        {
            values.Push(new WayValue([], constant).Settled());
            return;
        }

        var (pops, pushes) = StackEffect.Of(opCode);
        ImmutableArray<WayValue> popped = [.. Enumerable.Range(0, pops).Select(_ => values.Pop())];
        ImmutableArray<int> all = [.. popped.SelectMany(value => value.Registers).Distinct()];
        if (opCode == ILOpCode.Ceq && WayConditions.AreBothOpen(popped[0], popped[1]))
            values.Equal(popped[1], popped[0]);
        else if (IsElementLoad(opCode) && popped[0].Constant is { } read && !popped[1].Registers.IsEmpty)
            values.Get(OwnMembers.OfElement(read), false, popped[1], isPushed: false);
        else if (opCode == ILOpCode.Isinst && !all.IsEmpty
            && _members.AskedType(MetadataTokens.EntityHandle(instruction.Token)) is { } type)
            Ask(type, all, SubjectOf(instruction, popped), values);
        else if (pushes > 0)
            values.Push((WayConditions.Computed(opCode, popped) ?? new(all)) with { Subject = SubjectOf(instruction, popped) });
        else if (pops >= 2)
            Keep(popped[pops - 1], [.. popped.Take(pops - 1).SelectMany(value => value.Registers).Distinct()], pops == 2, values);
        if (IsElementStore(opCode) && popped[1].Constant is { } written)
            values.Member(OwnMembers.OfElement(written), AsMember(popped[0]), popped[2].Registers, values.Depth + 2);
    }

    private static void Ask(int type, ImmutableArray<int> asked, WaySubject subject, WayStack values)
    {
        values.Make(MoveKind.As, type, ResultKind.Value, asked);
        values.Push(values.Pop() with { Subject = subject });
    }

    /// <summary>What an assertion would see of what is computed.</summary>
    private WaySubject SubjectOf(Instruction instruction, ImmutableArray<WayValue> popped) => (instruction.OpCode, popped) switch
    {
        (ILOpCode.Ldc_r4 or ILOpCode.Ldc_r8 or ILOpCode.Ldc_i8, []) => new(null, true, false),
        (ILOpCode.Box, [var boxed]) => boxed.Subject with { IsPresent = HoldsAlways(instruction) },
        (ILOpCode.Ceq or ILOpCode.Cgt or ILOpCode.Cgt_un or ILOpCode.Clt or ILOpCode.Clt_un, [var one, var other])
            when one.Subject.IsSameAs(other.Subject) => new(null, true, false),
        (>= ILOpCode.Conv_i1 and <= ILOpCode.Conv_u8 or ILOpCode.Neg, [var converted]) => converted.Subject.Converted(instruction.OpCode),
        (_, [_, ..]) when popped.All(value => value.Subject.IsSettled) => new(null, true, false),
        _ => default,
    };

    /// <summary>Whether a value is boxed of a type that has no null: a parameter of a generic may stand for one that has.</summary>
    private bool HoldsAlways(Instruction box) =>
        _names.Of(MetadataTokens.EntityHandle(box.Token)) is var type
        && !type.StartsWith("!", StringComparison.Ordinal)
        && !type.StartsWith("System.Nullable`1", StringComparison.Ordinal);

    private static bool IsElementLoad(ILOpCode opCode) => opCode is (>= ILOpCode.Ldelem_i1 and <= ILOpCode.Ldelem_ref) or ILOpCode.Ldelem;

    private static bool IsElementStore(ILOpCode opCode) => opCode is (>= ILOpCode.Stelem_i and <= ILOpCode.Stelem_ref) or ILOpCode.Stelem;

    /// <summary>Something is stored in an object, an array or behind an address.</summary>
    private void Keep(WayValue holder, ImmutableArray<int> value, bool isWhole, WayStack values)
    {
        foreach (var view in holder.Registers)
            if (_views.TryGetValue(view, out var seen))
                values.Add(MoveKind.Hold, seen, value);
        if (holder.Registers.IsEmpty || holder.Registers.Any(register => register >= Register.FirstArgument))
            values.Add(MoveKind.Use, [], value);
        if (isWhole && (holder.IsAddress || holder.Registers.Any(IsArgument)))
            values.Add(MoveKind.Become, holder.Registers, value);
        else
            values.Add(MoveKind.Hold, holder.Registers, value);
    }

    private static bool IsArgument(int register) => register is >= Register.FirstArgument and < Register.FirstField;

    private static void Answer(WayValue value, ImmutableArray<int> outs, WayStack values) =>
        values.Add(MoveKind.Answer, (int)value.Form, ResultKind.Value, outs, [.. value.Registers, .. outs]);
}
