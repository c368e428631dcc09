using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using MlGuard.Lifecycle.Facts.Ways;

namespace MlGuard.Lifecycle.Facts.Il;

/// <summary>
/// A filter, run for a failure that nobody wanted, and for a cancellation while nobody left: a limit of time. Such a filter is
/// <c>when (exception is not OperationCanceledException)</c>, <c>when (!token.IsCancellationRequested)</c>, or a method of its own that
/// gives one answer; what else it asks is unknown.
/// </summary>
internal sealed class ExceptionFilter
{
    private const int MostInstructions = 300;

    /// <summary>What is thrown where somebody gave up, or a limit of time is over.</summary>
    public static ImmutableHashSet<string> Cancellations { get; } =
        ["System.OperationCanceledException", "System.Threading.Tasks.TaskCanceledException"];

    /// <summary>Somebody gave up, or the process is lost: no failure of a prediction.</summary>
    private static readonly ImmutableHashSet<string> s_others =
    [
        .. Cancellations, "System.OutOfMemoryException", "System.StackOverflowException", "System.Threading.ThreadAbortException",
        "System.AccessViolationException",
    ];

    private readonly ImmutableArray<Instruction> _code;
    private readonly TypeNames _names;
    private readonly OwnMembers _members;
    private readonly bool _isCancellation;
    private readonly Stack<Value> _stack = new([Value.Exception]);
    private readonly Dictionary<(bool IsField, int Number), Value> _variables = [];
    private string? _caught;

    private ExceptionFilter(ImmutableArray<Instruction> code, TypeNames names, OwnMembers members, bool isCancellation) =>
        (_code, _names, _members, _isCancellation) = (code, names, members, isCancellation);

    private enum Value
    {
        Unknown,
        Zero,
        NonZero,
        Exception,

        /// <summary>The token of a source, which is a limit of time as often as not.</summary>
        Token,
    }

    /// <summary>What a handler's filter lets in of the type that it asks for first.</summary>
    public static HandlerFilter Of(ExceptionRegion region, ImmutableArray<Instruction> code, TypeNames names, OwnMembers members)
    {
        ImmutableArray<Instruction> filter =
            [.. code.Where(instruction => instruction.Offset >= region.FilterOffset && instruction.Offset < region.HandlerOffset)];
        return new ExceptionFilter(filter, names, members, isCancellation: false).Run() switch
        {
            null => HandlerFilter.Unknown,
            false => HandlerFilter.OnlyWhoLeft,
            _ => new ExceptionFilter(filter, names, members, isCancellation: true).Run() == false
                ? HandlerFilter.NoCancellation
                : HandlerFilter.Everything,
        };
    }

    private bool? Run()
    {
        var places = Enumerable.Range(0, _code.Length).ToDictionary(i => _code[i].Offset);
        var next = 0;
        for (var count = 0; count < MostInstructions && next < _code.Length; count++)
        {
            var instruction = _code[next++];
            switch (instruction.OpCode)
            {
                case ILOpCode.Endfilter:
                    return Pop() switch { Value.Zero => false, Value.NonZero or Value.Exception => true, _ => null };
                case ILOpCode.Br or ILOpCode.Br_s:
                    if (!places.TryGetValue(instruction.Operand, out next))
                        return null;
                    break;
                case ILOpCode.Brtrue or ILOpCode.Brtrue_s or ILOpCode.Brfalse or ILOpCode.Brfalse_s:
                    var asked = Pop();
                    if (asked is Value.Unknown or Value.Token)
                        return null;
                    var jumps = asked == Value.Zero == instruction.OpCode is ILOpCode.Brfalse or ILOpCode.Brfalse_s;
                    if (jumps && !places.TryGetValue(instruction.Operand, out next))
                        return null;
                    break;
                default:
                    if (!Apply(instruction))
                        return null;
                    break;
            }
        }

        return null;
    }

