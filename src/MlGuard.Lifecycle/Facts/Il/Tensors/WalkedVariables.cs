using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace MlGuard.Lifecycle.Facts.Il.Tensors;

/// <summary>
/// Which locals and arguments of a body have one value: they are given one once, and nothing takes their address. The locals of an
/// asynchronous method are fields of its state machine, where only one body sees them.
/// </summary>
internal sealed class WalkedVariables
{
    private const int FirstArgument = 1 << 20;

    private readonly TypeNames _names;
    private readonly HashSet<int> _changing = [];
    private readonly Dictionary<int, Walked> _values = [];

    public WalkedVariables(TypeNames names, ImmutableArray<Instruction> code)
    {
        _names = names;
        var given = new HashSet<int>();
        for (var i = 0; i < code.Length; i++)
            if (Variable(code[i]) is { } variable && (IsAddress(code[i].OpCode)
                || (IsStore(code[i].OpCode) && !IsLeft(code, i) && (IsArgument(variable) || !given.Add(variable)))))
                _changing.Add(variable);
    }

    /// <summary>The local, argument or kept local that an instruction reads or writes; null for any other.</summary>
    public int? Variable(Instruction instruction)
    {
        if (IlReader.Local(instruction) is { } local)
            return local;
        if (instruction.OpCode is ILOpCode.Ldloca or ILOpCode.Ldloca_s)
            return instruction.Operand;
        if (IlReader.Argument(instruction) is { } argument)
            return FirstArgument + argument;
        if (instruction.OpCode is ILOpCode.Ldarga or ILOpCode.Ldarga_s or ILOpCode.Starg or ILOpCode.Starg_s)
            return FirstArgument + instruction.Operand;
        return instruction.OpCode is ILOpCode.Ldfld or ILOpCode.Stfld or ILOpCode.Ldflda && IsKeptLocal(instruction.Token)
            ? instruction.Token
            : null;
    }

    public void Give(int argument, Walked value) => Store(FirstArgument + argument, value);

    public void Store(int variable, Walked value)
    {
        if (!_changing.Contains(variable) && !ReferenceEquals(value, Walked.Nothing))
            _values[variable] = value;
    }

    public Walked ValueOf(int variable) =>
        !_changing.Contains(variable) && _values.TryGetValue(variable, out var value) ? value : Walked.Unknown;

    public static bool IsStore(ILOpCode opCode) => KnownValues.IsStore(opCode) || opCode is ILOpCode.Starg or ILOpCode.Starg_s;

    public static bool IsAddress(ILOpCode opCode) =>
        opCode is ILOpCode.Ldloca or ILOpCode.Ldloca_s or ILOpCode.Ldarga or ILOpCode.Ldarga_s or ILOpCode.Ldflda;

    private static bool IsArgument(int variable) => variable is >= FirstArgument and < FirstArgument << 1;

    /// <summary>A state machine lets go of its locals where they end; nobody feeds what is not there.</summary>
    private static bool IsLeft(ImmutableArray<Instruction> code, int store) => store > 0 && code[store - 1].OpCode == ILOpCode.Ldnull;

    /// <summary>C# calls them <c>&lt;tensor&gt;5__2</c>; a field of a closure, which other bodies see, bears its own name.</summary>
    private bool IsKeptLocal(int token) =>
        MetadataTokens.EntityHandle(token).Kind == HandleKind.FieldDefinition
        && _names.FieldAt(MetadataTokens.EntityHandle(token)) is { IsGenerated: true, Name: ['<', ..] name }
        && name.IndexOf(">5__", StringComparison.Ordinal) > 0;
}
