using System.Reflection;
using System.Reflection.Metadata;

namespace MlGuard.Lifecycle.Facts.Il;

/// <summary>
/// The types of this assembly that share a base of it. A result says by its type whether it failed where it is one of a few that do.
/// </summary>
internal sealed class OwnHierarchies
{
    private const int MostTypes = 7, Deepest = 16;

    private readonly MetadataReader _metadata;
    private readonly TypeNames _names;
    private readonly ILookup<TypeDefinitionHandle, TypeDefinitionHandle> _byRoot;

    public OwnHierarchies(MetadataReader metadata, TypeNames names)
    {
        (_metadata, _names) = (metadata, names);
        _byRoot = metadata.TypeDefinitions.ToLookup(type => Chain(type).Last());
    }

    /// <summary>Whether a type is one of several, and these are few.</summary>
    public bool Knows(TypeDefinitionHandle type) =>
        !IsInterface(type) && _byRoot[Chain(type).Last()].Skip(1).Any() && !_byRoot[Chain(type).Last()].Skip(MostTypes).Any();

    public ImmutableArray<(int Member, bool IsOne)> TypesOf(TypeDefinitionHandle type)
    {
        if (!Knows(type))
            return [];
        ImmutableHashSet<TypeDefinitionHandle> chain = [.. Chain(type)];
        // A class has one base, and any number of interfaces: nobody asks here whether it has one of those.
        return
        [
            .. _byRoot[Chain(type).Last()].Where(other => !IsInterface(other))
                .Select(other => (OwnMembers.OfType(_names.Of(other)), chain.Contains(other))),
        ];
    }

    /// <summary>A type, its base and so on, as long as they are this assembly's; for want of a base, an interface.</summary>
    private IEnumerable<TypeDefinitionHandle> Chain(TypeDefinitionHandle type)
    {
        for (var depth = 0; depth < Deepest && !type.IsNil; depth++)
        {
            yield return type;
            type = ParentOf(type);
        }
    }

    private TypeDefinitionHandle ParentOf(TypeDefinitionHandle type)
    {
        var definition = _metadata.GetTypeDefinition(type);
        var parent = Own(definition.BaseType);
        return parent.IsNil
            ? definition.GetInterfaceImplementations()
                .Select(implemented => Own(_metadata.GetInterfaceImplementation(implemented).Interface))
                .FirstOrDefault(one => !one.IsNil)
            : parent;
    }

    private TypeDefinitionHandle Own(EntityHandle type) => type.IsNil ? default : _names.DefinitionOf(type);

    private bool IsInterface(TypeDefinitionHandle type) =>
        (_metadata.GetTypeDefinition(type).Attributes & TypeAttributes.Interface) != 0;
}
