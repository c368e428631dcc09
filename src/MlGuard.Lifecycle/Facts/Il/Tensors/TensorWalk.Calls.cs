using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace MlGuard.Lifecycle.Facts.Il.Tensors;

internal sealed partial class TensorWalk
{
    private const string Library = "Microsoft.ML.OnnxRuntime.";
    private const string NamedValue = Library + "NamedOnnxValue";
    private const string Value = Library + "OrtValue";
    private const string Binding = Library + "OrtIoBinding";
    private const string Session = Library + "InferenceSession";
    private const string Tensors = Library + "Tensors.";
    private const string ReadOnlySpan = "System.ReadOnlySpan`1";
    private const string Dictionary = "System.Collections.Generic.Dictionary`2";
    private const string Sizes32 = ReadOnlySpan + "<Int32>", Sizes64 = "Int64[]";

    /// <summary>What a collection expression of C# becomes where a list is wanted that nobody changes.</summary>
    private const string ListOfArray = "<>z__ReadOnlyArray`1", ListOfOne = "<>z__ReadOnlySingleElementList`1";

    private static readonly ImmutableHashSet<string> s_lookedAt = ["get_Item", "get_Count", "get_Values", "get_Keys", "ContainsKey"];

    /// <summary>Whether a body that calls it feeds a model.</summary>
    public static bool Feeds(Callee callee) => callee is { Type: NamedValue, Name: "CreateFromTensor" }
        || callee is { Type: Binding, Name: "BindInput" }
        || (callee.Type == Session && callee.Name.StartsWith("Run", StringComparison.Ordinal)
            && callee.Parameters.IndexOf(NamedValue, StringComparison.Ordinal) < 0);

    private void Invoke(Instruction instruction, Callee callee)
    {
        var isNew = instruction.OpCode == ILOpCode.Newobj;
        var arguments = new Walked[Call.CountOf(callee.Parameters)];
        for (var i = arguments.Length - 1; i >= 0; i--)
            arguments[i] = Pop();
        var receiver = callee.IsInstance && !isNew ? Pop() : Walked.Unknown;
        if (Known(instruction, callee, receiver, arguments) is not { } result)
        {
            Open(receiver);
            foreach (var argument in arguments)
                Open(argument);
            result = Walked.Unknown;
        }

        if (isNew || callee.Result != nameof(PrimitiveTypeCode.Void))
            Push(result);
    }

    /// <summary>What a call gives, where it is known to leave alone what it is given; null for any other.</summary>
    private Walked? Known(Instruction instruction, Callee callee, Walked receiver, Walked[] arguments)
    {
        if (callee.Type.StartsWith(Library, StringComparison.Ordinal))
            return OfLibrary(instruction, callee, receiver, arguments);
        if (_buffers.Of(callee, arguments) is { } made)
            return made;
        if (WalkedCalls.Of(callee, arguments) is { } plain)
            return plain;
        return (callee.Type, callee.Name) switch
        {
            ("System.Runtime.CompilerServices.RuntimeHelpers", "InitializeArray") => Filled(arguments),
            ("System.Runtime.CompilerServices.RuntimeHelpers", "CreateSpan") => Span(arguments[0], ArgumentOf(instruction)),
            (ReadOnlySpan, "op_Implicit") or (ListOfArray, ".ctor") => arguments[0],
            (ListOfOne, ".ctor") => WalkedItems.Of(arguments),
            (Dictionary, ".ctor") when arguments.Length == 0 => new WalkedInputs(),
            (Dictionary, "Add" or "set_Item") when receiver is WalkedInputs inputs => Added(inputs, arguments),
            (Dictionary, var name) when s_lookedAt.Contains(name) => Walked.Unknown,
            _ when !callee.Own.IsNil && Array.TrueForAll(arguments, argument => argument is not (WalkedItems or WalkedInputs)) =>
                _bodies.AnswerOf(callee, arguments),
            _ => null,
        };
    }

