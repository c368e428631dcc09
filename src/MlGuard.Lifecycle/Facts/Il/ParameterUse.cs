using System.Globalization;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace MlGuard.Lifecycle.Facts.Il;

/// <summary>
/// Which of its parameters a method makes no use of, and whether it only gives one back. Async methods, iterators and lambdas keep
/// parameters in fields; what is loaded of those is used.
/// </summary>
internal sealed class ParameterUse(PEReader assembly, MetadataReader metadata, TypeNames names)
{
    private const string Getter = "get_";

    /// <summary>What hands out a value that is there already.</summary>
    private static readonly ImmutableHashSet<string> s_finished =
        ["System.Threading.Tasks.Task::FromResult", "System.Threading.Tasks.ValueTask::FromResult", "System.Threading.Tasks.ValueTask`1::.ctor"];

    /// <summary>The marks of a method.</summary>
    public ImmutableArray<string> Read(MethodDefinitionHandle handle)
    {
        var method = metadata.GetMethodDefinition(handle);
        var (parameters, _, isInstance) = names.Shape(method.Signature);
        if (method.RelativeVirtualAddress == 0 || parameters.Length == 0)
            return [];
        try
        {
            ImmutableArray<ImmutableArray<Instruction>> bodies = [.. OwnBodies.Of(assembly, metadata, names, handle)];
            var unused = Unused(bodies, Call.CountOf(parameters), isInstance ? 1 : 0);
            ImmutableArray<string> ignored =
                unused.IsEmpty ? [] : [Mark.Ignores + string.Join(",", unused.Select(i => i.ToString(CultureInfo.InvariantCulture)))];
            return bodies.Length == 1 && GivesBack(bodies[0], isInstance ? 1 : 0) ? ignored.Add(Mark.GivesBack) : ignored;
        }
        catch (Exception exception) when (UnreadableImage.Explains(exception))
        {
            // The method's own facts say that it cannot be read.
            return [];
        }
    }

    private ImmutableArray<int> Unused(ImmutableArray<ImmutableArray<Instruction>> bodies, int count, int first)
    {
        var used = new HashSet<int>();
        var kept = new Dictionary<string, int>(StringComparer.Ordinal);
        var own = bodies[0];
        for (var i = 0; i + 1 < own.Length; i++)
            if (IlReader.Argument(own[i]) is { } argument && argument >= first)
            {
                if (own[i + 1].OpCode == ILOpCode.Stfld && GeneratedField(own[i + 1]) is { } field)
                    kept[field] = argument - first;
                else if (!TellsModel(own[i + 1]))
                    used.Add(argument - first);
            }

        foreach (var body in bodies)
            for (var i = 0; i + 1 < body.Length; i++)
                if (body[i].OpCode is ILOpCode.Ldfld or ILOpCode.Ldflda
                    && GeneratedField(body[i]) is { } field
                    && kept.TryGetValue(field, out var argument)
                    && !TellsModel(body[i + 1]))
                    used.Add(argument);
        return [.. Enumerable.Range(0, count).Where(parameter => !used.Contains(parameter))];
    }

    private string? GeneratedField(Instruction instruction) =>
        names.FieldAt(MetadataTokens.EntityHandle(instruction.Token)) is { IsGenerated: true } field ? field.Name : null;

    /// <summary>Whether only that part is taken which says what model answered, and not what it answered.</summary>
    private bool TellsModel(Instruction instruction) => NameOf(instruction) is { } name && ModelWords.In(name) is not null;

    private string? NameOf(Instruction instruction) => instruction.OpCode switch
    {
        ILOpCode.Call or ILOpCode.Callvirt when names.CalleeAt(MetadataTokens.EntityHandle(instruction.Token)) is { } callee
            && callee.Name.StartsWith(Getter, StringComparison.Ordinal) => callee.Name.Substring(Getter.Length),
        ILOpCode.Ldfld or ILOpCode.Ldflda => names.FieldAt(MetadataTokens.EntityHandle(instruction.Token)).Name,
        _ => null,
    };

    /// <summary>Whether a body does nothing but return a parameter; without optimisation by way of a local.</summary>
    private bool GivesBack(ImmutableArray<Instruction> body, int first) =>
        body.Count(instruction => IlReader.Argument(instruction) is not null) == 1
        && body.All(instruction => (IlReader.Argument(instruction) is { } argument && argument >= first) || IsMere(instruction));

    private bool IsMere(Instruction instruction) =>
        instruction.OpCode is ILOpCode.Nop or ILOpCode.Ret or ILOpCode.Br or ILOpCode.Br_s
        || IlReader.Local(instruction) is not null
        || (instruction.OpCode is ILOpCode.Call or ILOpCode.Newobj
            && names.CalleeAt(MetadataTokens.EntityHandle(instruction.Token)) is { } callee
            && s_finished.Contains($"{callee.Type}::{callee.Name}"));
}
