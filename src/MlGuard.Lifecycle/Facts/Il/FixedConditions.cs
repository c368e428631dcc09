using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace MlGuard.Lifecycle.Facts.Il;

/// <summary>
/// Truth values and numbers that are the same in every run: fields that nobody can give another one than a constant, and properties and
/// static methods without parameters that give it.
/// What configuration, an environment or a switch decides is none of them.
/// </summary>
internal sealed class FixedConditions(PEReader assembly, MetadataReader metadata, TypeNames names)
{
    private const int LongestGetter = 8, DeepestGetter = 3;
    private const string Getter = "get_", Truth = nameof(PrimitiveTypeCode.Boolean);

    private static readonly ImmutableHashSet<string> s_numbers =
    [
        nameof(PrimitiveTypeCode.Int32), nameof(PrimitiveTypeCode.Int16), nameof(PrimitiveTypeCode.UInt16), nameof(PrimitiveTypeCode.Byte),
        nameof(PrimitiveTypeCode.SByte),
    ];

    private readonly Dictionary<FieldDefinitionHandle, int?> _fields = [];
    private readonly Dictionary<MethodDefinitionHandle, int?> _getters = [];
    private readonly Dictionary<TypeDefinitionHandle, ILookup<FieldDefinitionHandle, StoredValue>> _stores = [];

    /// <summary>What an instruction loads or asks for; null where that is not known, or another kind of value.</summary>
    public int? Of(Instruction instruction) => Of(instruction, 0);

    private int? Of(Instruction instruction, int depth)
    {
        if (instruction.Token == 0)
            return null;
        var handle = MetadataTokens.EntityHandle(instruction.Token);
        return (instruction.OpCode, handle.Kind) switch
        {
            (ILOpCode.Ldsfld or ILOpCode.Ldfld, HandleKind.FieldDefinition) => Field((FieldDefinitionHandle)handle),
            (ILOpCode.Call or ILOpCode.Callvirt, HandleKind.MethodDefinition) => Given((MethodDefinitionHandle)handle, depth),
            _ => null,
        };
    }

    private int? Field(FieldDefinitionHandle handle)
    {
        if (!_fields.TryGetValue(handle, out var known))
            _fields.Add(handle, known = IsClosed(handle) ? Stored(handle) : null);
        return known;
    }

    /// <summary>
    /// Whether only code of its own type can set it; numbers of an object may come out of a file or a library as they are.
    /// </summary>
    private bool IsClosed(FieldDefinitionHandle handle)
    {
        var field = metadata.GetFieldDefinition(handle);
        var isStatic = (field.Attributes & FieldAttributes.Static) != 0;
        var isPrivateOfType = (field.Attributes & (FieldAttributes.FieldAccessMask | FieldAttributes.Static))
            == (FieldAttributes.Private | FieldAttributes.Static);
        return ((field.Attributes & FieldAttributes.InitOnly) != 0 || isPrivateOfType)
            && !GeneratedNames.IsStateMachineOrClosure(metadata.GetString(metadata.GetTypeDefinition(field.GetDeclaringType()).Name))
            && (names.FieldAt(handle).Type is var type && (type == Truth || (isStatic && s_numbers.Contains(type))));
    }

    /// <summary>
    /// What nobody sets is zero; another value stands where a type's own initialization gives it, on the only way through.
    /// </summary>
    private int? Stored(FieldDefinitionHandle handle)
    {
        var field = metadata.GetFieldDefinition(handle);
        ImmutableArray<StoredValue> stores = [.. StoresOf(field.GetDeclaringType())[handle]];
        if (stores.All(store => store.Value == 0))
            return 0;
        return stores is [{ IsInitial: true, Value: var value }] ? value : null;
    }

    private ILookup<FieldDefinitionHandle, StoredValue> StoresOf(TypeDefinitionHandle type)
    {
        if (!_stores.TryGetValue(type, out var stores))
            _stores.Add(type, stores = Bodies(type).SelectMany(StoresIn).ToLookup(store => store.Field));
        return stores;
    }

