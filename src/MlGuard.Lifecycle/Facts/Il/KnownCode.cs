using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace MlGuard.Lifecycle.Facts.Il;

/// <summary>What is known of an assembly's own code, whichever method asks: each answer is found once and kept.</summary>
internal sealed class KnownCode(PEReader assembly, MetadataReader metadata, TypeNames names)
{
    public FixedConditions Conditions { get; } = new(assembly, metadata, names);

    public ConstantTexts Texts { get; } = new(assembly, metadata);

    public OwnMembers Members { get; } = new(assembly, metadata, names);

    public NamedTypes Named { get; } = new(metadata, names);
}
