using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace MlGuard.Lifecycle.Facts.Il.Tensors;

/// <summary>
/// Follows constants through one body to the tensors that are made of them. Each instruction is read once; where ways meet, what stands on
/// the stack is unknown, and a variable that is given several values is as well.
/// </summary>
internal sealed partial class TensorWalk
{
    private const int LongestArray = 64;

    private readonly MetadataReader _metadata;
    private readonly TypeNames _names;
    private readonly WalkedBodies _bodies;
    private readonly WalkedVariables _variables;
    private readonly HashSet<int> _joins;
    private readonly List<Walked> _stack = [];
    private readonly Dictionary<int, ImmutableArray<Walked>> _waiting = [];
    private readonly WalkedBuffers _buffers;
    private readonly int? _answer;
    private readonly Dictionary<int, List<Walked>> _given = [];
    private readonly List<Walked> _answers = [];
    private readonly List<Func<IEnumerable<(Walked Name, string Element, Walked Value)>>> _fed = [];
    private readonly bool _answersView;
    private readonly HashSet<int> _handlers;
    private readonly HashSet<int> _emptied;
    private bool _isReached = true;
    private int _block;

    private TensorWalk(
        MetadataReader metadata, TypeNames names, WalkedBodies bodies, MethodDefinitionHandle method, ImmutableArray<Instruction> code,
        IEnumerable<int> handlers)
    {
        (_metadata, _names, _bodies) = (metadata, names, bodies);
        var (_, result, _) = names.Shape(metadata.GetMethodDefinition(method).Signature);
        _answersView = result.StartsWith(ReadOnlySpan, StringComparison.Ordinal);
        _variables = new(names, code);
        _buffers = new(names);
        _answer = AnswerOf(code);
        _handlers = [.. handlers];
        _emptied = EmptiedIn(code, names);
        _joins = [.. code.SelectMany(IlReader.TargetsOf), .. _handlers];
    }

    /// <summary>What it returns, each time that it does.</summary>
    public IReadOnlyList<Walked> Answers => _answers;

    /// <summary>The inputs that it feeds. Final once all is read.</summary>
    public IEnumerable<FedInput> Fed => _fed.SelectMany(fed => fed()).Select(fed =>
    {
        var tensor = fed.Value as WalkedTensor;
        return new FedInput((fed.Name as WalkedText)?.Value ?? "", fed.Element.Length > 0 ? fed.Element : tensor?.Element ?? "")
        {
            Shape = FedShape.Write(tensor?.Shape ?? default),
        };
    });

    /// <summary>What it gives a field of its own assembly.</summary>
    public IReadOnlyList<Walked> GivenTo(FieldDefinitionHandle field) =>
        _given.TryGetValue(MetadataTokens.GetToken(field), out var given) ? given : [];

    /// <param name="metadata">The assembly.</param>
    /// <param name="names">Its names.</param>
    /// <param name="bodies">Its other bodies.</param>
    /// <param name="method">Whose body it is.</param>
    /// <param name="code">The instructions of the body.</param>
    /// <param name="handlers">Where its handlers begin.</param>
    /// <param name="arguments">What it is given, the object that it is called on included.</param>
    public static TensorWalk Through(
        MetadataReader metadata, TypeNames names, WalkedBodies bodies, MethodDefinitionHandle method, ImmutableArray<Instruction> code,
        IEnumerable<int> handlers, ImmutableArray<Walked> arguments)
    {
        var walk = new TensorWalk(metadata, names, bodies, method, code, handlers);
        for (var i = 0; i < arguments.Length; i++)
            walk._variables.Give(i, arguments[i]);
        foreach (var instruction in code)
            walk.Step(instruction);
        return walk;
    }

    private void Step(Instruction instruction)
    {
        if (_joins.Contains(instruction.Offset))
            Meet(instruction.Offset);
        if (instruction.OpCode is ILOpCode.Call or ILOpCode.Callvirt or ILOpCode.Newobj
            && _names.CalleeAt(MetadataTokens.EntityHandle(instruction.Token)) is { } callee)
            Invoke(instruction, callee);
        else if (_variables.Variable(instruction) is { } variable)
            Access(variable, instruction.OpCode);
        else
            Move(instruction);
        if (IlReader.Target(instruction) is not null || !instruction.Targets.IsDefault)
            _block++;
        foreach (var target in IlReader.TargetsOf(instruction))
            Leave(instruction.Offset, target);
        _isReached = !StackEffect.Ends(instruction.OpCode);
        if (!_isReached)
            _stack.Clear();
    }

    /// <summary>A jump back brings a stack that nobody has seen yet; compilers leave it empty there.</summary>
    private void Leave(int from, int target)
    {
        if (target > from)
            _waiting[target] = _waiting.TryGetValue(target, out var others) ? Both(others, [.. _stack]) : [.. _stack];
    }