    /// <summary>The methods of a type and of the types in it, which can reach what is private there.</summary>
    private IEnumerable<MethodDefinitionHandle> Bodies(TypeDefinitionHandle outer)
    {
        var open = new Stack<TypeDefinitionHandle>([outer]);
        while (open.Count > 0)
        {
            var type = metadata.GetTypeDefinition(open.Pop());
            foreach (var method in type.GetMethods())
                yield return method;
            foreach (var nested in type.GetNestedTypes())
                open.Push(nested);
        }
    }

    private IEnumerable<StoredValue> StoresIn(MethodDefinitionHandle handle)
    {
        var code = Code(handle);
        var joins = new HashSet<int>(code.SelectMany(IlReader.TargetsOf));
        var isStraight = joins.Count == 0
            && metadata.StringComparer.Equals(metadata.GetMethodDefinition(handle).Name, ".cctor");
        for (var i = 0; i < code.Length; i++)
            if (code[i].OpCode is ILOpCode.Stfld or ILOpCode.Stsfld or ILOpCode.Ldflda or ILOpCode.Ldsflda
                && MetadataTokens.EntityHandle(code[i].Token) is { Kind: HandleKind.FieldDefinition } field)
                yield return new(
                    (FieldDefinitionHandle)field,
                    IsStore(code[i]) && i > 0 && !joins.Contains(code[i].Offset) ? IlReader.Constant(code[i - 1]) : null, isStraight);
    }

    private static bool IsStore(Instruction instruction) => instruction.OpCode is ILOpCode.Stfld or ILOpCode.Stsfld;

    private int? Given(MethodDefinitionHandle handle, int depth)
    {
        if (_getters.TryGetValue(handle, out var known))
            return known;
        var method = metadata.GetMethodDefinition(handle);
        var isAsked = (method.Attributes & MethodAttributes.Static) != 0 || metadata.StringComparer.StartsWith(method.Name, Getter);
        var given = isAsked
            && depth < DeepestGetter
            && !CanBeOverridden(method)
            && names.Shape(method.Signature) is { Parameters.Length: 0, Result: var result }
            && (result == Truth || s_numbers.Contains(result))
                ? Answer([.. Code(handle).Where(instruction => instruction.OpCode != ILOpCode.Nop)], depth)
                : null;
        _getters[handle] = given;
        return given;
    }

    /// <summary>What a body answers that does nothing but load it; without optimisation it is stored once on the way.</summary>
    private int? Answer(ImmutableArray<Instruction> code, int depth)
    {
        if (code.Length is 0 or > LongestGetter)
            return null;
        var first = code[0].OpCode == ILOpCode.Ldarg_0 ? 1 : 0;
        var rest = code.Skip(first + 1).Select(instruction => instruction.OpCode).ToImmutableArray();
        return rest is [ILOpCode.Ret] or [ILOpCode.Stloc_0, ILOpCode.Br_s, ILOpCode.Ldloc_0, ILOpCode.Ret]
            ? IlReader.Constant(code[first]) ?? Of(code[first], depth + 1)
            : null;
    }

    private static bool CanBeOverridden(MethodDefinition method) =>
        (method.Attributes & (MethodAttributes.Virtual | MethodAttributes.Final)) == MethodAttributes.Virtual;

    private ImmutableArray<Instruction> Code(MethodDefinitionHandle handle)
    {
        var address = metadata.GetMethodDefinition(handle).RelativeVirtualAddress;
        return address == 0 ? [] : IlReader.Read(assembly.GetMethodBody(address).GetILReader());
    }

    /// <summary>What is stored in a field; no value where it is no constant, or an address of the field is taken.</summary>
    private readonly record struct StoredValue(FieldDefinitionHandle Field, int? Value, bool IsInitial);
}
