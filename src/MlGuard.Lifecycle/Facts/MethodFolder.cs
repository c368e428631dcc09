using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace MlGuard.Lifecycle.Facts;

/// <summary>The calls and the shape of one method, with everything that the compiler split off it folded back in.</summary>
internal sealed class MethodFolder(PEReader assembly, MetadataReader metadata, TypeNames names)
{
    private readonly HashSet<MethodDefinitionHandle> _visited = [];
    private readonly SortedSet<string> _calls = new(StringComparer.Ordinal);
    private readonly BodyShape _shape = new();
    private bool _isUnreadable;

    public static (MethodBody Body, ImmutableArray<string> Calls) Fold(PEReader assembly, MetadataReader metadata, TypeNames names, MethodDefinitionHandle method)
    {
        if (metadata.GetMethodDefinition(method).RelativeVirtualAddress == 0)
            return (MethodBody.None, []);
        var folder = new MethodFolder(assembly, metadata, names);
        folder.VisitAll(method);
        return (folder._isUnreadable ? MethodBody.Unreadable : folder._shape.Result, [.. folder._calls]);
    }

    private void VisitAll(MethodDefinitionHandle first)
    {
        var open = new Stack<MethodDefinitionHandle>([first]);
        while (open.Count > 0)
        {
            var method = open.Pop();
            if (!_visited.Add(method))
                continue;
            try
            {
                Visit(method, open);
            }
            catch (Exception exception) when (Damage.Explains(exception))
            {
                _isUnreadable = true;
            }
        }
    }

    private void Visit(MethodDefinitionHandle handle, Stack<MethodDefinitionHandle> open)
    {
        var method = metadata.GetMethodDefinition(handle);
        if (method.RelativeVirtualAddress == 0)
            return;
        var instructions = IlReader.Read(assembly.GetMethodBody(method.RelativeVirtualAddress).GetILReader());
        var machines = instructions.Select(MachineOf).Where(type => !type.IsNil).Distinct().ToImmutableArray();
        foreach (var member in machines.SelectMany(type => metadata.GetTypeDefinition(type).GetMethods()))
            open.Push(member);
        var isPlumbing = machines.Length > 0 || IsMachine(method.GetDeclaringType());
        foreach (var instruction in instructions)
            Add(instruction, isPlumbing, open);
    }

    private void Add(Instruction instruction, bool isPlumbing, Stack<MethodDefinitionHandle> open)
    {
        var callee = instruction.Token == 0 ? null : Callee.Of(metadata, names, MetadataTokens.EntityHandle(instruction.Token));
        if (callee is not null && IsOwnGenerated(callee))
        {
            if (!callee.Own.IsNil)
                open.Push(callee.Own);
            return;
        }

        _shape.Add(instruction.OpCode, callee, isPlumbing);
        if (callee is not null && (!Bcl.Holds(callee.Assembly) || RoleIndex.IsOfInterest(callee.Type, callee.Name)))
            _calls.Add(instruction.OpCode is ILOpCode.Callvirt or ILOpCode.Ldvirtftn ? $"*{callee.Text}" : callee.Text);
    }

    private static bool IsOwnGenerated(Callee callee) =>
        callee.Assembly.Length == 0 && (GeneratedNames.IsGenerated(callee.Name) || GeneratedNames.IsGenerated(callee.Type.Substring(1 + callee.Type.LastIndexOf('+'))));

    /// <summary>The state machine or closure that an instruction touches, through the type itself, a field or a method of it.</summary>
    private TypeDefinitionHandle MachineOf(Instruction instruction)
    {
        if (instruction.Token == 0)
            return default;
        var handle = MetadataTokens.EntityHandle(instruction.Token);
        var type = handle.Kind switch
        {
            HandleKind.FieldDefinition => metadata.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType(),
            HandleKind.MethodDefinition => metadata.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType(),
            HandleKind.MemberReference => names.DefinitionOf(metadata.GetMemberReference((MemberReferenceHandle)handle).Parent),
            HandleKind.TypeDefinition or HandleKind.TypeSpecification => names.DefinitionOf(handle),
            _ => default,
        };
        return !type.IsNil && IsMachine(type) ? type : default;
    }

    private bool IsMachine(TypeDefinitionHandle type) =>
        GeneratedNames.IsStateMachineOrClosure(metadata.GetString(metadata.GetTypeDefinition(type).Name));
}
