using System.Reflection.Metadata;
using MlGuard.Frameworks;

namespace MlGuard.Lifecycle.Facts;

/// <summary>What attributes say about a symbol: obsolete, a test, skipped and why.</summary>
internal sealed class MarkReader(MetadataReader metadata, TypeNames names)
{
    private const int DeepestInheritance = 16;

    /// <summary>Attributes that keep a test from running, beside the test attribute's own <c>Skip</c> (xUnit v2 and v3).</summary>
    private static readonly ImmutableHashSet<string> s_skipping =
    [
        "NUnit.Framework.IgnoreAttribute", "NUnit.Framework.ExplicitAttribute",
        "Microsoft.VisualStudio.TestTools.UnitTesting.IgnoreAttribute", "TUnit.Core.SkipAttribute",
    ];

    private static readonly ImmutableHashSet<string> s_skipArguments = ["Skip", "Ignore", "IgnoreReason"];

    public bool IsObsolete(CustomAttributeHandleCollection attributes) =>
        attributes.Any(handle => TypeOf(handle).Name == "System.ObsoleteAttribute");

    public (bool IsTest, string? SkipReason) Test(CustomAttributeHandleCollection attributes)
    {
        var isTest = false;
        string? skipReason = null;
        foreach (var handle in attributes)
        {
            var (name, definition) = TypeOf(handle);
            var marksTest = IsTestAttribute(name, definition);
            isTest |= marksTest;
            if (s_skipping.Contains(name))
                skipReason = Decode(handle)?.FixedArguments.Select(argument => argument.Value as string).FirstOrDefault() ?? "";
            else if (marksTest)
                skipReason ??= Decode(handle)?.NamedArguments.Where(argument => s_skipArguments.Contains(argument.Name ?? "")).Select(argument => argument.Value as string).FirstOrDefault();
        }

        return (isTest, skipReason);
    }

    /// <summary>A team's own <c>[GpuFact]</c> that inherits a framework's attribute marks tests as well.</summary>
    private bool IsTestAttribute(string name, TypeDefinitionHandle definition)
    {
        for (var step = 0; step < DeepestInheritance; step++)
        {
            if (RoleIndex.Plays(name, ".ctor", Role.Test))
                return true;
            if (definition.IsNil)
                return false;
            var baseType = metadata.GetTypeDefinition(definition).BaseType;
            if (baseType.IsNil)
                return false;
            name = names.Of(baseType);
            definition = names.DefinitionOf(baseType);
        }

        return false;
    }

    private (string Name, TypeDefinitionHandle Definition) TypeOf(CustomAttributeHandle handle)
    {
        var constructor = metadata.GetCustomAttribute(handle).Constructor;
        var type = constructor.Kind == HandleKind.MethodDefinition
            ? metadata.GetMethodDefinition((MethodDefinitionHandle)constructor).GetDeclaringType()
            : metadata.GetMemberReference((MemberReferenceHandle)constructor).Parent;
        return (names.Of(type), names.DefinitionOf(type));
    }

    private CustomAttributeValue<string>? Decode(CustomAttributeHandle handle)
    {
        try
        {
            return metadata.GetCustomAttribute(handle).DecodeValue(AttributeTypes.Instance);
        }
        catch (Exception exception) when (Damage.Explains(exception) || exception is NotSupportedException)
        {
            // An argument of a foreign enum type: its size stands in another file. The mark itself is known all the same.
            return null;
        }
    }
}
