using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace MlGuard.Lifecycle.Facts.Il;

/// <summary>
/// Follows values through one body, instruction by instruction: what stands on the stack when something is called. Each instruction is read
/// once; where ways meet, their values do.
/// </summary>
internal sealed class StackWalk
{
    private const int DeepestStack = 512;

    /// <summary>So many values takes what stores into an array: the array, the place and the value.</summary>
    private const int ElementStore = 3;

    private const string Text = nameof(PrimitiveTypeCode.String), Letter = nameof(PrimitiveTypeCode.Char),
        Truth = nameof(PrimitiveTypeCode.Boolean);

    private readonly MetadataReader _metadata;
    private readonly TypeNames _names;
    private readonly PassedNames _passed;
    private readonly List<CarriedNames> _stack = [];
    private readonly Dictionary<int, CarriedNames> _locals = [];
    private readonly Dictionary<int, ImmutableArray<CarriedNames>> _waiting = [];
    private readonly CarriedNames[] _arguments;
    private readonly bool _hasThis;

    public StackWalk(MetadataReader metadata, TypeNames names, MethodDefinition method, PassedNames words, bool isOwn)
    {
        (_metadata, _names, _passed) = (metadata, names, words);
        var shape = names.Shape(method.Signature);
        _hasThis = shape.IsInstance;
        _arguments = Arguments(method, shape.Parameters, _hasThis ? 1 : 0, isOwn);
    }

    public void Step(Instruction instruction, Callee? callee)
    {
        if (_waiting.TryGetValue(instruction.Offset, out var arriving))
        {
            var joined = Joined(arriving, [.. _stack]);
            _stack.Clear();
            _stack.AddRange(joined);
        }

        // What a helper answers is passed to its caller.
        if (instruction.OpCode == ILOpCode.Ret && _stack.Count > 0)
            _passed.Pass("", _stack[_stack.Count - 1]);
        if (callee is not null && instruction.OpCode is ILOpCode.Call or ILOpCode.Callvirt or ILOpCode.Newobj)
            Invoke(instruction, callee);
        else
            Move(instruction);
        if (IlReader.Target(instruction) is { } target && target > instruction.Offset && _stack.Count > 0)
            _waiting[target] = _waiting.TryGetValue(target, out var others) ? Joined(others, [.. _stack]) : [.. _stack];
        if (StackEffect.Ends(instruction.OpCode))
            _stack.Clear();
    }

    private CarriedNames[] Arguments(MethodDefinition method, string parameters, int first, bool isOwn)
    {
        var types = parameters.Length == 0 ? [] : parameters.Split(',');
        var arguments = new CarriedNames[types.Length + first];
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = i < first ? new() : _passed.Whole(types[i - first], new() { IsTruth = types[i - first] == Truth });
            if (isOwn && i >= first && types[i - first] == Text)
                arguments[i].From(new(i - first, ""));
        }

