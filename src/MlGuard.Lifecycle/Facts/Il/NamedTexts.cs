using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace MlGuard.Lifecycle.Facts.Il;

/// <summary>
/// The constant texts that code gives to something with a name: a property, a member of an anonymous type, a parameter of an own member, or
/// a key of a map. Code is followed straight on; where it forks, what was passed before is not known.
/// </summary>
/// <param name="metadata">The assembly's.</param>
/// <param name="names">Its names.</param>
/// <param name="valueOf">The constant that an instruction loads; null for any other.</param>
internal sealed class NamedTexts(MetadataReader metadata, TypeNames names, Func<Instruction, string?> valueOf)
{
    private const string Setter = "set_", Item = "set_Item", Convert = "op_Implicit";

    public IEnumerable<(string Name, string Text)> In(ImmutableArray<Instruction> code)
    {
        var stack = new List<string?>();
        foreach (var instruction in code)
        {
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
                Step(stack, instruction);
            }
        }
    }

    private static bool Calls(Instruction instruction) => instruction.OpCode is ILOpCode.Call or ILOpCode.Callvirt or ILOpCode.Newobj;

    private static void Leave(List<string?> stack, Instruction instruction, Callee callee, ImmutableArray<string?> passed)
    {
        if (callee.IsInstance && instruction.OpCode != ILOpCode.Newobj)
            Pop(stack, 1);
        if (instruction.OpCode == ILOpCode.Newobj || callee.Result != "Void")
            stack.Add(callee.Name == Convert ? passed[0] : null);
    }

    private void Step(List<string?> stack, Instruction instruction)
    {
        if (IlReader.TargetsOf(instruction).Any() || StackEffect.Ends(instruction.OpCode))
        {
            stack.Clear();
            return;
        }

        var (pops, pushes) = StackEffect.Of(instruction.OpCode);
        if (instruction.OpCode == ILOpCode.Dup)
            (pops, pushes) = (0, 1);
        Pop(stack, pops);
        for (var i = 0; i < pushes; i++)
            stack.Add(valueOf(instruction));
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
