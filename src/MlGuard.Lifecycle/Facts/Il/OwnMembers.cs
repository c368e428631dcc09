using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace MlGuard.Lifecycle.Facts.Il;

/// <summary>
/// What of this assembly's types only keeps a value: properties that give a field, and constructors that store what they are passed. A
/// result that says whether it failed is built of them.
/// </summary>
internal sealed class OwnMembers(PEReader assembly, MetadataReader metadata, TypeNames names)
{
    private const int MostInstructions = 40, MostDefaults = 6, DeepestProperty = 3;

    private readonly Lazy<OwnHierarchies> _hierarchies = new(() => new(metadata, names));
    private readonly Dictionary<MethodDefinitionHandle, StoredFields> _constructors = [];
    private readonly Dictionary<MethodDefinitionHandle, (int Member, bool IsNegated)?> _getters = [];
    private readonly Dictionary<MethodDefinitionHandle, int?> _setters = [];

    /// <summary>The number of a field, the same wherever it is named.</summary>
    public static int NumberOf(string type, string field)
    {
        unchecked
        {
            var hash = 2166136261u;
            foreach (var letter in $"{type}::{field}")
                hash = (hash ^ letter) * 16777619u;
            return (int)(hash & int.MaxValue);
        }
    }

    /// <summary>The member of a tuple that an argument of its constructor becomes; null for any other type.</summary>
    public static int? OfTuple(string type, int argument) =>
        IsTuple(type) ? NumberOf(type, $"Item{argument + 1}") : null;

