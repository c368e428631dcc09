using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace MlGuard.Lifecycle.Facts.Il.Tensors;

/// <summary>What the methods and fields of an assembly are always found to hold: the path of a file, a context of ML.NET.</summary>
internal sealed class ReturnedValues(PEReader assembly, MetadataReader metadata, TypeNames names)
{
    private const string Context = "Microsoft.ML.MLContext";
    private const int LongestPath = 260;

    private static readonly ImmutableHashSet<string> s_files = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase,
        ".onnx", ".ort", ".zip", ".mlnet", ".pt", ".pth", ".dat", ".bin", ".gguf", ".safetensors", ".pb", ".model",
        ".csv", ".tsv", ".txt", ".json", ".jsonl", ".parquet", ".idv");

    private readonly WalkedBodies _bodies = new(assembly, metadata, names);

    /// <summary>What a method that nothing can override always returns; null where that is not known, or nothing that matters.</summary>
    public ReturnedValue? Of(MethodDefinitionHandle handle)
    {
        var method = metadata.GetMethodDefinition(handle);
        if (!IsOfUse(names.Shape(method.Signature).Result)
            || (method.Attributes & (MethodAttributes.Virtual | MethodAttributes.Final)) == MethodAttributes.Virtual)
            return null;
        try
        {
            return _bodies.Of(handle)?.Answers is { Count: > 0 } answers
                ? ValueOf(answers.Aggregate(WalkedBodies.Both))
                : null;
        }
        catch (Exception exception) when (UnreadableImage.Explains(exception))
        {
            return null;
        }
    }

    /// <summary>What the fields that others see always hold, and the getters of its family always return.</summary>
    public IEnumerable<(string Name, ReturnedValue Value)> HeldBy(TypeDefinition type)
    {
        foreach (var field in type.GetFields())
            if (Of(field) is { } value)
                yield return (metadata.GetString(metadata.GetFieldDefinition(field).Name), value);
        foreach (var property in type.GetProperties().Select(metadata.GetPropertyDefinition))
            if (property.GetAccessors().Getter is { IsNil: false } getter && IsOfFamily(getter) && Of(getter) is { } value)
                yield return (metadata.GetString(metadata.GetMethodDefinition(getter).Name), value);
    }

    private bool IsOfFamily(MethodDefinitionHandle getter) =>
        (metadata.GetMethodDefinition(getter).Attributes & MethodAttributes.MemberAccessMask)
            is MethodAttributes.Family or MethodAttributes.FamORAssem;

    /// <summary>What a field that others see, and that only its own type sets, always holds.</summary>
    private ReturnedValue? Of(FieldDefinitionHandle handle)
    {
        var field = metadata.GetFieldDefinition(handle);
        if (!WalkedBodies.IsFixed(field)
            || (field.Attributes & FieldAttributes.FieldAccessMask) is not (FieldAttributes.Public or FieldAttributes.Family
                or FieldAttributes.FamORAssem)
            || !IsOfUse(names.FieldAt(handle).Type))
            return null;
        try
        {
            return ValueOf(_bodies.ValueOf(handle));
        }
        catch (Exception exception) when (UnreadableImage.Explains(exception))
        {
            return null;
        }
    }

    private static bool IsOfUse(string type) => type is nameof(PrimitiveTypeCode.String) or "System.String" or Context;

    private static ReturnedValue? ValueOf(Walked value) => value switch
    {
        WalkedContext { IsSeeded: var isSeeded } => new(isSeeded ? ReturnedKind.Seeded : ReturnedKind.Unseeded, ""),
        WalkedText { Value: var whole } when NamesFile(whole) => new(ReturnedKind.Path, whole),
        WalkedEnd { Value: var end } when NamesFile(end) => new(ReturnedKind.PathEnd, end),
        _ => null,
    };

    /// <summary>Other texts are nobody's business: a name, a message, or even a key.</summary>
    private static bool NamesFile(string path) =>
        path.Length <= LongestPath && path.LastIndexOf('.') is >= 0 and var dot && s_files.Contains(path.Substring(dot))
        && path.IndexOfAny(['\n', '\r', '\t', '?', '*', '<', '>']) < 0 && path.IndexOf("://", StringComparison.Ordinal) < 0;
}
