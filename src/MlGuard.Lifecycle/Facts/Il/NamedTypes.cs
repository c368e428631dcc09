using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace MlGuard.Lifecycle.Facts.Il;

/// <summary>
/// The types that code names without calling them: type arguments and <c>typeof</c>. A container that is given one makes its objects, and
/// no constructor is called in sight.
/// </summary>
internal sealed class NamedTypes(MetadataReader metadata, TypeNames names)
{
    private static readonly char[] s_between = ['<', '>', ';', ',', '[', ']', '&', '*', ' '];

    /// <summary>What makes objects of types that only run time knows.</summary>
    private static readonly ImmutableHashSet<(string Type, string Name)> s_finders =
    [
        ("System.Activator", "CreateInstance"), ("System.Activator", "CreateInstanceFrom"), ("System.Type", "GetType"),
        ("System.Type", "InvokeMember"), ("System.Reflection.Assembly", "CreateInstance"), ("System.Reflection.Assembly", "GetType"),
        ("System.Reflection.Assembly", "GetTypes"), ("System.Reflection.Assembly", "GetExportedTypes"),
        ("System.Reflection.Assembly", "get_ExportedTypes"), ("System.Reflection.Assembly", "get_DefinedTypes"),
        ("System.Reflection.Module", "GetTypes"), ("System.Reflection.ConstructorInfo", "Invoke"),
    ];

    private readonly Dictionary<EntityHandle, ImmutableArray<string>> _known = [];

    /// <summary>Those of one instruction; <see cref="Call.Unknown"/> among them where it may make an object of any type.</summary>
    public ImmutableArray<string> In(Instruction instruction, Callee? callee)
    {
        if (instruction.Token == 0)
            return [];
        var handle = MetadataTokens.EntityHandle(instruction.Token);
        if (!_known.TryGetValue(handle, out var found))
            _known.Add(
                handle,
                found =
                [
                    .. Texts(handle).SelectMany(text => text.Split(s_between)).Where(MayBeOfTheProduct),
                    .. callee is not null && s_finders.Contains((callee.Type, callee.Name)) ? [Call.Unknown] : Array.Empty<string>(),
                ]);
        return found;
    }

    private IEnumerable<string> Texts(EntityHandle handle) => handle.Kind switch
    {
        HandleKind.MethodSpecification => OfMethod(metadata.GetMethodSpecification((MethodSpecificationHandle)handle)),
        HandleKind.MemberReference => OfParent(names.ParentOf(handle)),
        HandleKind.TypeSpecification => OfParent(handle),
        HandleKind.TypeDefinition or HandleKind.TypeReference => [names.Of(handle)],
        _ => [],
    };

    private IEnumerable<string> OfMethod(MethodSpecification method) =>
        method.DecodeSignature(names, null).Concat(OfParent(names.ParentOf(method.Method)));

    private IEnumerable<string> OfParent(EntityHandle type) =>
        type.Kind == HandleKind.TypeSpecification
            ? [names.GetTypeFromSpecification(metadata, null, (TypeSpecificationHandle)type, 0)]
            : [];

    private static bool MayBeOfTheProduct(string name) =>
        name.Length > 0 && name[0] != '!' && !name.StartsWith("System.", StringComparison.Ordinal);
}
