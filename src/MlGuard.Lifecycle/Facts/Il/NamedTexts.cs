using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace MlGuard.Lifecycle.Facts.Il;

/// <summary>
/// The constant texts that code gives to something with a name: a property, a member of an anonymous type, a parameter of an own member, or
/// a key of a map. Where ways meet again, what both of them hold is known.
/// </summary>
/// <param name="metadata">The assembly's.</param>
/// <param name="names">Its names.</param>
/// <param name="valueOf">The constant that an instruction loads; null for any other.</param>
internal sealed class NamedTexts(MetadataReader metadata, TypeNames names, Func<Instruction, string?> valueOf)
{
    private const string Setter = "set_", Item = "set_Item", Convert = "op_Implicit";

    public IEnumerable<(string Name, string Text)> In(ImmutableArray<Instruction> code)
    {
        var (stack, joins) = (new List<string?>(), new Dictionary<int, ImmutableArray<string?>>());
        var (held, isReached) = (HeldIn(code), true);
        foreach (var instruction in code)
        {
            if (joins.TryGetValue(instruction.Offset, out var other))
                Join(stack, other, isReached);
            isReached = true;
            var callee = instruction.Token == 0 ? null : names.CalleeAt(MetadataTokens.EntityHandle(instruction.Token));
            if (callee is not null && Calls(instruction))
            {
                var passed = Pop(stack, CountOf(callee.Parameters));
                foreach (var pair in Given(callee, passed))
                    yield return pair;
                Leave(stack, instruction, callee, passed);
            }
            else
            {
                Step(stack, instruction, held);
                foreach (var target in IlReader.TargetsOf(instruction).Where(target => target > instruction.Offset))
                    joins[target] = joins.TryGetValue(target, out var known) ? Common(known, [.. stack]) : [.. stack];
                isReached = !StackEffect.Ends(instruction.OpCode);
                if (!isReached)
                    stack.Clear();
            }
        }
    }

    private static void Join(List<string?> stack, ImmutableArray<string?> other, bool isReached)
    {
        var joined = isReached ? Common([.. stack], other) : other;
        stack.Clear();
        stack.AddRange(joined);
    }

    /// <summary>What two ways hold both, counted from the top.</summary>
    private static ImmutableArray<string?> Common(ImmutableArray<string?> one, ImmutableArray<string?> other)
    {
        var count = Math.Min(one.Length, other.Length);
        return [.. one.Skip(one.Length - count).Zip(other.Skip(other.Length - count), (left, right) => left == right ? left : null)];
    }

    /// <summary>The locals that are given one constant, and nothing else.</summary>
    private ImmutableDictionary<int, string> HeldIn(ImmutableArray<Instruction> code) => code
        .Select((instruction, at) => (Instruction: instruction, Before: at > 0 ? valueOf(code[at - 1]) : null))
        .Where(pair => IsOfLocal(pair.Instruction) && !IsLoad(pair.Instruction))
        .GroupBy(pair => LocalOf(pair.Instruction))
        .Where(stores => stores.Count() == 1
            && stores.First() is { Before: not null, Instruction.OpCode: not (ILOpCode.Ldloca or ILOpCode.Ldloca_s) })
        .ToImmutableDictionary(stores => stores.Key, stores => stores.First().Before!);

    private static bool IsOfLocal(Instruction instruction) =>
        instruction.OpCode is ILOpCode.Ldloca or ILOpCode.Ldloca_s || IlReader.Local(instruction) is not null;

    private static int LocalOf(Instruction instruction) => IlReader.Local(instruction) ?? instruction.Operand;

    private static bool IsLoad(Instruction instruction) => instruction.OpCode is
        ILOpCode.Ldloc or ILOpCode.Ldloc_s or (>= ILOpCode.Ldloc_0 and <= ILOpCode.Ldloc_3);

    private static bool Calls(Instruction instruction) => instruction.OpCode is ILOpCode.Call or ILOpCode.Callvirt or ILOpCode.Newobj;

    private static void Leave(List<string?> stack, Instruction instruction, Callee callee, ImmutableArray<string?> passed)
    {
        if (callee.IsInstance && instruction.OpCode != ILOpCode.Newobj)
            Pop(stack, 1);
        if (instruction.OpCode == ILOpCode.Newobj || callee.Result != "Void")
            stack.Add(callee.Name == Convert ? passed[0] : null);
    }

    private void Step(List<string?> stack, Instruction instruction, ImmutableDictionary<int, string> held)
    {
        var (pops, pushes) = StackEffect.Of(instruction.OpCode);
        if (instruction.OpCode == ILOpCode.Dup)
        {
            stack.Add(stack.LastOrDefault());
            return;
        }

        Pop(stack, pops);
        var value = IsLoad(instruction) && held.TryGetValue(LocalOf(instruction), out var constant) ? constant : valueOf(instruction);
        for (var i = 0; i < pushes; i++)
            stack.Add(value);
    }

    private static ImmutableArray<string?> Pop(List<string?> stack, int count)
    {
        var known = Math.Min(count, stack.Count);
        ImmutableArray<string?> popped =
            [.. Enumerable.Repeat<string?>(null, count - known), .. stack.Skip(stack.Count - known)];
        stack.RemoveRange(stack.Count - known, known);
        return popped;
    }

    private IEnumerable<(string Name, string Text)> Given(Callee callee, ImmutableArray<string?> passed)
    {
        if (callee.Name is Item or "Add" && passed is [{ } key, { } value])
            return [(key, value)];
        if (callee.Name.StartsWith(Setter, StringComparison.Ordinal) && passed is [{ } text])
            return [(callee.Name.Substring(Setter.Length), text)];
        var parameters = ParametersOf(callee);
        return passed.Select((argument, at) => (Name: parameters.ElementAtOrDefault(at) ?? Parameter(callee.Text, at), Text: argument!))
            .Where(pair => pair.Text is not null);
    }

    /// <summary>How a parameter is called whose name stands in another assembly.</summary>
    public static string Parameter(string member, int at) => $"{member}#{Text.TabbedText.Number(at)}";

    /// <summary>The names of an own member's parameters; those of an anonymous type are its members.</summary>
    private ImmutableArray<string> ParametersOf(Callee callee)
    {
        if (DefinitionOf(callee) is not { IsNil: false } own)
            return [];
        return
        [
            .. metadata.GetMethodDefinition(own).GetParameters().Select(metadata.GetParameter)
                .Where(parameter => parameter.SequenceNumber > 0).OrderBy(parameter => parameter.SequenceNumber)
                .Select(parameter => metadata.GetString(parameter.Name)),
        ];
    }

    /// <summary>A generic type's own member is called through an instance of the type.</summary>
    private MethodDefinitionHandle DefinitionOf(Callee callee)
    {
        if (!callee.Own.IsNil || callee.Name != ".ctor" || callee.Assembly.Length > 0)
            return callee.Own;
        return metadata.TypeDefinitions.Where(type => names.Of(type) == callee.Type)
            .SelectMany(type => metadata.GetTypeDefinition(type).GetMethods())
            .FirstOrDefault(method => metadata.GetString(metadata.GetMethodDefinition(method).Name) == ".ctor");
    }

    private static int CountOf(string parameters)
    {
        var (count, depth) = (parameters.Length == 0 ? 0 : 1, 0);
        foreach (var letter in parameters)
        {
            depth += letter is '<' or '[' or '(' ? 1 : 0;
            depth -= letter is '>' or ']' or ')' ? 1 : 0;
            count += letter == ',' && depth == 0 ? 1 : 0;
        }

        return count;
    }
}
