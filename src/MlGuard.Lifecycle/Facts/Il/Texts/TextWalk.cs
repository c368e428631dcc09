using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace MlGuard.Lifecycle.Facts.Il.Texts;

/// <summary>
/// Follows texts through the bodies of one method: which of its parameters, and which answers of what it calls, become a part of what it
/// hands on and returns. The bodies are read again until nothing new is learnt, a few times at most.
/// </summary>
internal sealed class TextWalk(TypeNames names)
{
    private const int MostPasses = 4;
    private const int LongestMethod = 20_000;
    private const string Text = nameof(PrimitiveTypeCode.String);

    private readonly TextPlaces _places = new();
    private readonly List<string> _calls = [];
    private readonly HashSet<HandedText> _handed = [];
    private readonly List<Slot> _stack = [];
    private readonly Dictionary<int, ImmutableArray<Slot>> _waiting = [];
    private ulong[] _arguments = [];
    private long _body;
    private bool _answers;

    /// <param name="method">The method.</param>
    /// <param name="bodies">Its bodies, its own first.</param>
    public ImmutableArray<HandedText> Through(
        MethodDefinition method, ImmutableArray<(MethodDefinitionHandle Method, ImmutableArray<Instruction> Instructions)> bodies)
    {
        if (bodies.Sum(body => body.Instructions.Length) > LongestMethod)
            return [];
        for (var pass = 0; pass < MostPasses && (pass == 0 || _places.IsChanged); pass++)
        {
            _places.Settle();
            _handed.Clear();
            for (var i = 0; i < bodies.Length; i++)
                Read(i == 0 ? method : null, (long)(i + 1) << 32, bodies[i].Instructions);
        }

        return _places.IsChanged ? [] : [.. _handed];
    }

    /// <param name="own">The method itself; null for a part of it, whose parameters nobody outside gives.</param>
    /// <param name="body">Which body it is.</param>
    /// <param name="code">What it does.</param>
    private void Read(MethodDefinition? own, long body, ImmutableArray<Instruction> code)
    {
        (_body, _answers) = (body, own is not null);
        _arguments = own is { } method ? Parameters(method) : [];
        _stack.Clear();
        _waiting.Clear();
        foreach (var instruction in code)
        {
            if (_waiting.TryGetValue(instruction.Offset, out var arriving))
                Meet(arriving);
            Step(instruction);
            foreach (var target in IlReader.TargetsOf(instruction))
                if (target > instruction.Offset && _stack.Count > 0)
                    _waiting[target] = [.. _stack];
            if (StackEffect.Ends(instruction.OpCode))
                _stack.Clear();
        }
    }

    private ulong[] Parameters(MethodDefinition method)
    {
        var shape = names.Shape(method.Signature);
        var first = shape.IsInstance ? 1 : 0;
        var types = shape.Parameters.Length == 0 ? [] : shape.Parameters.Split(',');
        var arguments = new ulong[types.Length + first];
        for (var i = 0; i < types.Length; i++)
            arguments[i + first] = types[i] == Text ? TextMask.OfParameter(i) : TextMask.None;
        return arguments;
    }

    private void Meet(ImmutableArray<Slot> arriving)
    {
        for (var i = 0; i < arriving.Length; i++)
            if (i >= _stack.Count)
                _stack.Add(arriving[i]);
            else
                _stack[i] = new(
                    _stack[i].Texts | arriving[i].Texts, _stack[i].Place == arriving[i].Place ? arriving[i].Place : Slot.Nowhere);
    }

    private void Step(Instruction instruction)
    {
        if (instruction.OpCode is ILOpCode.Call or ILOpCode.Callvirt or ILOpCode.Newobj
            && names.CalleeAt(MetadataTokens.EntityHandle(instruction.Token)) is { } callee)
            Invoke(instruction, callee);
        else if (PlaceOf(instruction) is { } place)
            Access(instruction, place);
        else if (IlReader.Argument(instruction) is { } argument && !IsStore(instruction.OpCode))
            Push(argument < _arguments.Length ? _arguments[argument] : TextMask.None);
        else
            Move(instruction);
    }

