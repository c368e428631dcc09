using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using MlGuard.Frameworks;

namespace MlGuard.Lifecycle.Facts.Il;

/// <summary>The calls, constants and shape of one method, with everything that the compiler split off it folded back in.</summary>
internal sealed class MethodFolder(
    PEReader assembly, MetadataReader metadata, TypeNames names, CarriedTypes types, KnownCode known)
{
    private readonly HashSet<MethodDefinitionHandle> _visited = [];

    /// <summary>What each body calls, and the bodies that stand in it, in their order.</summary>
    private readonly Dictionary<MethodDefinitionHandle, List<(string? Call, MethodDefinitionHandle Part)>> _bodies = [];
    private readonly SortedSet<string> _constants = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _named = new(StringComparer.Ordinal);
    private readonly PassedNames _passed = new(metadata, names, types);
    private readonly BodyShape _shape = new();
    private bool _isUnreadable;
    private bool _throws;
    private bool _locks;
    private LibraryEffects _effects;
    private readonly HashSet<EffectRow> _outside = [];

    public static FoldedMethod Fold(
        PEReader assembly, MetadataReader metadata, TypeNames names, CarriedTypes types, KnownCode known,
        MethodDefinitionHandle method)
    {
        if (metadata.GetMethodDefinition(method).RelativeVirtualAddress == 0)
            return new(MethodBody.None, [], [], [], [], MethodReading.None, LibraryEffects.None);
        var folder = new MethodFolder(assembly, metadata, names, types, known);
        folder.VisitAll(method);
        return new(
            folder._isUnreadable ? MethodBody.Unreadable : folder._shape.Result,
            [.. folder.Calls(method).Distinct(StringComparer.Ordinal)], [.. folder._constants], [.. folder._named], folder._passed.Found,
            new(folder._passed.Flows, folder._throws, folder._locks) { Outside = [.. folder._outside] }, folder._effects);
    }

    /// <summary>The calls in the order in which they are written, those of a lambda or local function where it is named first.</summary>
    private IEnumerable<string> Calls(MethodDefinitionHandle first)
    {
        var seen = new HashSet<MethodDefinitionHandle>([first]);
        var open = new Stack<IEnumerator<(string? Call, MethodDefinitionHandle Part)>>([In(first)]);
        while (open.Count > 0)
        {
            if (!open.Peek().MoveNext())
                open.Pop().Dispose();
            else if (open.Peek().Current is (not null and var call, _))
                yield return call;
            else if (seen.Add(open.Peek().Current.Part))
                open.Push(In(open.Peek().Current.Part));
        }

        IEnumerator<(string? Call, MethodDefinitionHandle Part)> In(MethodDefinitionHandle body) =>
            (_bodies.TryGetValue(body, out var calls) ? calls : []).GetEnumerator();
    }

    private void VisitAll(MethodDefinitionHandle first)
    {
        var open = new Stack<Open>([new(first, false, false)]);
        while (open.Count > 0)
        {
            var next = open.Pop();
            if (!_visited.Add(next.Method))
                continue;
            try
            {
                Visit(next, open);
            }
            catch (Exception exception) when (UnreadableImage.Explains(exception))
            {
                _isUnreadable = true;
            }
        }
    }

    private void Visit(Open visited, Stack<Open> open)
    {
        var method = metadata.GetMethodDefinition(visited.Method);
        if (method.RelativeVirtualAddress == 0)
            return;
        var body = assembly.GetMethodBody(method.RelativeVirtualAddress);
        var instructions = IlReader.Read(body.GetILReader());
        var machines = instructions.Select(MachineAt).Where(type => !type.IsNil).Distinct().ToImmutableArray();
        var calls = _bodies[visited.Method] = [];
        foreach (var member in machines.SelectMany(type => metadata.GetTypeDefinition(type).GetMethods()))
        {
            open.Push(new(member, visited.IsGuarded, visited.IsOnFailure));
            calls.Add((null, member));
        }

        var isPlumbing = machines.Length > 0 || IsMachine(method.GetDeclaringType());
        var (arguments, makesClient) = (new ConstantArguments(metadata, known.Texts), false);
        var walk = _passed.Enter(method, isOwn: _visited.Count == 1);
        var paths = new FailurePaths(body.ExceptionRegions, instructions, instruction => CalleeOf(instruction)?.Name == "SetException");
        var live = LiveCode.Of(instructions, body.ExceptionRegions, known.Conditions);
        for (var i = 0; i < live.Length; i++)
        {
            var instruction = live[i];
            var callee = CalleeOf(instruction);
            arguments.Add(instruction, callee);
            makesClient |= callee is not null && ModelParameters.MayBeOf(callee);
            _named.UnionWith(known.Named.In(instruction, callee));
            walk.Step(instruction, callee);
            Add(
                instruction, callee, IdleLevels.Has(live, i, CalleeOf), isPlumbing, open, calls,
                visited.IsGuarded || paths.IsGuarded(instruction.Offset),
                visited.IsOnFailure || paths.IsOnFailure(instruction.Offset));
        }

        if (_visited.Count == 1 && !isPlumbing && PassesWriting(visited.Method, instructions, live))
            _effects |= LibraryEffects.WritesSometimes;
        _constants.UnionWith(arguments.Found);
        if (makesClient)
            _constants.UnionWith(ModelsNamedIn(live));
    }

    /// <summary>The hosted models that clients are made with, whatever else they are passed.</summary>
    private IEnumerable<string> ModelsNamedIn(ImmutableArray<Instruction> code) =>
        new NamedTexts(metadata, names, known.Texts.Of).In(code).Where(pair => ModelParameters.Contain(pair.Name))
            .Select(pair => ConstantCall.Write(ConstantCall.ModelParameter, [pair.Text]));

    private bool PassesWriting(MethodDefinitionHandle method, ImmutableArray<Instruction> code, ImmutableArray<Instruction> live)
    {
        ImmutableArray<int> writes =
        [
            .. Enumerable.Range(0, code.Length).Where(i => CalleeOf(code[i]) is { } callee
                && RecordingCalls.MayWrite(callee) && !IdleLevels.Has(code, i, CalleeOf)),
        ];
        if (writes.IsEmpty)
            return false;
        HashSet<int> offsets = [.. live.Select(instruction => instruction.Offset)];
        var (parameters, _, isInstance) = names.Shape(metadata.GetMethodDefinition(method).Signature);
        var types = parameters.Split(',');
        return new WritingWays(
            code, [.. code.Select(instruction => offsets.Contains(instruction.Offset))], CalleeOf,
            load => TypeOf(load, types, isInstance)).HaveOneThatDoesNot(writes);
    }

    private string? TypeOf(Instruction load, string[] parameters, bool isInstance)
    {
        if (load.OpCode is ILOpCode.Ldfld or ILOpCode.Ldsfld)
            return names.FieldAt(MetadataTokens.EntityHandle(load.Token)).Type;
        return IlReader.Argument(load) is { } argument && argument - (isInstance ? 1 : 0) is var place && place >= 0
            && place < parameters.Length ? parameters[place] : null;
    }

    private Callee? CalleeOf(Instruction instruction) =>
        instruction.Token == 0 ? null : names.CalleeAt(MetadataTokens.EntityHandle(instruction.Token));

    private void Add(
        Instruction instruction, Callee? callee, bool isIdle, bool isPlumbing, Stack<Open> open,
        List<(string? Call, MethodDefinitionHandle Part)> calls, bool isGuarded, bool isOnFailure)
    {
        if (callee is not null && callee.IsOwnGenerated)
        {
            if (callee.Own.IsNil)
                return;
            open.Push(new(callee.Own, isGuarded, isOnFailure));
            calls.Add((null, callee.Own));
            return;
        }

        _shape.Add(instruction.OpCode, callee, isPlumbing);
        _throws |= instruction.OpCode == ILOpCode.Throw && !isPlumbing;
        _locks |= callee is not null && Waits(callee);
        _effects |= callee is null || isIdle ? LibraryEffects.None : EffectsOf(callee);
        if (callee is not null && EffectTable.Of(callee.Type, callee.Name) is { } outside)
            _outside.Add(outside);
        if (callee is null || isIdle || (Bcl.Holds(callee.Assembly) && !RoleIndex.IsOfInterest(callee.Type, callee.Name)))
            return;
        var isVirtual = instruction.OpCode is ILOpCode.Callvirt or ILOpCode.Ldvirtftn;
        var marks = MarkIf(isOnFailure, Call.OnFailureMark) + MarkIf(isGuarded, Call.GuardedMark) + MarkIf(isVirtual, Call.VirtualMark);
        calls.Add((marks + callee.Text, default));
    }

    private static LibraryEffects EffectsOf(Callee callee) =>
        (RecordingCalls.Write(callee) ? LibraryEffects.Writes : LibraryEffects.None)
            | (LibraryCalls.LimitsTime(callee) ? LibraryEffects.LimitsTime : LibraryEffects.None);

    private static bool Waits(Callee callee) =>
        (callee.Type == "System.Threading.Monitor" && callee.Name is "Enter" or "TryEnter")
        || (callee.Type == "System.Threading.Lock" && callee.Name is "Enter" or "EnterScope" or "TryEnter")
        || (callee.Type == "System.Threading.SemaphoreSlim" && callee.Name is "Wait" or "WaitAsync");

    private static string MarkIf(bool holds, char mark) => holds ? mark.ToString() : "";

    private TypeDefinitionHandle MachineAt(Instruction instruction) =>
        instruction.Token == 0 ? default : names.MachineAt(MetadataTokens.EntityHandle(instruction.Token));

    private bool IsMachine(TypeDefinitionHandle type) =>
        GeneratedNames.IsStateMachineOrClosure(metadata.GetString(metadata.GetTypeDefinition(type).Name));

    /// <summary>A body still to be read, and whether the place that led to it is caught or runs after a failure.</summary>
    private readonly record struct Open(MethodDefinitionHandle Method, bool IsGuarded, bool IsOnFailure);
}

/// <summary>What is left of a method and its parts.</summary>
internal sealed record FoldedMethod(
    MethodBody Body, ImmutableArray<string> Calls, ImmutableArray<string> Constants, ImmutableArray<string> Named,
    ImmutableArray<ConstantCall> Passed,
    MethodReading Reading, LibraryEffects Effects);
