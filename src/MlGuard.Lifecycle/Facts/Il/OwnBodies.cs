using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace MlGuard.Lifecycle.Facts.Il;

/// <summary>The bodies that a person wrote as one method: its own, and those of its lambdas, local functions and state machines.</summary>
internal static class OwnBodies
{
    private const int MostBodies = 2_000;

    /// <summary>The instructions of each body, the method's own first.</summary>
    /// <exception cref="BadImageFormatException">A body is not IL.</exception>
    public static IEnumerable<ImmutableArray<Instruction>> Of(
        PEReader assembly, MetadataReader metadata, TypeNames names, MethodDefinitionHandle method) =>
        Named(assembly, metadata, names, method).Select(body => body.Instructions);

    /// <summary>Each body, and the method whose it is.</summary>
    /// <exception cref="BadImageFormatException">A body is not IL.</exception>
    public static IEnumerable<(MethodDefinitionHandle Method, ImmutableArray<Instruction> Instructions)> Named(
        PEReader assembly, MetadataReader metadata, TypeNames names, MethodDefinitionHandle method)
    {
        var open = new Queue<MethodDefinitionHandle>([method]);
        var known = new HashSet<MethodDefinitionHandle>([method]);
        while (open.Count > 0 && known.Count <= MostBodies)
        {
            var next = open.Dequeue();
            var definition = metadata.GetMethodDefinition(next);
            if (definition.RelativeVirtualAddress == 0)
                continue;
            var instructions = IlReader.Read(assembly.GetMethodBody(definition.RelativeVirtualAddress).GetILReader());
            yield return (next, instructions);
            foreach (var part in instructions.SelectMany(instruction => PartsAt(metadata, names, instruction)))
            {
                if (known.Add(part))
                    open.Enqueue(part);
            }
        }
    }

    private static IEnumerable<MethodDefinitionHandle> PartsAt(MetadataReader metadata, TypeNames names, Instruction instruction)
    {
        if (instruction.Token == 0)
            return [];
        var handle = MetadataTokens.EntityHandle(instruction.Token);
        if (names.CalleeAt(handle) is { IsOwnGenerated: true, Own: { IsNil: false } own })
            return [own];
        return names.MachineAt(handle) is { IsNil: false } machine ? [.. metadata.GetTypeDefinition(machine).GetMethods()] : [];
    }
}
