using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Facts.Il;

/// <summary>Metadata names of types, and the text of signatures: what lets a call in one assembly meet its method in another.</summary>
internal sealed class TypeNames(MetadataReader metadata) : ISignatureTypeProvider<string, object?>
{
    /// <summary>Far beyond what compilers write; the decoder recurses once a byte, so this bounds its stack on damaged files.</summary>
    private const int LongestSignature = 4096;

    private const int DeepestNesting = 16;

    /// <summary>Code names the same few members again and again.</summary>
    private readonly Dictionary<EntityHandle, Callee?> _callees = [];

    private readonly Dictionary<EntityHandle, (string Name, string Type, bool IsGenerated)> _fields = [];

    private int _depth;

    public string Of(EntityHandle handle) => handle.Kind switch
    {
        HandleKind.TypeDefinition => Of((TypeDefinitionHandle)handle),
        HandleKind.TypeReference => Of((TypeReferenceHandle)handle),
        HandleKind.TypeSpecification => Definition(GetTypeFromSpecification(metadata, null, (TypeSpecificationHandle)handle, 0)),
        _ => "",
    };

    public string Of(TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        var name = metadata.GetString(type.Name);
        var outer = type.GetDeclaringType();
        return outer.IsNil
            ? Qualified(metadata.GetString(type.Namespace), name)
            : Nested(() => $"{Of(outer)}+{name}");
    }