    private static bool IsStore(ILOpCode opCode) => opCode is ILOpCode.Starg or ILOpCode.Starg_s;

    /// <summary>A local, or a field of what the compiler split off.</summary>
    private long? PlaceOf(Instruction instruction)
    {
        if (IlReader.Local(instruction) is { } local)
            return _body | (uint)local;
        if (instruction.OpCode is ILOpCode.Ldloca or ILOpCode.Ldloca_s)
            return _body | (uint)instruction.Operand;
        return instruction.OpCode is ILOpCode.Ldfld or ILOpCode.Stfld or ILOpCode.Ldflda
            && names.FieldAt(MetadataTokens.EntityHandle(instruction.Token)).IsGenerated
            ? instruction.Token
            : null;
    }

    /// <summary>What an iterator gives next, C# keeps in <c>&lt;&gt;2__current</c>.</summary>
    private bool IsYielded(Instruction instruction) =>
        instruction.OpCode == ILOpCode.Stfld && names.FieldAt(MetadataTokens.EntityHandle(instruction.Token)).Name == "<>2__current";

    private void Access(Instruction instruction, long place)
    {
        if (KnownValues.IsStore(instruction.OpCode))
        {
            var texts = TextsOf(Pop());
            if (IsYielded(instruction))
                Hand(texts, "", 0, false);
            _places.Store(place, texts, instruction.Offset);
            if (instruction.OpCode == ILOpCode.Stfld)
                Pop();
            return;
        }

        if (instruction.OpCode is ILOpCode.Ldfld or ILOpCode.Ldflda)
            Pop();
        _stack.Add(new(TextMask.None, place));
    }

    private void Move(Instruction instruction)
    {
        switch (instruction.OpCode)
        {
            case ILOpCode.Ldstr or ILOpCode.Ldnull or ILOpCode.Ldsfld or (>= ILOpCode.Ldc_i4_m1 and <= ILOpCode.Ldc_i4):
                Push(TextMask.Constant);
                break;
            case ILOpCode.Dup:
                var top = Pop();
                _stack.Add(top);
                _stack.Add(top);
                break;
            case ILOpCode.Newarr:
                Pop();
                _stack.Add(new(TextMask.Constant, PlaceAt(instruction)));
                break;
            case >= ILOpCode.Stelem_i and <= ILOpCode.Stelem_ref or ILOpCode.Stelem:
                var item = TextsOf(Pop());
                Pop();
                FillAt(Pop(), item);
                break;
            case ILOpCode.Starg or ILOpCode.Starg_s:
                Reassign(instruction.Operand, TextsOf(Pop()));
                break;
            case ILOpCode.Ldarga or ILOpCode.Ldarga_s:
                Push(TextMask.None);
                break;
            case ILOpCode.Ret:
                if (_answers && _stack.Count > 0)
                    Hand(TextsOf(Pop()), "", 0, false);
                break;
            default:
                Compute(instruction.OpCode);
                break;
        }
    }

    /// <summary>A parameter that is given what is not made of it may have been cleaned: from there on nobody knows.</summary>
    private void Reassign(int argument, ulong texts)
    {
        if (argument < _arguments.Length && (texts & _arguments[argument]) != _arguments[argument])
            Hand(_arguments[argument], Call.Unknown, 0, false);
    }

    private void Compute(ILOpCode opCode)
    {
        var (pops, pushes) = StackEffect.Of(opCode);
        if (pops == 1 && pushes == 1)
            return;
        var texts = TextMask.None;
        for (var i = 0; i < pops; i++)
            texts |= TextsOf(Pop());
        for (var i = 0; i < pushes; i++)
            Push(texts);
    }

