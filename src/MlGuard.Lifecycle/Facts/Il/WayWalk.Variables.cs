using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using MlGuard.Lifecycle.Facts.Ways;

namespace MlGuard.Lifecycle.Facts.Il;

/// <content>Locals, arguments and the fields that a compiler makes of them.</content>
internal sealed partial class WayWalk
{
    /// <summary>A machine keeps the parameters of its method in fields of the same names.</summary>
    private void NameParameters(TypeDefinitionHandle machine, MethodDefinition written)
    {
        var first = Register.FirstArgument + ((written.Attributes & System.Reflection.MethodAttributes.Static) == 0 ? 0 : -1);
        var places = written.GetParameters().Select(_metadata.GetParameter).Where(parameter => parameter.SequenceNumber > 0)
            .GroupBy(parameter => _metadata.GetString(parameter.Name), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => first + group.First().SequenceNumber, StringComparer.Ordinal);
        foreach (var field in _metadata.GetTypeDefinition(machine).GetFields())
            if (places.TryGetValue(_metadata.GetString(_metadata.GetFieldDefinition(field).Name), out var register))
                _parameters[FieldOf(field)] = register;
    }

    private WayContext Variable(ILOpCode opCode, int variable, WayContext context, WayStack values)
    {
        var register = RegisterOf(variable);
        if (!KnownValues.IsStore(opCode))
        {
            if (opCode == ILOpCode.Ldfld)
                values.Pop();
            values.Push(WayValue.Of(register, context.ConstantOf(variable), opCode is ILOpCode.Ldloca or ILOpCode.Ldloca_s) with
            {
                Holder = _parameters.ContainsKey(variable) ? HolderOf(register - Register.FirstArgument) : 0,
            });
            return context;
        }

        var value = values.Pop();
        (_stored, _isStoredSettled) = (value.Constant, value.Subject.IsSettled);
        if (opCode == ILOpCode.Stfld)
            values.Pop();
        if (_machine.IsOne && variable == FieldOf(_machine.Current))
            Answer(value, [], values);
        values.Become([register], value);
        if (value.Constant == 0)
            _emptied.Add(register);
        if (value.IsView)
            _views[register] = value.Registers;
        return _known.Contains(variable) ? context.With(variable, value.Constant) : context;
    }

    /// <summary>The number of a parameter among what holds objects, which no token has.</summary>
    private static int HolderOf(int argument) => -1 - argument;

    private void Argument(Instruction instruction, int argument, WayStack values)
    {
        var opCode = instruction.OpCode;
        if (opCode is ILOpCode.Starg or ILOpCode.Starg_s)
            values.Become([Register.FirstArgument + argument], values.Pop());
        else if (_isInstance && argument == 0)
            values.Push(AsksItself(instruction) ? WayValue.Of(Register.This) : WayValue.Nothing);
        else
            values.Push(WayValue.Of(Register.FirstArgument + argument, null, opCode is ILOpCode.Ldarga or ILOpCode.Ldarga_s) with
            {
                Holder = HolderOf(argument),
            });
    }

    /// <summary>Whether a method loads its own object to ask a member of it: a truth, or whether it is null.</summary>
    private bool AsksItself(Instruction load)
    {
        var place = _at[load.Offset];
        if (!_seesItself || place + 2 >= _code.Length || _code[place + 1] is not { Token: not 0 } read)
            return false;
        var token = MetadataTokens.EntityHandle(read.Token);
        var type = read.OpCode switch
        {
            ILOpCode.Ldfld when MemberAt(read) is not null => _names.FieldAt(token).Type,
            ILOpCode.Call or ILOpCode.Callvirt when _names.CalleeAt(token) is { } getter && _members.Given(token, getter) is not null =>
                getter.Result,
            _ => null,
        };
        return type is nameof(PrimitiveTypeCode.Boolean)
            || (type is not null && _code[place + 2].OpCode is
                ILOpCode.Ldnull or ILOpCode.Brtrue or ILOpCode.Brtrue_s or ILOpCode.Brfalse or ILOpCode.Brfalse_s);
    }

    /// <summary>Locals, and the fields of closures and state machines, which were locals.</summary>
    private int? VariableOf(Instruction instruction)
    {
        if (IlReader.Local(instruction) is { } local)
            return local;
        if (instruction.OpCode is ILOpCode.Ldloca or ILOpCode.Ldloca_s)
            return instruction.Operand;
        return instruction.OpCode is >= ILOpCode.Ldfld and <= ILOpCode.Stsfld
            && _names.FieldAt(MetadataTokens.EntityHandle(instruction.Token)).IsGenerated
            ? FieldOf(DefinitionOf(MetadataTokens.EntityHandle(instruction.Token)))
            : null;
    }

    /// <summary>Whether an instruction names a field of a closure, which other bodies write too.</summary>
    private bool IsShared(Instruction instruction)
    {
        if (instruction.OpCode is not (>= ILOpCode.Ldfld and <= ILOpCode.Stsfld))
            return false;
        var field = DefinitionOf(MetadataTokens.EntityHandle(instruction.Token));
        return field.Kind != HandleKind.FieldDefinition
            || !_machine.IsOne
            || _metadata.GetFieldDefinition((FieldDefinitionHandle)field).GetDeclaringType() != _type;
    }

    /// <summary>A field of a generic machine is named by reference and by definition; both are one.</summary>
    private EntityHandle DefinitionOf(EntityHandle handle)
    {
        if (handle.Kind != HandleKind.MemberReference)
            return handle;
        var member = _metadata.GetMemberReference((MemberReferenceHandle)handle);
        var type = _names.DefinitionOf(member.Parent);
        if (type.IsNil)
            return handle;
        var name = _metadata.GetString(member.Name);
        return _metadata.GetTypeDefinition(type).GetFields()
            .FirstOrDefault(field => _metadata.StringComparer.Equals(_metadata.GetFieldDefinition(field).Name, name));
    }

    private int FieldOf(EntityHandle field)
    {
        if (_fields.TryGetValue(field, out var number))
            return number;
        _fields.Add(field, number = KnownValues.FirstField + _fields.Count);
        if (_machine.IsOne
            && field.Kind == HandleKind.FieldDefinition
            && _metadata.GetFieldDefinition((FieldDefinitionHandle)field).GetDeclaringType() == _type)
            _hoisted.Add(number);
        return number;
    }

    private int RegisterOf(int variable)
    {
        if (_parameters.TryGetValue(variable, out var parameter))
            return parameter;
        if (variable < KnownValues.FirstField)
            return Register.FirstLocal + variable;
        return variable - KnownValues.FirstField + (_hoisted.Contains(variable) ? Register.FirstHoisted : Register.FirstField);
    }
}