    /// <summary>Simple name of the assembly that defines a type; empty for this one.</summary>
    public string AssemblyOf(EntityHandle handle)
    {
        if (handle.Kind == HandleKind.TypeSpecification)
            handle = DefinitionOf((TypeSpecificationHandle)handle);
        for (var step = 0; step < DeepestNesting && handle.Kind == HandleKind.TypeReference; step++)
            handle = metadata.GetTypeReference((TypeReferenceHandle)handle).ResolutionScope;
        return handle.Kind == HandleKind.AssemblyReference
            ? metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)handle).Name)
            : "";
    }

    public (string Parameters, string Result, bool IsInstance) Shape(BlobHandle signature)
    {
        var blob = metadata.GetBlobReader(signature);
        if (blob.Length > LongestSignature)
            throw new BadImageFormatException("A signature is longer than any compiler writes.");
        var decoded = new SignatureDecoder<string, object?>(this, metadata, null).DecodeMethodSignature(ref blob);
        return (string.Join(",", decoded.ParameterTypes), decoded.ReturnType, decoded.Header.IsInstance);
    }

    /// <summary>The one type that a generic method is called with; empty where it is none, or where there are more.</summary>
    public string ArgumentOf(EntityHandle method) =>
        method.Kind == HandleKind.MethodSpecification
        && metadata.GetMethodSpecification((MethodSpecificationHandle)method).DecodeSignature(this, null) is [var only]
            ? only
            : "";

    /// <summary>The method behind a token; null for a field or a type.</summary>
    public Callee? CalleeAt(EntityHandle handle)
    {
        if (!_callees.TryGetValue(handle, out var callee))
            _callees.Add(handle, callee = Callee.Of(metadata, this, handle));
        return callee;
    }

    /// <summary>The name and type of the field behind a token, and whether a compiler made the type that it stands in.</summary>
    public (string Name, string Type, bool IsGenerated) FieldAt(EntityHandle handle)
    {
        if (!_fields.TryGetValue(handle, out var field))
            _fields.Add(handle, field = Field(handle));
        return field;
    }

    /// <summary>The state machine or closure that a token touches, through the type itself, a field or a method of it; else nil.</summary>
    public TypeDefinitionHandle MachineAt(EntityHandle handle)
    {
        var type = handle.Kind switch
        {
            HandleKind.FieldDefinition => metadata.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType(),
            HandleKind.MethodDefinition => metadata.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType(),
            HandleKind.MemberReference => DefinitionOf(metadata.GetMemberReference((MemberReferenceHandle)handle).Parent),
            HandleKind.TypeDefinition or HandleKind.TypeSpecification => DefinitionOf(handle),
            _ => default,
        };
        return !type.IsNil && GeneratedNames.IsStateMachineOrClosure(metadata.GetString(metadata.GetTypeDefinition(type).Name))
            ? type
            : default;
    }

    private (string Name, string Type, bool IsGenerated) Field(EntityHandle handle)
    {
        if (handle.Kind == HandleKind.FieldDefinition)
        {
            var field = metadata.GetFieldDefinition((FieldDefinitionHandle)handle);
            return (metadata.GetString(field.Name),
                Field(field.Signature),
                GeneratedNames.IsGenerated(metadata.GetString(metadata.GetTypeDefinition(field.GetDeclaringType()).Name)));
        }

        if (handle.Kind != HandleKind.MemberReference)
            return ("", "", false);
        var member = metadata.GetMemberReference((MemberReferenceHandle)handle);
        var parent = DefinitionOf(member.Parent);
        return (metadata.GetString(member.Name),
            Field(member.Signature),
            !parent.IsNil && GeneratedNames.IsGenerated(metadata.GetString(metadata.GetTypeDefinition(parent).Name)));
    }

    /// <summary>What a reference to a member goes through; nil for a definition.</summary>
    public EntityHandle ParentOf(EntityHandle handle) =>
        handle.Kind == HandleKind.MemberReference ? metadata.GetMemberReference((MemberReferenceHandle)handle).Parent : default;

    private string Field(BlobHandle signature)
    {
        var blob = metadata.GetBlobReader(signature);
        if (blob.Length > LongestSignature)
            throw new BadImageFormatException("A signature is longer than any compiler writes.");
        return new SignatureDecoder<string, object?>(this, metadata, null).DecodeFieldSignature(ref blob);
    }

    /// <summary>The definition of a type of this assembly, also behind a generic instance; nil for another assembly's.</summary>
    public TypeDefinitionHandle DefinitionOf(EntityHandle handle)
    {
        if (handle.Kind == HandleKind.TypeSpecification)
            handle = DefinitionOf((TypeSpecificationHandle)handle);
        return handle.Kind == HandleKind.TypeDefinition ? (TypeDefinitionHandle)handle : default;
    }

    /// <summary>
    /// The type behind a generic instance, which a signature spells <c>GENERICINST CLASS token</c> (ECMA-335 II.23.2.12).
    /// </summary>
    private EntityHandle DefinitionOf(TypeSpecificationHandle handle)
    {
        var blob = metadata.GetBlobReader(metadata.GetTypeSpecification(handle).Signature);
        return blob.Length > 2
            && blob.ReadSignatureTypeCode() == SignatureTypeCode.GenericTypeInstance
            && blob.ReadSignatureTypeCode() == SignatureTypeCode.TypeHandle
            ? blob.ReadTypeHandle()
            : default(EntityHandle);
    }

    private string Of(TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        var name = metadata.GetString(type.Name);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? Nested(() => $"{Of((TypeReferenceHandle)type.ResolutionScope)}+{name}")
            : Qualified(metadata.GetString(type.Namespace), name);
    }

    private static string Definition(string type)
    {
        var arguments = type.IndexOf('<', type.IndexOf('`') is >= 0 and var arity ? arity : type.Length);
        return arguments < 0 ? type : type.Substring(0, arguments);
    }

    private static string Qualified(string space, string name) => space.Length == 0 ? name : $"{space}.{name}";

    private string Nested(Func<string> name)
    {
        if (++_depth > DeepestNesting)
            throw new BadImageFormatException("A type is nested in itself.");
        try
        {
            return name();
        }
        finally
        {
            _depth--;
        }
    }

    public string GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind)
    {
        var blob = metadata.GetBlobReader(metadata.GetTypeSpecification(handle).Signature);
        if (blob.Length > LongestSignature)
            throw new BadImageFormatException("A signature is longer than any compiler writes.");
        return Nested(() => Decoded(blob));
    }

    private string Decoded(BlobReader blob) => new SignatureDecoder<string, object?>(this, metadata, null).DecodeType(ref blob);

    public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => Of(handle);

    public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => Of(handle);

    public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode.ToString();

    public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) =>
        $"{genericType}<{string.Join(";", typeArguments)}>";

    public string GetGenericTypeParameter(object? genericContext, int index) => $"!{TabbedText.Number(index)}";

    public string GetGenericMethodParameter(object? genericContext, int index) => $"!!{TabbedText.Number(index)}";

    public string GetArrayType(string elementType, ArrayShape shape) => $"{elementType}[{TabbedText.Number(shape.Rank)}]";

    public string GetSZArrayType(string elementType) => $"{elementType}[]";

    public string GetByReferenceType(string elementType) => $"{elementType}&";

    public string GetPointerType(string elementType) => $"{elementType}*";

    public string GetPinnedType(string elementType) => elementType;

    public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => unmodifiedType;

    public string GetFunctionPointerType(MethodSignature<string> signature) => "method";
}
