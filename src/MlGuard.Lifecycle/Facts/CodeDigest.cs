using System.Globalization;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using MlGuard.Lifecycle.Facts.Il;

namespace MlGuard.Lifecycle.Facts;

/// <summary>
/// The hash of what an assembly does: its types, members, code, data and attributes. The informational version, into which a build writes
/// the commit, is left out, and with it what the compiler makes of the whole file: its MVID, and the places of the debugger's data. So a
/// commit that changes no code gives the same digest, and each other change another one.
/// </summary>
internal sealed class CodeDigest
{
    private const string Version = "AssemblyInformationalVersionAttribute";
    private const int LargestPrimitive = 8;

    private readonly PEReader _image;
    private readonly MetadataReader _metadata;
    private readonly HashedBlocks _content;

    private CodeDigest(PEReader image, MetadataReader metadata, HashedBlocks content) =>
        (_image, _metadata, _content) = (image, metadata, content);

    /// <summary>In lower case; empty for an image that only a loader can make sense of.</summary>
    public static string Of(PEReader image, MetadataReader metadata)
    {
        using var content = new HashedBlocks();
        try
        {
            new CodeDigest(image, metadata, content).All();
        }
        catch (Exception exception) when (UnreadableImage.Explains(exception))
        {
            return "";
        }

        return string.Concat(content.Hash().Select(part => part.ToString("x2", CultureInfo.InvariantCulture)));
    }

    private void All()
    {
        // The texts of the code, and all names: their heaps hold nothing of the version, which is an attribute's value.
        Add(Heap(HeapIndex.UserString));
        Add(FileLocalNames.Masked(Heap(HeapIndex.String)));
        foreach (var handle in _metadata.TypeDefinitions)
            Type(_metadata.GetTypeDefinition(handle));
        foreach (var handle in _metadata.MethodDefinitions)
            Method(_metadata.GetMethodDefinition(handle));
        foreach (var handle in _metadata.FieldDefinitions)
            Field(_metadata.GetFieldDefinition(handle));
        References();
        foreach (var handle in _metadata.CustomAttributes)
            Attribute(_metadata.GetCustomAttribute(handle));
        foreach (var handle in _metadata.ManifestResources)
            Resource(_metadata.GetManifestResource(handle));
    }

    private void Type(TypeDefinition type)
    {
        Numbers((int)type.Attributes, Token(type.BaseType));
        Add(type.Namespace);
        Add(type.Name);
        Numbers(type.GetLayout().Size, type.GetLayout().PackingSize);
        Parameters(type.GetGenericParameters());
        foreach (var handle in type.GetInterfaceImplementations())
            Numbers(Token(_metadata.GetInterfaceImplementation(handle).Interface));
        foreach (var handle in type.GetMethodImplementations())
            Numbers(
                Token(_metadata.GetMethodImplementation(handle).MethodBody),
                Token(_metadata.GetMethodImplementation(handle).MethodDeclaration));
        Numbers(type.GetMethods().Count, type.GetFields().Count, type.GetNestedTypes().Length);
    }

    private void Method(MethodDefinition method)
    {
        Numbers((int)method.Attributes, (int)method.ImplAttributes);
        Add(method.Name);
        Add(method.Signature);
        if ((method.Attributes & System.Reflection.MethodAttributes.PinvokeImpl) != 0)
        {
            Add(method.GetImport().Name);
            Numbers(Token(method.GetImport().Module));
        }

        Parameters(method.GetGenericParameters());
        foreach (var handle in method.GetParameters())
            Numbers((int)_metadata.GetParameter(handle).Attributes, _metadata.GetParameter(handle).SequenceNumber);
        if (method.RelativeVirtualAddress == 0)
            return;
        var body = _image.GetMethodBody(method.RelativeVirtualAddress);
        Add(body.GetILContent());
        Numbers(body.MaxStack, body.LocalVariablesInitialized ? 1 : 0);
        if (!body.LocalSignature.IsNil)
            Add(_metadata.GetStandaloneSignature(body.LocalSignature).Signature);
        foreach (var region in body.ExceptionRegions)
            Numbers(
                (int)region.Kind, region.TryOffset, region.TryLength, region.HandlerOffset, region.HandlerLength, region.FilterOffset,
                Token(region.CatchType));
    }

    private void Parameters(GenericParameterHandleCollection parameters)
    {
        foreach (var handle in parameters)
        {
            Numbers((int)_metadata.GetGenericParameter(handle).Attributes);
            foreach (var constraint in _metadata.GetGenericParameter(handle).GetConstraints())
                Numbers(Token(_metadata.GetGenericParameterConstraint(constraint).Type));
        }
    }