    private void Meet(int offset)
    {
        _block++;
        if (!_waiting.TryGetValue(offset, out var arriving))
            arriving = _isReached && !_handlers.Contains(offset) ? [.. _stack] : [];
        var met = _isReached ? Both(arriving, [.. _stack]) : arriving;
        _stack.Clear();
        _stack.AddRange(met);
    }

    /// <summary>What stands on the stack whichever way is taken.</summary>
    private ImmutableArray<Walked> Both(ImmutableArray<Walked> one, ImmutableArray<Walked> other)
    {
        var both = ImmutableArray.CreateBuilder<Walked>(Math.Min(one.Length, other.Length));
        for (var i = 0; i < Math.Min(one.Length, other.Length); i++)
        {
            both.Add(Same(one[i], other[i]));
            if (!ReferenceEquals(one[i], other[i]))
            {
                Open(one[i]);
                Open(other[i]);
            }
        }

        return both.MoveToImmutable();
    }

    private static Walked Same(Walked one, Walked other) =>
        one is WalkedNumber or WalkedText or WalkedEnd or WalkedContext || ReferenceEquals(one, other)
            ? WalkedBodies.Both(one, other)
            : Walked.Unknown;

    /// <summary>
    /// The locals that stand for an optional number which nobody passes: they are emptied, and nothing else happens to them.
    /// </summary>
    private static HashSet<int> EmptiedIn(ImmutableArray<Instruction> code, TypeNames names)
    {
        var emptied = new HashSet<int>();
        var others = new HashSet<int>();
        for (var i = 0; i < code.Length; i++)
        {
            if (code[i].OpCode is ILOpCode.Ldloca or ILOpCode.Ldloca_s)
                (i + 1 < code.Length && IsEmptying(code[i + 1], names) ? emptied : others).Add(code[i].Operand);
            else if (IlReader.Local(code[i]) is { } local && WalkedVariables.IsStore(code[i].OpCode))
                others.Add(local);
        }

        emptied.ExceptWith(others);
        return emptied;
    }

    private static bool IsEmptying(Instruction instruction, TypeNames names) =>
        instruction.OpCode == ILOpCode.Initobj
        && names.Of(MetadataTokens.EntityHandle(instruction.Token)).StartsWith("System.Nullable`1", StringComparison.Ordinal);

    /// <summary>The local in which code that is not optimized gathers what it returns.</summary>
    private static int? AnswerOf(ImmutableArray<Instruction> code) =>
        code.Length > 2 && code[code.Length - 1].OpCode == ILOpCode.Ret && IlReader.Local(code[code.Length - 2]) is { } local
        && code.Count(instruction => IlReader.Local(instruction) == local && !WalkedVariables.IsStore(instruction.OpCode)) == 1
            ? local
            : null;

    private void Access(int variable, ILOpCode opCode)
    {
        if (WalkedVariables.IsStore(opCode))
        {
            var value = Pop();
            if (variable == _answer)
                Answer(value);
            _variables.Store(variable, value);
            if (opCode == ILOpCode.Stfld)
                Pop();
            return;
        }

        if (opCode is ILOpCode.Ldfld or ILOpCode.Ldflda)
            Pop();
        if (opCode is ILOpCode.Ldloca or ILOpCode.Ldloca_s)
            Push(new WalkedAddress(variable));
        else if (_emptied.Contains(variable))
            Push(WalkedChoice.Absent);
        else
            Push(WalkedVariables.IsAddress(opCode) ? Walked.Unknown : _variables.ValueOf(variable));
    }

    private void Move(Instruction instruction)
    {
        switch (instruction.OpCode)
        {
            case >= ILOpCode.Ldc_i4_m1 and <= ILOpCode.Ldc_i4:
                Push(new WalkedNumber(IlReader.Constant(instruction)!.Value));
                break;
            case ILOpCode.Ldc_i8:
                Push(instruction.Operand == int.MinValue ? Walked.Unknown : new WalkedNumber(instruction.Operand));
                break;
            case ILOpCode.Ldstr:
                Push(new WalkedText(_metadata.GetUserString((UserStringHandle)MetadataTokens.Handle(instruction.Operand))));
                break;
            case ILOpCode.Ldnull:
                Push(Walked.Nothing);
                break;
            case ILOpCode.Dup:
                var top = Pop();
                Push(top);
                Push(top);
                break;
            case ILOpCode.Conv_i8 or ILOpCode.Conv_i4 or ILOpCode.Castclass:
                break;
            case ILOpCode.Add or ILOpCode.Sub or ILOpCode.Mul:
                var right = Pop();
                Push(Computed(instruction.OpCode, Pop(), right));
                break;
            case ILOpCode.Newarr:
                Push(NewArray(instruction.Token, Pop()));
                break;
            case ILOpCode.Ldtoken:
                Push(MetadataTokens.EntityHandle(instruction.Token) is { Kind: HandleKind.FieldDefinition } data
                    ? new WalkedData((FieldDefinitionHandle)data)
                    : Walked.Unknown);
                break;
            case ILOpCode.Ldsfld or ILOpCode.Ldfld:
                if (instruction.OpCode == ILOpCode.Ldfld)
                    Pop();
                Push(FieldAt(instruction.Token));
                break;
            case ILOpCode.Stsfld or ILOpCode.Stfld:
                Keep(instruction.Token, Pop());
                if (instruction.OpCode == ILOpCode.Stfld)
                    Pop();
                break;
            case ILOpCode.Ret:
                if (_stack.Count > 0 && _answer is null)
                    Answer(Pop());
                break;
            case ILOpCode.Initobj:
                if (Pop() is WalkedAddress { Local: var local })
                    _buffers.Begin(local, MetadataTokens.EntityHandle(instruction.Token), _block);
                break;
            case >= ILOpCode.Stind_i1 and <= ILOpCode.Stind_r8 or ILOpCode.Stind_ref or ILOpCode.Stobj:
                var stored = Pop();
                Open(stored);
                if (Pop() is WalkedPlace place)
                    place.Buffer.Store(place.Index, stored, _block);
                break;
            case >= ILOpCode.Stelem_i and <= ILOpCode.Stelem_ref or ILOpCode.Stelem:
                StoreItem();
                break;
            default:
                Compute(instruction.OpCode);
                break;
        }
    }

