using System.Reflection.Metadata;

namespace MlGuard.Lifecycle.Facts.Il;

/// <summary>A method that an instruction names.</summary>
/// <param name="Type">Metadata name of the type that declares it, or that the call goes through.</param>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">Its parameter types.</param>
/// <param name="Assembly">Simple name of the defining assembly; empty for this one.</param>
/// <param name="Own">Its definition, when it stands in this assembly.</param>
/// <param name="IsInstance">Whether it is called on something.</param>
/// <param name="Result">The type that it returns.</param>
internal sealed record Callee(
    string Type, string Name, string Parameters, string Assembly, MethodDefinitionHandle Own, bool IsInstance, string Result)
{
    public string Text => $"{Type}::{Name}({Parameters})";

    /// <summary>Whether a compiler made it of something that stands in this assembly.</summary>
    public bool IsOwnGenerated =>
        Assembly.Length == 0 && (GeneratedNames.IsGenerated(Name) || GeneratedNames.IsGenerated(Type.Substring(1 + Type.LastIndexOf('+'))));

    /// <summary>The method behind a token; null for a field or a type.</summary>
    public static Callee? Of(MetadataReader metadata, TypeNames names, EntityHandle handle)
    {
        if (handle.Kind == HandleKind.MethodSpecification)
            handle = metadata.GetMethodSpecification((MethodSpecificationHandle)handle).Method;
        return handle.Kind switch
        {
            HandleKind.MethodDefinition => Of(metadata, names, (MethodDefinitionHandle)handle),
            HandleKind.MemberReference => Of(metadata, names, metadata.GetMemberReference((MemberReferenceHandle)handle)),
            _ => null,
        };
    }

    private static Callee Of(MetadataReader metadata, TypeNames names, MethodDefinitionHandle handle)
    {
        var method = metadata.GetMethodDefinition(handle);
        var (parameters, result, isInstance) = names.Shape(method.Signature);
        return new(names.Of(method.GetDeclaringType()), metadata.GetString(method.Name), parameters, "", handle, isInstance, result);
    }

    private static Callee? Of(MetadataReader metadata, TypeNames names, MemberReference member)
    {
        if (member.GetKind() != MemberReferenceKind.Method)
            return null;
        if (member.Parent.Kind == HandleKind.MethodDefinition)
            return Of(metadata, names, (MethodDefinitionHandle)member.Parent);
        var (parameters, result, isInstance) = names.Shape(member.Signature);
        return new(
            names.Of(member.Parent), metadata.GetString(member.Name), parameters, names.AssemblyOf(member.Parent), default, isInstance,
            result);
    }
}
