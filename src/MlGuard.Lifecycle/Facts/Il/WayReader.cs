using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using MlGuard.Lifecycle.Facts.Ways;

namespace MlGuard.Lifecycle.Facts.Il;

/// <summary>
/// The ways through a method and through the lambdas and local functions in it: which calls follow which, what is caught where, and where
/// values go. The machinery of async methods and iterators is undone: a way goes on where it was suspended.
/// </summary>
internal sealed class WayReader(
    PEReader assembly, MetadataReader metadata, TypeNames names, KnownCode known, IReadOnlyDictionary<string, int> calls)
{
    private readonly List<MethodDefinitionHandle> _bodies = [];
    private readonly Dictionary<int, WayBody> _direct = [];

    public static string Read(
        PEReader assembly, MetadataReader metadata, TypeNames names, KnownCode known, MethodDefinitionHandle method,
        ImmutableArray<string> calls)
    {
        // A method that calls nothing of interest can still drop what it is passed.
        var definition = metadata.GetMethodDefinition(method);
        if (definition.RelativeVirtualAddress == 0 || (calls.IsEmpty && definition.GetParameters().Count == 0))
            return "";
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < calls.Length; i++)
            if (calls[i].TrimStart(Call.OnFailureMark, Call.GuardedMark) is var text && !numbers.ContainsKey(text))
                numbers.Add(text, i);
        return WaysText.Write(new WayReader(assembly, metadata, names, known, numbers).Read(method));
    }

    /// <summary>The one call of a method group that stands for a method.</summary>
    public static string OfCall(ResultKind result) => WaysText.Write([DirectBody(0, result)]);

    /// <summary>What an instruction loads that is the same in every run; null for anything else.</summary>
    public int? FixedValueOf(Instruction instruction) => known.Conditions.Of(instruction);

    public int? CallOf(Callee callee, bool isVirtual) =>
        calls.TryGetValue((isVirtual ? Call.VirtualMark.ToString() : "") + callee.Text, out var number) ? number : null;

    /// <summary>The number of the body of a lambda or a local function.</summary>
    public int BodyOf(MethodDefinitionHandle method)
    {
        var number = _bodies.IndexOf(method);
        if (number >= 0)
            return number;
        _bodies.Add(method);
        return _bodies.Count - 1;
    }

    /// <summary>The number of a body that is one call: a method that is passed by its name.</summary>
    public int BodyOf(int call, ResultKind result)
    {
        _bodies.Add(default);
        _direct.Add(_bodies.Count - 1, DirectBody(call, result));
        return _bodies.Count - 1;
    }

    private IEnumerable<WayBody> Read(MethodDefinitionHandle method)
    {
        BodyOf(method);
        for (var i = 0; i < _bodies.Count && i < WayBody.Most; i++)
            yield return _direct.TryGetValue(i, out var direct) ? direct : Body(_bodies[i]);
    }

    private static WayBody DirectBody(int call, ResultKind result) => new(
        [
            new(
                [
                    new(MoveKind.Call, call, result, [0], [Register.FirstArgument]),
                    new(MoveKind.Answer, (int)ValueForm.Copy, ResultKind.Value, [], [0]),
                ],
                [], true, [], []),
        ]);

    private WayBody Body(MethodDefinitionHandle method)
    {
        if (method.IsNil)
            return WayBody.Unseen;
        try
        {
            var machine = Machine(method);
            return new WayWalk(assembly, metadata, names, this, known.Members, machine.IsNil ? method : machine, method).Read();
        }
        catch (Exception exception) when (UnreadableImage.Explains(exception))
        {
            return WayBody.Unseen;
        }
    }

    /// <summary>The method that does the work of an async method or iterator; nil for any other.</summary>
    private MethodDefinitionHandle Machine(MethodDefinitionHandle handle)
    {
        var method = metadata.GetMethodDefinition(handle);
        if (method.RelativeVirtualAddress == 0
            || metadata.GetTypeDefinition(method.GetDeclaringType()).GetNestedTypes().IsEmpty
            || IsMachine(method.GetDeclaringType()))
            return default;
        var type = IlReader.Read(assembly.GetMethodBody(method.RelativeVirtualAddress).GetILReader())
            .Where(instruction => instruction.Token != 0)
            .Select(instruction => names.MachineAt(MetadataTokens.EntityHandle(instruction.Token)))
            .FirstOrDefault(type => !type.IsNil && IsMachine(type));
        return type.IsNil
            ? default
            : metadata.GetTypeDefinition(type).GetMethods()
                .FirstOrDefault(member => metadata.StringComparer.Equals(metadata.GetMethodDefinition(member).Name, "MoveNext"));
    }

    private bool IsMachine(TypeDefinitionHandle type) =>
        metadata.GetString(metadata.GetTypeDefinition(type).Name) is var name
            && GeneratedNames.IsStateMachineOrClosure(name)
            && name.IndexOf('@') < 0;
}