    /// <summary>Whoever gets an array may write into it.</summary>
    private void Answer(Walked value)
    {
        if (!_answersView)
            Open(value);
        _answers.Add(value);
    }

    private static Walked Computed(ILOpCode opCode, Walked left, Walked right)
    {
        if (left is not WalkedNumber { Value: var first and > int.MinValue and < int.MaxValue }
            || right is not WalkedNumber { Value: var second and > int.MinValue and < int.MaxValue })
            return Walked.Unknown;
        var result = opCode switch
        {
            ILOpCode.Add => first + second,
            ILOpCode.Sub => first - second,
            _ => first * second,
        };
        // What does not fit in 32 bits may wrap around.
        return result is >= int.MinValue and <= int.MaxValue ? new WalkedNumber(result) : Walked.Unknown;
    }

    private Walked NewArray(int type, Walked length) =>
        length is WalkedNumber { Value: >= 0 and <= LongestArray and var count }
            ? new WalkedItems(_names.Of(MetadataTokens.EntityHandle(type)), (int)count, _block)
            : Walked.Unknown;

    private void StoreItem()
    {
        var (value, index, array) = (Pop(), Pop(), Pop());
        Open(value);
        if (array is WalkedItems items)
            items.Store(index, value, _block);
    }

    /// <summary>What the body itself gave the field, or else what everybody finds in it.</summary>
    private Walked FieldAt(int token)
    {
        if (MetadataTokens.EntityHandle(token) is not { Kind: HandleKind.FieldDefinition } field)
            return Walked.Unknown;
        if (!_given.TryGetValue(token, out var given))
            return _bodies.ValueOf((FieldDefinitionHandle)field);
        return given is [var only] ? only : Walked.Unknown;
    }

    private void Keep(int token, Walked value)
    {
        if (MetadataTokens.EntityHandle(token) is not { Kind: HandleKind.FieldDefinition } handle
            || !WalkedBodies.IsFixed(_metadata.GetFieldDefinition((FieldDefinitionHandle)handle)))
        {
            Open(value);
            return;
        }

        if (!_given.TryGetValue(token, out var given))
            _given.Add(token, given = []);
        given.Add(value);
    }

    /// <summary>What only looks at an array leaves it as it is.</summary>
    private void Compute(ILOpCode opCode)
    {
        var (pops, pushes) = StackEffect.Of(opCode);
        var looks = opCode is ILOpCode.Pop or ILOpCode.Ldlen or ILOpCode.Throw or (>= ILOpCode.Ldelem_i1 and <= ILOpCode.Ldelem_ref)
            or ILOpCode.Ldelem || IlReader.IsJump(opCode);
        for (var i = 0; i < pops; i++)
        {
            var popped = Pop();
            if (!looks)
                Open(popped);
        }

        for (var i = 0; i < pushes; i++)
            Push(Walked.Unknown);
    }

    private void Open(Walked value)
    {
        if (value is WalkedItems items)
            items.Open();
        else if (value is WalkedInputs inputs)
            inputs.Open();
        else if (value is WalkedPlace place)
            place.Buffer.Open();
        else if (value is WalkedAddress address)
            _buffers.Open(address.Local);
    }

    private void Push(Walked value) => _stack.Add(value);

    /// <summary>A handler begins with what it caught, which no instruction put there.</summary>
    private Walked Pop()
    {
        if (_stack.Count == 0)
            return Walked.Unknown;
        var top = _stack[_stack.Count - 1];
        _stack.RemoveAt(_stack.Count - 1);
        return top;
    }
}
