using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace MlGuard.Lifecycle.Facts.Il.Tensors;

/// <summary>
/// What the bodies of an assembly say of constants: what a method answers for what it is given, what a field holds that only constructors
/// set. Each question is answered once; one that asks for itself is not answered.
/// </summary>
internal sealed class WalkedBodies(PEReader assembly, MetadataReader metadata, TypeNames names)
{
    private const int MostBodies = 4_000;
    private const int LongestBody = 20_000;
    private const int DeepestQuestion = 8;

    private readonly Dictionary<(MethodDefinitionHandle Method, string Given), TensorWalk?> _walks = [];
    private readonly Dictionary<FieldDefinitionHandle, Walked> _fields = [];
    private readonly HashSet<MethodDefinitionHandle> _open = [];
    private ILookup<FieldDefinitionHandle, MethodDefinitionHandle>? _readers;
    private int _depth;

    /// <summary>Whether only constructors give the field a value.</summary>
    public static bool IsFixed(FieldDefinition field) => (field.Attributes & FieldAttributes.InitOnly) != 0;

    /// <summary>A method, whatever it is given; null where it cannot be read, or is being read.</summary>
    public TensorWalk? Of(MethodDefinitionHandle method) => Of(method, []);

    /// <summary>What a method of this assembly gives back, which nothing can override.</summary>
    public Walked? AnswerOf(Callee callee, Walked[] arguments)
    {
        var method = metadata.GetMethodDefinition(callee.Own);
        if (callee.Result == nameof(PrimitiveTypeCode.Void)
            || (method.Attributes & (MethodAttributes.Virtual | MethodAttributes.Final)) == MethodAttributes.Virtual)
            return null;
        ImmutableArray<Walked> given = callee.IsInstance ? [Walked.Unknown, .. arguments] : [.. arguments];
        if (Of(callee.Own, given)?.Answers is not { Count: > 0 } answers)
            return null;
        return answers.Skip(1).Aggregate(Final(answers[0]), (all, answer) => Both(all, Final(answer)));
    }

    /// <summary>What everybody finds in the field.</summary>
    public Walked ValueOf(FieldDefinitionHandle handle)
    {
        if (_fields.TryGetValue(handle, out var known))
            return known;
        _fields.Add(handle, Walked.Unknown);
        var field = metadata.GetFieldDefinition(handle);
        if (!IsFixed(field) || _depth >= DeepestQuestion)
            return Walked.Unknown;
        var constructor = (field.Attributes & FieldAttributes.Static) != 0 ? ".cctor" : ".ctor";
        var given = metadata.GetTypeDefinition(field.GetDeclaringType()).GetMethods()
            .Where(method => metadata.StringComparer.Equals(metadata.GetMethodDefinition(method).Name, constructor))
            .Select(method => Of(method)?.GivenTo(handle)).ToImmutableArray();
        if (given.IsEmpty || given.Any(values => values is not { Count: 1 }))
            return Walked.Unknown;
        return _fields[handle] = given.Skip(1).Aggregate(given[0]![0], (all, values) => Both(all, values![0])) is var value
            && value is not WalkedItems
                ? value
                : Kept(handle, field, value);
    }

    /// <summary>The numbers of an array as the assembly keeps them; default where they are none.</summary>
    /// <param name="handle">Where they lie.</param>
    /// <param name="element">The type of each.</param>
    /// <param name="count">How many, or all that are there.</param>
    public ImmutableArray<long> Numbers(FieldDefinitionHandle handle, string element, int? count)
    {
        var size = element switch
        {
            "System.Int32" => sizeof(int),
            "System.Int64" => sizeof(long),
            _ => 0,
        };
        var field = metadata.GetFieldDefinition(handle);
        if (size == 0 || field.GetRelativeVirtualAddress() is not (> 0 and var address) || LengthOf(field) is not { } bytes
            || (count is { } wanted ? bytes != wanted * size : bytes % size != 0))
            return default;
        var data = assembly.GetSectionData(address).GetReader();
        return bytes <= data.Length
            ? [.. Enumerable.Range(0, bytes / size).Select(_ => size == sizeof(int) ? data.ReadInt32() : data.ReadInt64())]
            : default;
    }

    /// <summary>How many bytes a field of constants takes: what its type is called for, which a compiler makes for that alone.</summary>
    private int? LengthOf(FieldDefinition field)
    {
        var signature = metadata.GetBlobReader(field.Signature);
        signature.ReadSignatureHeader();
        return signature.ReadSignatureTypeCode() switch
        {
            SignatureTypeCode.TypeHandle when signature.ReadTypeHandle() is { Kind: HandleKind.TypeDefinition } type =>
                metadata.GetTypeDefinition((TypeDefinitionHandle)type).GetLayout().Size,
            SignatureTypeCode.Int64 => sizeof(long),
            SignatureTypeCode.Int32 => sizeof(int),
            _ => null,
        };
    }