        foreach (var parameter in method.GetParameters().Select(_metadata.GetParameter))
            if (parameter.SequenceNumber > 0 && parameter.SequenceNumber - 1 + first is var place && place < arguments.Length
                && !arguments[place].IsTruth)
                arguments[place].Add(ModelWords.In(_metadata.GetString(parameter.Name)));
        return arguments;
    }

    private void Move(Instruction instruction)
    {
        if ((IlReader.Local(instruction) ?? AddressedLocal(instruction)) is { } local)
            Local(local, instruction.OpCode);
        else if (ArgumentOf(instruction) is { } argument)
            Argument(argument, instruction.OpCode);
        else
            switch (instruction.OpCode)
            {
                case >= ILOpCode.Ldc_i4_m1 and <= ILOpCode.Ldc_i4:
                    Push(new() { Number = IlReader.Constant(instruction) });
                    break;
                case ILOpCode.Ldstr:
                    Push(PassedNames.Literal(_metadata.GetUserString((UserStringHandle)MetadataTokens.Handle(instruction.Operand))));
                    break;
                case ILOpCode.Dup:
                    var top = Pop();
                    Push(top);
                    Push(top);
                    break;
                case ILOpCode.Ldfld or ILOpCode.Ldflda:
                    Push(Field(instruction.Token, Pop()));
                    break;
                case ILOpCode.Ldsfld or ILOpCode.Ldsflda:
                    Push(Field(instruction.Token, null));
                    break;
                case ILOpCode.Stfld:
                    var value = Pop();
                    Keep(instruction.Token, value, Pop());
                    break;
                case ILOpCode.Calli:
                    _stack.Clear();
                    break;
                default:
                    Compute(instruction.OpCode);
                    break;
            }
    }

    /// <summary>
    /// What is computed of values is known by their names; what is stored behind an address or in an array is part of it.
    /// </summary>
    private void Compute(ILOpCode opCode)
    {
        var (pops, pushes) = StackEffect.Of(opCode);
        var stores = pops >= 2 && pushes == 0 && opCode is not (>= ILOpCode.Beq_s and <= ILOpCode.Blt_un);
        if (pops == 1 && pushes == 1)
            return;
        var all = new CarriedNames();
        var first = _stack.Count > 0 ? _stack[_stack.Count - 1] : all;
        var place = default(int?);
        for (var i = 0; i < pops; i++)
        {
            var popped = Pop();
            place = i == 1 ? popped.Number : place;
            if (stores && i == pops - 1)
                popped.Add(all);
            if (pops == ElementStore && i == pops - 1 && place is { } at)
                popped.Put(at, first);
            all.Add(popped);
        }

        if (pushes > 0)
            Push(all);
    }

    private void Local(int local, ILOpCode opCode)
    {
        if (opCode is ILOpCode.Stloc or ILOpCode.Stloc_s or (>= ILOpCode.Stloc_0 and <= ILOpCode.Stloc_3))
            _locals[local] = Pop().WithoutText();
        else
            Push(_locals.TryGetValue(local, out var known) ? known : _locals[local] = new());
    }

    private static int? AddressedLocal(Instruction instruction) =>
        instruction.OpCode is ILOpCode.Ldloca or ILOpCode.Ldloca_s ? instruction.Operand : null;

    private void Argument(int argument, ILOpCode opCode)
    {
        if (opCode is ILOpCode.Starg or ILOpCode.Starg_s)
            Pop();
        else
            Push((_hasThis && argument == 0) || argument >= _arguments.Length ? new() : _arguments[argument]);
    }

    private static int? ArgumentOf(Instruction instruction) => instruction.OpCode switch
    {
        >= ILOpCode.Ldarg_0 and <= ILOpCode.Ldarg_3 => instruction.OpCode - ILOpCode.Ldarg_0,
        ILOpCode.Ldarg or ILOpCode.Ldarg_s or ILOpCode.Ldarga or ILOpCode.Ldarga_s or ILOpCode.Starg or ILOpCode.Starg_s =>
            instruction.Operand,
        _ => null,
    };

    private CarriedNames Field(int token, CarriedNames? holder)
    {
        var (name, type, isGenerated) = _names.FieldAt(MetadataTokens.EntityHandle(token));
        CarriedNames Fresh() => type == Truth
            ? new() { IsTruth = true }
            : _passed.Whole(type, new CarriedNames().Add(ModelWords.In(name)));
        if (isGenerated)
            return _passed.Shared(token, Fresh);
        if (holder is null)
            return Fresh();
        if (type == Truth)
            return Fresh();
        var field = Fresh().AddNames(holder);
        return type == Text && IsOfPerson(token) ? field.From(new(ParameterFlow.NoParameter, name)) : field;
    }

    /// <summary>Whether the field stands in a type of this assembly.</summary>
    private static bool IsOfPerson(int token) => MetadataTokens.EntityHandle(token).Kind == HandleKind.FieldDefinition;

    private void Keep(int token, CarriedNames value, CarriedNames holder)
    {
        var (name, type, isGenerated) = _names.FieldAt(MetadataTokens.EntityHandle(token));
        if (type == Truth)
            return;
        if (isGenerated)
        {
            Field(token, null).Keep(value);
            return;
        }

        if (value.Origin is { Field.Length: 0 } origin && IsOfPerson(token))
            _passed.Flow(new(origin, new("", 0, name, null)));
        holder.Add(value).Add(ModelWords.In(name));
    }

    private void Invoke(Instruction instruction, Callee callee)
    {
        var passed = Passed(callee);
        if (instruction.OpCode == ILOpCode.Newobj)
        {
            Push(Made(instruction.Token, callee, passed));
            return;
        }

        var receiver = callee.IsInstance ? Pop() : new();
        if (RecordingCalls.Count(callee))
        {
            _passed.Pass("", passed);
            if (!Bcl.Holds(callee.Assembly) || RecordingCalls.Enrich(callee))
                _passed.Pass(callee.Text, passed);
        }

        if (callee.Name.StartsWith("set_", StringComparison.Ordinal) && callee.Parameters != Truth)
            receiver.Add(ModelWords.In(NameOf(callee)));
        receiver.Add(passed);
        if (callee.Result != nameof(PrimitiveTypeCode.Void))
            Push(Result(callee, receiver, passed));
    }

    private CarriedNames Passed(Callee callee)
    {
        var (passed, letter, hands) = (new CarriedNames(), default(char?), false);
        var arguments = new CarriedNames[Call.CountOf(callee.Parameters)];
        var types = callee.Parameters.Split(',');
        for (var i = arguments.Length - 1; i >= 0; i--)
        {
            arguments[i] = Pop();
            hands |= arguments[i].Origin is not null;
            if (!IsTruth(i) && !(i + 1 < arguments.Length && IsTruth(i + 1) && LogTemplate.IsName(arguments[i].Text)))
                passed.Add(arguments[i]);
        }

        if (LogTemplate.Bind(arguments) is { } bound)
            passed = bound;
        NameConstants(callee, arguments, passed);
        if (!hands || Bcl.Holds(callee.Assembly))
            return passed;
        if (Array.IndexOf(types, Letter) is >= 0 and var first && arguments[first].Number is { } number)
            letter = (char)number;
        for (var i = 0; i < arguments.Length; i++)
            if (arguments[i].Origin is { } origin && types[i] == Text)
                _passed.Flow(new(origin, new(callee.Text, i, "", letter)));
        return passed;

        bool IsTruth(int place) => arguments[place].IsTruth || types[place] == Truth;
    }

    /// <summary>A constant is handed to a parameter whose name says what it is to mean.</summary>
    private void NameConstants(Callee callee, CarriedNames[] arguments, CarriedNames passed)
    {
        if (callee.Own.IsNil || arguments.All(argument => argument.Text is null))
            return;
        foreach (var parameter in _metadata.GetMethodDefinition(callee.Own).GetParameters().Select(_metadata.GetParameter))
            if (parameter.SequenceNumber > 0
                && parameter.SequenceNumber <= arguments.Length
                && arguments[parameter.SequenceNumber - 1].Text is { } text)
                passed.Add(NamedConstant.Word(_metadata.GetString(parameter.Name), text));
    }

    /// <summary>An anonymous type is what its properties are called.</summary>
    private CarriedNames Made(int token, Callee callee, CarriedNames passed)
    {
        if (callee.Type.StartsWith("<>f__Anonymous", StringComparison.Ordinal)
            && _names.DefinitionOf(_names.ParentOf(MetadataTokens.EntityHandle(token))) is { IsNil: false } type)
            foreach (var property in _metadata.GetTypeDefinition(type).GetProperties())
                passed.Add(ModelWords.In(_metadata.GetString(_metadata.GetPropertyDefinition(property).Name)));
        return _passed.Whole(callee.Type, passed);
    }

    private CarriedNames Result(Callee callee, CarriedNames receiver, CarriedNames passed)
    {
        if (callee.Result == Truth)
            return new() { IsTruth = true };
        var result = new CarriedNames();
        if (RecordingCalls.AreClosed(callee))
            return result;
        var isText = callee.Result == nameof(PrimitiveTypeCode.String);
        var isGetter = callee.Name.StartsWith("get_", StringComparison.Ordinal) && callee.Parameters.Length == 0;
        if (isGetter)
            result.AddNames(receiver);
        else if (isText || Bcl.Holds(callee.Assembly))
            result.Add(passed).Add(receiver);
        if (isGetter || isText)
            result.Add(ModelWords.In(NameOf(callee)));
        if (isGetter && isText && !callee.Own.IsNil)
            result.From(new(ParameterFlow.NoParameter, $"<{NameOf(callee)}>k__BackingField"));
        return _passed.Whole(callee.Result, result);
    }

    /// <summary>As it stands in the source: a property without what the compiler puts before its name.</summary>
    private static string NameOf(Callee callee) =>
        callee.Name.StartsWith("get_", StringComparison.Ordinal) || callee.Name.StartsWith("set_", StringComparison.Ordinal)
            ? callee.Name.Substring("get_".Length)
            : callee.Name;

    private static ImmutableArray<CarriedNames> Joined(ImmutableArray<CarriedNames> one, ImmutableArray<CarriedNames> other) =>
        [.. Enumerable.Range(0, Math.Max(one.Length, other.Length)).Select(i => JoinedAt(one, other, i))];

    private static CarriedNames JoinedAt(ImmutableArray<CarriedNames> one, ImmutableArray<CarriedNames> other, int i)
    {
        if (i >= one.Length)
            return other[i];
        return i >= other.Length || ReferenceEquals(one[i], other[i]) ? one[i] : new CarriedNames().Add(one[i]).Add(other[i]);
    }

    private void Push(CarriedNames names)
    {
        if (_stack.Count < DeepestStack)
            _stack.Add(names);
    }

    /// <summary>A handler begins with what it caught, which no instruction put there.</summary>
    private CarriedNames Pop()
    {
        if (_stack.Count == 0)
            return new();
        var top = _stack[_stack.Count - 1];
        _stack.RemoveAt(_stack.Count - 1);
        return top;
    }
}