    private Walked OfLibrary(Instruction instruction, Callee callee, Walked receiver, Walked[] arguments)
    {
        if (callee is { Type: NamedValue, Name: "CreateFromTensor" } && arguments.Length == 2)
            Feed(arguments[0], ArgumentOf(instruction), arguments[1]);
        else if (callee is { Type: Binding, Name: "BindInput" } && arguments.Length > 1)
            Feed(arguments[0], "", arguments[1]);
        else if (callee.Type == Session && Feeds(callee))
            Run(callee, arguments);
        else if (callee is { Type: Tensors + "DenseTensor`1", Name: ".ctor", Parameters: nameof(PrimitiveTypeCode.Int32) })
            return new WalkedTensor("", WalkedItems.Of(arguments));
        else if (callee is { Type: Tensors + "DenseTensor`1", Name: ".ctor" })
            return new WalkedTensor("", SizesIn(callee, arguments, Sizes32));
        else if (callee.Name == "Reshape" && callee.Type.StartsWith(Tensors, StringComparison.Ordinal))
            return new WalkedTensor((receiver as WalkedTensor)?.Element ?? "", SizesIn(callee, arguments, Sizes32));
        else if (callee.Type == Value && callee.Name.StartsWith("Create", StringComparison.Ordinal))
            return new WalkedTensor(ArgumentOf(instruction), SizesIn(callee, arguments, Sizes64));
        return Walked.Unknown;
    }

    private static Walked SizesIn(Callee callee, Walked[] arguments, string type) =>
        Array.IndexOf(callee.Parameters.Split(','), type) is >= 0 and var at ? arguments[at] : Walked.Unknown;

    private void Feed(Walked name, string element, Walked value) => _fed.Add(() => [(name, element, value)]);

    private void Run(Callee callee, Walked[] arguments)
    {
        if (arguments.Length > 1 && arguments[1] is WalkedInputs inputs)
            _fed.Add(() => EntriesOf(inputs));
        else if (arguments.Length > 2 && arguments[1] is WalkedItems names
            && callee.Parameters.Split(',')[2].IndexOf(Value, StringComparison.Ordinal) >= 0)
            _fed.Add(() => PairsOf(names, arguments[2] as WalkedItems));
        else
            Feed(Walked.Unknown, "", Walked.Unknown);
    }

    private static IEnumerable<(Walked Name, string Element, Walked Value)> EntriesOf(WalkedInputs inputs) => inputs.All.IsDefault
        ? [(Walked.Unknown, "", Walked.Unknown)]
        : inputs.All.Select(input => (input.Name, "", input.Value));

    private static IEnumerable<(Walked Name, string Element, Walked Value)> PairsOf(WalkedItems names, WalkedItems? values)
    {
        var given = values?.Length == names.Length ? values.All.ToImmutableArray() : default;
        return names.All.Select((name, at) => (name, "", given.IsDefault ? Walked.Unknown : given[at]));
    }

    private static Walked Added(WalkedInputs inputs, Walked[] arguments)
    {
        inputs.Add(arguments[0], arguments[1]);
        return Walked.Unknown;
    }

    private Walked Filled(Walked[] arguments)
    {
        if (arguments is [WalkedItems items, WalkedData data])
            items.Fill(_bodies.Numbers(data.Field, items.Element, items.Length));
        return Walked.Unknown;
    }

    /// <summary>A span over constants that the assembly keeps.</summary>
    private Walked Span(Walked data, string element) => data is WalkedData { Field: var field }
        && _bodies.Numbers(field, "System." + element, null) is { IsDefault: false } numbers
            ? WalkedItems.Of(numbers.Select(number => new WalkedNumber(number)))
            : Walked.Unknown;

    private string ArgumentOf(Instruction instruction) => _names.ArgumentOf(MetadataTokens.EntityHandle(instruction.Token));
}