    /// <summary>An element of an array as a member of it.</summary>
    public static int OfElement(int index) => NumberOf("[]", index.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Whether an object is of a type, as a member of it.</summary>
    public static int OfType(string type) => NumberOf(type, "<is>");

    public static bool IsTuple(string type) => type.StartsWith("System.ValueTuple`", StringComparison.Ordinal);

    /// <summary>Which types of its hierarchy an object is of that a constructor makes, and of which it is none.</summary>
    public ImmutableArray<(int Member, bool IsOne)> TypesOf(EntityHandle token, Callee constructor) =>
        Definition(token, constructor) is { IsNil: false } method
            ? _hierarchies.Value.TypesOf(metadata.GetMethodDefinition(method).GetDeclaringType())
            : [];

    /// <summary>The member that says whether an object is of a type; null for a type without an own hierarchy.</summary>
    public int? AskedType(EntityHandle type) =>
        names.DefinitionOf(type) is { IsNil: false } own && _hierarchies.Value.Knows(own) ? OfType(names.Of(own)) : null;

    /// <summary>What a constructor leaves where.</summary>
    public StoredFields Stored(EntityHandle token, Callee constructor)
    {
        if (Definition(token, constructor) is not { IsNil: false } method)
            return StoredFields.None;
        if (!_constructors.TryGetValue(method, out var stored))
            _constructors.Add(method, stored = ReadConstructor(method));
        return stored;
    }

    /// <summary>The member that a property gives, or whose opposite; null for one that does something else.</summary>
    public (int Member, bool IsNegated)? Given(EntityHandle token, Callee getter) =>
        getter.Name.StartsWith("get_", StringComparison.Ordinal) && Definition(token, getter) is { IsNil: false } method
            ? Given(method, 0)
            : null;

    /// <summary>The member that a property sets; null for one that does something else.</summary>
    public int? Set(EntityHandle token, Callee setter)
    {
        if (!setter.Name.StartsWith("set_", StringComparison.Ordinal) || Definition(token, setter) is not { IsNil: false } method)
            return null;
        if (!_setters.TryGetValue(method, out var member))
            _setters.Add(method, member = !CanBeOverridden(method) && Code(method) is
                [{ OpCode: ILOpCode.Ldarg_0 }, { OpCode: ILOpCode.Ldarg_1 }, { OpCode: ILOpCode.Stfld } store, { OpCode: ILOpCode.Ret }]
                    ? FieldAt(store)
                    : null);
        return member;
    }

    /// <summary>The constant that a method gives on every way; null for one that gives something else, or throws.</summary>
    public int? Constant(EntityHandle token, Callee callee)
    {
        if (Definition(token, callee) is not { IsNil: false } method || CanBeOverridden(method))
            return null;
        var code = Code(method);
        if (code.Any(instruction => instruction.OpCode is ILOpCode.Throw or ILOpCode.Rethrow))
            return null;
        ImmutableArray<int?> given =
            [.. Enumerable.Range(1, Math.Max(0, code.Length - 1)).Where(i => code[i].OpCode == ILOpCode.Ret).Select(i => Before(code, i))];
        return given is [{ } first, ..] && given.All(constant => constant == first) ? first : null;
    }

    /// <summary>The constant that stands on the stack before an instruction, or in the variable that is loaded there.</summary>
    private static int? Before(ImmutableArray<Instruction> code, int place)
    {
        var source = code[place - 1];
        if (IlReader.Local(source) is not { } variable)
            return IlReader.Constant(source);
        ImmutableArray<int?> stored =
        [
            .. Enumerable.Range(1, code.Length - 1)
                .Where(i => IlReader.Local(code[i]) == variable && KnownValues.IsStore(code[i].OpCode))
                .Select(i => IlReader.Constant(code[i - 1])),
        ];
        return stored is [{ } first, ..] && stored.All(constant => constant == first) ? first : null;
    }

    private (int Member, bool IsNegated)? Given(MethodDefinitionHandle method, int depth)
    {
        if (!_getters.TryGetValue(method, out var given))
            _getters.Add(method, given = ReadGetter(method, depth));
        return given;
    }

    private (int Member, bool IsNegated)? ReadGetter(MethodDefinitionHandle method, int depth)
    {
        if (CanBeOverridden(method))
            return null;
        var code = Code(method);
        if (code.Length < 3 || code[0].OpCode != ILOpCode.Ldarg_0)
            return null;
        var (source, rest) = (code[1], code.RemoveRange(0, 2));
        (int Member, bool IsNegated)? read = source.OpCode switch
        {
            ILOpCode.Ldfld when FieldAt(source) is { } field => (field, false),
            ILOpCode.Call when depth < DeepestProperty && names.CalleeAt(MetadataTokens.EntityHandle(source.Token)) is { } inner
                && inner.Name.StartsWith("get_", StringComparison.Ordinal)
                && Definition(MetadataTokens.EntityHandle(source.Token), inner) is { IsNil: false } own => Given(own, depth + 1),
            _ => null,
        };
        if (read is not { } known)
            return null;
        return rest switch
        {
            [{ OpCode: ILOpCode.Ret }] => known,
            [var zero, { OpCode: ILOpCode.Ceq }, { OpCode: ILOpCode.Ret }] when IsZero(zero) => (known.Member, !known.IsNegated),
            [{ OpCode: ILOpCode.Ldnull }, { OpCode: ILOpCode.Cgt_un }, { OpCode: ILOpCode.Ret }] => known,
            _ => null,
        };
    }

    /// <summary>What can be overridden can do something else.</summary>
    private bool CanBeOverridden(MethodDefinitionHandle method) =>
        metadata.GetMethodDefinition(method).Attributes is var attributes
            && (attributes & MethodAttributes.Virtual) != 0
            && (attributes & MethodAttributes.Final) == 0;

    private StoredFields ReadConstructor(MethodDefinitionHandle method)
    {
        var code = Code(method);
        var arguments = ImmutableDictionary.CreateBuilder<int, int>();
        var stored = new HashSet<int>();
        var isWhole = !code.IsEmpty && !code.Any(instruction => IlReader.IsJump(instruction.OpCode)
            || IsAddress(instruction.OpCode)
            || instruction.OpCode is ILOpCode.Starg or ILOpCode.Starg_s
            || (instruction.OpCode is ILOpCode.Call or ILOpCode.Callvirt && !IsBaseOfAll(instruction)));
        for (var i = 0; i < code.Length; i++)
            if (code[i].OpCode == ILOpCode.Stfld && FieldAt(code[i]) is { } field)
            {
                var argument = i >= 2 && code[i - 2].OpCode == ILOpCode.Ldarg_0 && !IsAddress(code[i - 1].OpCode)
                    ? IlReader.Argument(code[i - 1])
                    : null;
                if (argument is > 0 and var place && stored.Add(field))
                    arguments[field] = place - 1;
                else if (!stored.Add(field))
                    arguments.Remove(field);
            }

        return new(
            isWhole ? arguments.ToImmutable() : ImmutableDictionary<int, int>.Empty,
            isWhole ? Defaults(metadata.GetMethodDefinition(method).GetDeclaringType(), stored) : []);
    }

    /// <summary>What a constructor leaves as it was: zero.</summary>
    private ImmutableArray<int> Defaults(TypeDefinitionHandle type, HashSet<int> stored)
    {
        var fields = metadata.GetTypeDefinition(type).GetFields()
            .Where(field => (metadata.GetFieldDefinition(field).Attributes & FieldAttributes.Static) == 0)
            .Select(field => (Number: NumberOf(names.Of(type), metadata.GetString(metadata.GetFieldDefinition(field).Name)), Field: field))
            .Where(field => !stored.Contains(field.Number) && CanDecide(names.FieldAt(field.Field).Type)).Select(field => field.Number)
            .ToImmutableArray();
        return fields.Length <= MostDefaults ? fields : [];
    }

    private bool IsBaseOfAll(Instruction instruction) =>
        names.CalleeAt(MetadataTokens.EntityHandle(instruction.Token)) is { Name: ".ctor", Type: "System.Object" or "System.ValueType" };

    /// <summary>The number of the own field that an instruction names; null for another assembly's.</summary>
    public int? FieldAt(Instruction instruction)
    {
        var handle = MetadataTokens.EntityHandle(instruction.Token);
        var type = handle.Kind == HandleKind.FieldDefinition
            ? metadata.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType()
            : names.DefinitionOf(metadata.GetMemberReference((MemberReferenceHandle)handle).Parent);
        return type.IsNil ? null : NumberOf(names.Of(type), names.FieldAt(handle).Name);
    }

    /// <summary>A member of a generic type is named by reference; its definition is the one of its name and number of parameters.</summary>
    private MethodDefinitionHandle Definition(EntityHandle token, Callee callee)
    {
        if (!callee.Own.IsNil)
            return callee.Own;
        if (token.Kind != HandleKind.MemberReference)
            return default;
        var type = names.DefinitionOf(metadata.GetMemberReference((MemberReferenceHandle)token).Parent);
        if (type.IsNil)
            return default;
        var count = Call.CountOf(callee.Parameters);
        ImmutableArray<MethodDefinitionHandle> same =
        [
            .. metadata.GetTypeDefinition(type).GetMethods().Where(method =>
                metadata.StringComparer.Equals(metadata.GetMethodDefinition(method).Name, callee.Name)
                && Call.CountOf(names.Shape(metadata.GetMethodDefinition(method).Signature).Parameters) == count),
        ];
        return same is [var only] ? only : default;
    }

    private ImmutableArray<Instruction> Code(MethodDefinitionHandle method)
    {
        var address = metadata.GetMethodDefinition(method).RelativeVirtualAddress;
        if (address == 0)
            return [];
        var code = IlReader.Read(assembly.GetMethodBody(address).GetILReader());
        return code.Length > MostInstructions ? [] : [.. code.Where(instruction => instruction.OpCode != ILOpCode.Nop)];
    }

    private static bool IsAddress(ILOpCode opCode) => opCode is ILOpCode.Ldarga or ILOpCode.Ldarga_s;

    private static bool IsZero(Instruction instruction) =>
        instruction.OpCode == ILOpCode.Ldnull || IlReader.Constant(instruction) == 0;

    /// <summary>What people ask whether something failed: a truth value, or whether there is something at all.</summary>
    private static bool CanDecide(string type) =>
        type == nameof(PrimitiveTypeCode.Boolean) || !Enum.TryParse<PrimitiveTypeCode>(type, out var primitive)
            || primitive is PrimitiveTypeCode.String or PrimitiveTypeCode.Object;
}

/// <summary>What a constructor leaves in the fields of an object.</summary>
/// <param name="Arguments">By field, the place of the argument that is stored there.</param>
/// <param name="Zero">The fields that stay zero, false or null.</param>
internal sealed record StoredFields(ImmutableDictionary<int, int> Arguments, ImmutableArray<int> Zero)
{
    public static StoredFields None { get; } = new(ImmutableDictionary<int, int>.Empty, []);
}