    private void Invoke(Instruction instruction, Callee callee)
    {
        var arguments = new Slot[Call.CountOf(callee.Parameters)];
        for (var i = arguments.Length - 1; i >= 0; i--)
            arguments[i] = Pop();
        var isNew = instruction.OpCode == ILOpCode.Newobj;
        var receiver = callee.IsInstance && !isNew ? Pop() : new(TextMask.None, isNew ? PlaceAt(instruction) : Slot.Nowhere);
        var result = ResultOf(callee, receiver, arguments);
        if (isNew || callee.Result != nameof(PrimitiveTypeCode.Void))
            _stack.Add(result);
    }

    private Slot ResultOf(Callee callee, Slot receiver, Slot[] arguments)
    {
        var given = arguments.Aggregate(TextMask.None, (texts, argument) => texts | TextsOf(argument));
        switch (TextCallees.Of(callee))
        {
            case TextCallee.Ignores:
                return default;
            case TextCallee.Answers:
                Hand(given, "", 0, false);
                return default;
            case TextCallee.Fills:
                FillAt(receiver, given);
                return receiver;
            case TextCallee.Carries:
                return new(given | TextsOf(receiver) | (SaysSystem(callee) ? TextMask.Instruction : TextMask.None), Slot.Nowhere);
        }

        if (callee.IsOwnGenerated)
        {
            Hand(given, Call.Unknown, 0, false);
            return default;
        }

        for (var i = 0; i < arguments.Length; i++)
            Hand(TextsOf(arguments[i]), callee.Text, i, (given & TextMask.Instruction) != 0);
        Hand(TextsOf(receiver), callee.Text, -1, false);
        return new(IsAnswer(callee) ? Answer(callee.Text) : TextMask.None, Slot.Nowhere);
    }

    private static bool IsAnswer(Callee callee) => callee.Name != ".ctor"
        && (!Bcl.Holds(callee.Assembly) || TextCallees.IsForeign(callee.Type, callee.Name));

    /// <summary><c>ChatRole.System</c>, <c>AuthorRole.Developer</c>.</summary>
    private static bool SaysSystem(Callee callee) =>
        callee.Name is "get_System" or "get_Developer" && callee.Type.EndsWith("Role", StringComparison.Ordinal);

    private ulong Answer(string call)
    {
        var known = _calls.IndexOf(call);
        if (known < 0 && _calls.Count < TextMask.MostCalls)
        {
            known = _calls.Count;
            _calls.Add(call);
        }

        return known < 0 ? TextMask.None : TextMask.OfCall(known);
    }

    private void Hand(ulong texts, string call, int argument, bool isInstruction)
    {
        texts &= TextMask.Sources;
        for (var bit = 0; texts != 0; bit++, texts >>= 1)
            if ((texts & 1) != 0)
                _handed.Add(new(
                    bit < TextMask.MostParameters ? new(bit, "") : new(ParameterFlow.NoParameter, _calls[bit - TextMask.MostParameters]),
                    call, argument, isInstruction));
    }

    private long PlaceAt(Instruction instruction) => _body | (1L << 31) | (uint)instruction.Offset;

    private void FillAt(Slot slot, ulong texts)
    {
        if (slot.Place != Slot.Nowhere)
            _places.Fill(slot.Place, texts);
    }

    private ulong TextsOf(Slot slot) => slot.Place == Slot.Nowhere ? slot.Texts : slot.Texts | _places[slot.Place];

    private void Push(ulong texts) => _stack.Add(new(texts, Slot.Nowhere));

    private Slot Pop()
    {
        if (_stack.Count == 0)
            return default;
        var top = _stack[_stack.Count - 1];
        _stack.RemoveAt(_stack.Count - 1);
        return top;
    }

    /// <summary>What stands on the stack, and the variable or object that it is.</summary>
    private readonly record struct Slot(ulong Texts, long Place)
    {
        public const long Nowhere = 0;
    }
}
