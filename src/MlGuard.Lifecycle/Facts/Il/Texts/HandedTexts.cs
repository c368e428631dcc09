using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace MlGuard.Lifecycle.Facts.Il.Texts;

/// <summary>Which texts the methods of an assembly hand on, as they got them or as parts of longer ones.</summary>
internal sealed class HandedTexts(PEReader assembly, MetadataReader metadata, TypeNames names)
{
    private const string Text = nameof(PrimitiveTypeCode.String);

    /// <summary>The texts that a method hands on, with its lambdas, local functions and state machines.</summary>
    public ImmutableArray<HandedText> Of(MethodDefinitionHandle handle)
    {
        var method = metadata.GetMethodDefinition(handle);
        var (parameters, result, _) = names.Shape(method.Signature);
        if (method.RelativeVirtualAddress == 0
            || (Array.IndexOf(parameters.Split(','), Text) < 0 && result.IndexOf(Text, StringComparison.Ordinal) < 0))
            return [];
        try
        {
            return new TextWalk(names).Through(method, [.. OwnBodies.Named(assembly, metadata, names, handle)]);
        }
        catch (Exception exception) when (UnreadableImage.Explains(exception))
        {
            return [];
        }
    }
}
