using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace MlGuard.Lifecycle.Facts.Il;

/// <summary>
/// The text or number that an instruction loads and that is the same in every run: a literal, or a static read-only field that its own
/// type's initialization gives one.
/// </summary>
internal sealed class ConstantTexts(PEReader assembly, MetadataReader metadata)
{
    private readonly Dictionary<FieldDefinitionHandle, string?> _fields = [];
    private readonly Dictionary<TypeDefinitionHandle, ILookup<int, Instruction>> _initializations = [];

    /// <summary>As text, numbers in digits; null for any other instruction.</summary>
    public string? Of(Instruction instruction) => instruction.OpCode switch
    {
        ILOpCode.Ldstr => metadata.GetUserString((UserStringHandle)MetadataTokens.Handle(instruction.Operand)),
        ILOpCode.Ldsfld => Held(instruction.Token),
        _ => IlReader.Constant(instruction) is { } number ? Text.TabbedText.Number(number) : null,
    };

    private string? Held(int token)
    {
        if (MetadataTokens.EntityHandle(token) is not { Kind: HandleKind.FieldDefinition } handle)
            return null;
        var field = (FieldDefinitionHandle)handle;
        if (_fields.TryGetValue(field, out var known))
            return known;
        // A field that is given itself holds nothing that is known.
        _fields.Add(field, null);
        var definition = metadata.GetFieldDefinition(field);
        return (definition.Attributes & FieldAttributes.InitOnly) != 0
            && InitializationOf(definition.GetDeclaringType())[token].ToImmutableArray() is [var given]
                ? _fields[field] = Of(given)
                : null;
    }

    /// <summary>For each static field that a type's own initialization sets, what stands right before.</summary>
    private ILookup<int, Instruction> InitializationOf(TypeDefinitionHandle type)
    {
        if (_initializations.TryGetValue(type, out var known))
            return known;
        var code = metadata.GetTypeDefinition(type).GetMethods()
            .Where(method => metadata.StringComparer.Equals(metadata.GetMethodDefinition(method).Name, ".cctor"))
            .Select(Code).FirstOrDefault();
        return _initializations[type] = (code.IsDefault ? [] : code.Skip(1).Zip(code, (set, given) => (set, given)))
            .Where(pair => pair.set.OpCode == ILOpCode.Stsfld).ToLookup(pair => pair.set.Token, pair => pair.given);
    }

    private ImmutableArray<Instruction> Code(MethodDefinitionHandle method) =>
        metadata.GetMethodDefinition(method).RelativeVirtualAddress is var address and not 0
            ? IlReader.Read(assembly.GetMethodBody(address).GetILReader())
            : [];
}