    private bool Apply(Instruction instruction)
    {
        var opCode = instruction.OpCode;
        if (IlReader.Constant(instruction) is { } constant)
            _stack.Push(constant == 0 ? Value.Zero : Value.NonZero);
        else if (VariableOf(instruction) is { } variable)
            Access(opCode, variable);
        else if (opCode is ILOpCode.Ldloca or ILOpCode.Ldloca_s)
            _stack.Push(_variables.TryGetValue((false, instruction.Operand), out var known) ? known : Value.Unknown);
        else if (opCode is >= ILOpCode.Ldarg_0 and <= ILOpCode.Ldarg_3 or ILOpCode.Ldarg_s)
            _stack.Push(Value.Unknown);
        else if (opCode is ILOpCode.Call or ILOpCode.Callvirt)
            return Call(instruction);
        else
            return Compute(instruction);
        return true;
    }

    private void Access(ILOpCode opCode, (bool IsField, int Number) variable)
    {
        if (KnownValues.IsStore(opCode))
        {
            _variables[variable] = Pop();
            if (opCode == ILOpCode.Stfld)
                Pop();
            return;
        }

        if (opCode is ILOpCode.Ldfld or ILOpCode.Ldflda)
            Pop();
        _stack.Push(_variables.TryGetValue(variable, out var known) ? known : Value.Unknown);
    }

    private bool Compute(Instruction instruction)
    {
        switch (instruction.OpCode)
        {
            case ILOpCode.Nop:
                return true;
            case ILOpCode.Pop:
                Pop();
                return true;
            case ILOpCode.Dup:
                _stack.Push(_stack.Count == 0 ? Value.Unknown : _stack.Peek());
                return true;
            case ILOpCode.Ldnull:
                _stack.Push(Value.Zero);
                return true;
            case ILOpCode.Isinst:
                _stack.Push(As(Pop(), _names.Of(MetadataTokens.EntityHandle(instruction.Token))));
                return true;
            case ILOpCode.Ceq:
                _stack.Push(AreSame(Pop(), Pop()));
                return true;
            case ILOpCode.Cgt_un:
                var (right, left) = (Pop(), Pop());
                _stack.Push(right == Value.Zero ? IsAny(left) : Value.Unknown);
                return true;
            default:
                return false;
        }
    }

    private bool Call(Instruction instruction)
    {
        if (_names.CalleeAt(MetadataTokens.EntityHandle(instruction.Token)) is not { } callee)
            return false;
        for (var i = Facts.Call.CountOf(callee.Parameters); i > 0; i--)
            Pop();
        var receiver = callee.IsInstance ? Pop() : Value.Unknown;
        if (callee is { Type: "System.Threading.CancellationToken", Name: "get_IsCancellationRequested" })
            _stack.Push(receiver == Value.Token ? Value.Unknown : Value.Zero);
        else if (callee is { Type: "System.Threading.CancellationTokenSource", Name: "get_Token" })
            _stack.Push(Value.Token);
        else if (_members.Constant(MetadataTokens.EntityHandle(instruction.Token), callee) is { } constant)
            _stack.Push(constant == 0 ? Value.Zero : Value.NonZero);
        else if (callee.Result != nameof(PrimitiveTypeCode.Void))
            _stack.Push(Value.Unknown);
        return true;
    }

    private Value As(Value value, string type)
    {
        if (value != Value.Exception)
            return value == Value.Zero ? Value.Zero : Value.Unknown;
        if (_isCancellation)
            return Cancellations.Contains(type) || type is "System.Exception" or "System.Object" ? Value.Exception : Value.Zero;
        _caught ??= type;
        if (type == _caught || type == "System.Exception")
            return Value.Exception;
        return s_others.Contains(type) ? Value.Zero : Value.Unknown;
    }

    private static Value AreSame(Value one, Value other) => (one, other) switch
    {
        (Value.Zero, Value.Zero) => Value.NonZero,
        (Value.Zero, Value.NonZero or Value.Exception) or (Value.NonZero or Value.Exception, Value.Zero) => Value.Zero,
        _ => Value.Unknown,
    };

    private static Value IsAny(Value value) => value == Value.Exception ? Value.NonZero : value;

    private Value Pop() => _stack.Count == 0 ? Value.Unknown : _stack.Pop();

    private static (bool IsField, int Number)? VariableOf(Instruction instruction)
    {
        if (IlReader.Local(instruction) is { } local)
            return (false, local);
        return instruction.OpCode is >= ILOpCode.Ldfld and <= ILOpCode.Stsfld ? (true, instruction.Token) : null;
    }
}