    private void Field(FieldDefinition field)
    {
        Numbers((int)field.Attributes);
        Add(field.Name);
        Add(field.Signature);
        if (!field.GetDefaultValue().IsNil)
            Add(_metadata.GetConstant(field.GetDefaultValue()).Value);
        // The data of an array that the compiler lays into the image.
        if (field.GetRelativeVirtualAddress() is not 0 and var address)
        {
            var data = _image.GetSectionData(address);
            Add(data.GetContent(0, Math.Min(data.Length, SizeOf(field))));
        }
    }

    private int SizeOf(FieldDefinition field)
    {
        var signature = _metadata.GetBlobReader(field.Signature);
        signature.ReadSignatureHeader();
        return signature.ReadSignatureTypeCode() == SignatureTypeCode.TypeHandle
            && signature.ReadTypeHandle() is { Kind: HandleKind.TypeDefinition } type
                ? _metadata.GetTypeDefinition((TypeDefinitionHandle)type).GetLayout().Size
                : LargestPrimitive;
    }

    private void References()
    {
        foreach (var handle in _metadata.AssemblyReferences)
        {
            var reference = _metadata.GetAssemblyReference(handle);
            Add(reference.Name);
            Numbers(reference.Version.Major, reference.Version.Minor, reference.Version.Build, reference.Version.Revision);
        }

        foreach (var handle in _metadata.TypeReferences)
        {
            var reference = _metadata.GetTypeReference(handle);
            Numbers(Token(reference.ResolutionScope));
            Add(reference.Namespace);
            Add(reference.Name);
        }

        foreach (var handle in _metadata.MemberReferences)
        {
            var reference = _metadata.GetMemberReference(handle);
            Numbers(Token(reference.Parent));
            Add(reference.Name);
            Add(reference.Signature);
        }

        for (var row = 1; row <= _metadata.GetTableRowCount(TableIndex.TypeSpec); row++)
            Add(_metadata.GetTypeSpecification(MetadataTokens.TypeSpecificationHandle(row)).Signature);
        for (var row = 1; row <= _metadata.GetTableRowCount(TableIndex.MethodSpec); row++)
        {
            var specification = _metadata.GetMethodSpecification(MetadataTokens.MethodSpecificationHandle(row));
            Numbers(Token(specification.Method));
            Add(specification.Signature);
        }
    }

    private void Attribute(CustomAttribute attribute)
    {
        if (IsVersion(attribute))
            return;
        Numbers(Token(attribute.Parent), Token(attribute.Constructor));
        Add(attribute.Value);
    }

    private bool IsVersion(CustomAttribute attribute) =>
        attribute.Parent.Kind == HandleKind.AssemblyDefinition
        && attribute.Constructor is { Kind: HandleKind.MemberReference } constructor
        && _metadata.GetMemberReference((MemberReferenceHandle)constructor).Parent is { Kind: HandleKind.TypeReference } type
        && _metadata.StringComparer.Equals(_metadata.GetTypeReference((TypeReferenceHandle)type).Name, Version);

    private void Resource(ManifestResource resource)
    {
        Add(resource.Name);
        if (!resource.Implementation.IsNil || _image.PEHeaders.CorHeader?.ResourcesDirectory is not { RelativeVirtualAddress: > 0 } place)
            return;
        var data = _image.GetSectionData(place.RelativeVirtualAddress);
        var reader = data.GetReader((int)resource.Offset, data.Length - (int)resource.Offset);
        Add(ImmutableArray.Create(reader.ReadBytes(reader.ReadInt32())));
    }

    private ImmutableArray<byte> Heap(HeapIndex heap) =>
        _image.GetMetadata().GetContent(_metadata.GetHeapMetadataOffset(heap), _metadata.GetHeapSize(heap));

    private static int Token(EntityHandle handle) => handle.IsNil ? 0 : MetadataTokens.GetToken(handle);

    private void Add(StringHandle text) => Numbers(MetadataTokens.GetHeapOffset(text));

    private void Add(BlobHandle blob) => Add(blob.IsNil ? [] : ImmutableCollectionsMarshal.AsImmutableArray(_metadata.GetBlobBytes(blob)));

    private void Add(ImmutableArray<byte> bytes)
    {
        Number(bytes.Length);
        _content.Add(bytes);
    }

    private void Numbers(params int[] numbers)
    {
        foreach (var number in numbers)
            Number(number);
    }

    private void Number(int number) => _content.Add(number);
}