    private TensorWalk? Of(MethodDefinitionHandle method, ImmutableArray<Walked> given)
    {
        var key = (method, string.Join(",", given.Select(value => value switch
        {
            WalkedNumber number => $"{number.Value}",
            WalkedText text => $"'{text.Value}'",
            WalkedEnd end => $"~'{end.Value}'",
            WalkedChoice choice => $"?{choice.IsThere}",
            WalkedContext context => $"context {context.IsSeeded}",
            _ => "",
        })));
        if (_walks.TryGetValue(key, out var known) || _walks.Count >= MostBodies || _depth >= DeepestQuestion)
            return known;
        _walks.Add(key, null);
        var definition = metadata.GetMethodDefinition(method);
        if (definition.RelativeVirtualAddress == 0)
            return null;
        var body = assembly.GetMethodBody(definition.RelativeVirtualAddress);
        var code = IlReader.Read(body.GetILReader());
        if (code.Length > LongestBody)
            return null;
        var isFirst = _open.Add(method);
        _depth++;
        try
        {
            return _walks[key] = TensorWalk.Through(metadata, names, this, method, code, HandlersOf(body), given);
        }
        finally
        {
            _depth--;
            if (isFirst)
                _open.Remove(method);
        }
    }

    private static IEnumerable<int> HandlersOf(MethodBodyBlock body) => body.ExceptionRegions.SelectMany(
        region => region.Kind == ExceptionRegionKind.Filter ? new[] { region.HandlerOffset, region.FilterOffset } : [region.HandlerOffset]);

    /// <summary>An array that a field keeps is constant where no body of the assembly writes into it, and nobody else sees it.</summary>
    private Walked Kept(FieldDefinitionHandle handle, FieldDefinition field, Walked value)
    {
        if (IsSeenOutside(field))
            return Walked.Unknown;
        _fields[handle] = value;
        // A body that is being read gets the same array, and what it does to it is seen.
        return Readers[handle].All(method => _open.Contains(method) || Of(method) is not null)
            ? value
            : _fields[handle] = Walked.Unknown;
    }

    private bool IsSeenOutside(FieldDefinition field) =>
        (field.Attributes & FieldAttributes.FieldAccessMask) is not (FieldAttributes.Private or FieldAttributes.Assembly
            or FieldAttributes.FamANDAssem)
        && (metadata.GetTypeDefinition(field.GetDeclaringType()).Attributes & TypeAttributes.VisibilityMask) is TypeAttributes.Public
            or TypeAttributes.NestedPublic or TypeAttributes.NestedFamily or TypeAttributes.NestedFamORAssem;

    private ILookup<FieldDefinitionHandle, MethodDefinitionHandle> Readers =>
        _readers ??= metadata.MethodDefinitions.SelectMany(FieldsIn, (method, read) => (Method: method, Read: read)).Distinct()
            .ToLookup(pair => pair.Read, pair => pair.Method);

    private IEnumerable<FieldDefinitionHandle> FieldsIn(MethodDefinitionHandle method)
    {
        var address = metadata.GetMethodDefinition(method).RelativeVirtualAddress;
        return address == 0
            ? []
            : IlReader.Read(assembly.GetMethodBody(address).GetILReader())
                .Where(instruction => instruction.OpCode is ILOpCode.Ldfld or ILOpCode.Ldsfld or ILOpCode.Ldflda or ILOpCode.Ldsflda)
                .Select(instruction => MetadataTokens.EntityHandle(instruction.Token))
                .Where(field => field.Kind == HandleKind.FieldDefinition).Select(field => (FieldDefinitionHandle)field);
    }

    /// <summary>What a value is once the body that made it is read.</summary>
    private static Walked Final(Walked value) => value switch
    {
        WalkedItems items => WalkedItems.Of(items.All),
        WalkedTensor tensor => new WalkedTensor(tensor.Element, Final(tensor.Sizes)),
        WalkedInputs => Walked.Unknown,
        _ => value,
    };

    /// <summary>What both are.</summary>
    public static Walked Both(Walked one, Walked other) => (one, other) switch
    {
        (WalkedNumber first, WalkedNumber second) when first.Value == second.Value => one,
        (WalkedText first, WalkedText second) when first.Value == second.Value => one,
        (WalkedEnd first, WalkedEnd second) when first.Value == second.Value => one,
        (WalkedContext first, WalkedContext second) when first.IsSeeded == second.IsSeeded => one,
        (WalkedItems first, WalkedItems second) when first.Length == second.Length =>
            WalkedItems.Of(first.All.Zip(second.All, Both)),
        (WalkedTensor first, WalkedTensor second) when first.Element == second.Element =>
            new WalkedTensor(first.Element, Both(first.Sizes, second.Sizes)),
        _ => ReferenceEquals(one, other) ? one : Walked.Unknown,
    };
}
