using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace MlGuard.Lifecycle.Facts.Il.Tensors;

/// <summary>Which inputs of ONNX models the methods of an assembly feed, and with what.</summary>
internal sealed class FedInputs(PEReader assembly, MetadataReader metadata, TypeNames names)
{
    private const string Library = "Microsoft.ML.OnnxRuntime";

    private readonly WalkedBodies _bodies = new(assembly, metadata, names);
    private readonly bool _isOfUse = metadata.TypeReferences
        .Any(type => metadata.StringComparer.StartsWith(metadata.GetTypeReference(type).Namespace, Library))
        || metadata.TypeDefinitions.Any(type => metadata.StringComparer.StartsWith(metadata.GetTypeDefinition(type).Namespace, Library));

    /// <summary>The inputs that a method feeds, with its lambdas, local functions and state machines.</summary>
    public ImmutableArray<FedInput> Of(MethodDefinitionHandle method)
    {
        try
        {
            return _isOfUse
                ? [.. OwnBodies.Named(assembly, metadata, names, method).Where(body => body.Instructions.Any(Feeds))
                    .SelectMany(body => _bodies.Of(body.Method)?.Fed ?? [FedInput.Unknown]).Distinct()]
                : [];
        }
        catch (Exception exception) when (UnreadableImage.Explains(exception))
        {
            return [FedInput.Unknown];
        }
    }

    private bool Feeds(Instruction instruction) =>
        instruction.OpCode is ILOpCode.Call or ILOpCode.Callvirt
        && names.CalleeAt(MetadataTokens.EntityHandle(instruction.Token)) is { } callee && TensorWalk.Feeds(callee);
}
