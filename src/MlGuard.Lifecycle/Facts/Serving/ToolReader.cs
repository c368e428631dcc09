using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using MlGuard.Lifecycle.Facts.Il;

namespace MlGuard.Lifecycle.Facts.Serving;

/// <summary>
/// The functions that a method makes for a language model with <c>AIFunctionFactory.Create</c>, instruction by instruction: the name that
/// is given or else the method's own, and whether what comes out is wrapped in <c>ApprovalRequiredAIFunction</c>.
/// </summary>
internal sealed class ToolReader(MetadataReader metadata, TypeNames names)
{
    private const string Factory = "Microsoft.Extensions.AI.AIFunctionFactory";
    private const string Options = "Microsoft.Extensions.AI.AIFunctionFactoryOptions";
    private const string Approval = "Microsoft.Extensions.AI.ApprovalRequiredAIFunction";

    private readonly List<Made> _made = [];
    private readonly Dictionary<int, Made> _locals = [];
    private Callee? _function;
    private string? _literal;
    private string? _name;
    private bool _isNameHidden;
    private bool _isAfterDelegate;
    private Made? _onTop;

    /// <summary>Whether the assembly makes such functions at all; most do not.</summary>
    public static bool IsOfUse(MetadataReader metadata, TypeNames names) =>
        metadata.MemberReferences.Any(handle => metadata.GetMemberReference(handle) is var member
            && metadata.GetString(member.Name) == "Create"
            && names.Of(member.Parent) == Factory);

    public static IEnumerable<string> Read(PEReader assembly, MetadataReader metadata, TypeNames names, MethodDefinitionHandle method)
    {
        try
        {
            var reader = new ToolReader(metadata, names);
            foreach (var body in OwnBodies.Of(assembly, metadata, names, method))
                reader.Read(body);
            return [.. reader._made.Select(made => made.Tool.Write())];
        }
        catch (Exception exception) when (UnreadableImage.Explains(exception))
        {
            // The method's own facts say that it cannot be read.
            return [];
        }
    }

    private void Read(ImmutableArray<Instruction> body)
    {
        _locals.Clear();
        Forget();
        foreach (var instruction in body)
            Step(instruction);
    }

    private void Step(Instruction instruction)
    {
        switch (instruction.OpCode)
        {
            case ILOpCode.Ldstr:
                Literal(metadata.GetUserString((UserStringHandle)MetadataTokens.Handle(instruction.Operand)));
                break;
            case ILOpCode.Ldftn or ILOpCode.Ldvirtftn:
                (_function, _name, _isNameHidden) = (names.CalleeAt(MetadataTokens.EntityHandle(instruction.Token)), null, false);
                break;
            case ILOpCode.Call or ILOpCode.Callvirt or ILOpCode.Newobj when instruction.Token != 0
                && names.CalleeAt(MetadataTokens.EntityHandle(instruction.Token)) is { } callee:
                Invoke(callee);
                break;
            case ILOpCode.Nop:
                break;
            default:
                Move(instruction);
                break;
        }
    }

    private void Literal(string text)
    {
        _literal = text;
        // The first argument after the delegate is the name.
        if (_isAfterDelegate)
            (_name, _isAfterDelegate) = (text, false);
    }

    private void Move(Instruction instruction)
    {
        var isStore = instruction.OpCode is ILOpCode.Stloc or ILOpCode.Stloc_s or (>= ILOpCode.Stloc_0 and <= ILOpCode.Stloc_3);
        var local = IlReader.Local(instruction);
        if (local is { } stored && isStore && _onTop is not null)
            _locals[stored] = _onTop;
        _onTop = local is { } loaded && !isStore && _locals.TryGetValue(loaded, out var known) ? known : null;
        // A delegate that is kept for the next time is still the argument.
        if (instruction.OpCode is ILOpCode.Dup or ILOpCode.Stsfld or ILOpCode.Stloc or ILOpCode.Stloc_s)
            return;
        if (_isAfterDelegate && instruction.OpCode != ILOpCode.Ldnull)
            _isNameHidden = true;
        _isAfterDelegate = false;
    }

    private void Invoke(Callee callee)
    {
        switch (callee.Type, callee.Name)
        {
            case (Factory, "Create"):
                _onTop = new(new(NameOf(), false, ""));
                _made.Add(_onTop);
                (_function, _literal, _name, _isNameHidden, _isAfterDelegate) = (null, null, null, false, false);
                return;
            case (Approval, ".ctor") when _onTop is not null:
                _onTop.Tool = _onTop.Tool with { Asks = true };
                return;
            case (Options, "set_Name"):
                (_name, _isNameHidden) = (_literal, _literal is null);
                break;
            case (Options, ".ctor"):
                _isAfterDelegate = false;
                break;
            case (_, ".ctor") when callee.Parameters == "Object,IntPtr":
                _isAfterDelegate = true;
                return;
        }

        if (_isAfterDelegate)
            _isNameHidden = true;
        (_onTop, _isAfterDelegate, _literal) = (null, false, null);
    }

    /// <summary>Empty for a name that is computed, and for a lambda, whose name a compiler makes.</summary>
    private string NameOf()
    {
        if (_isNameHidden || _name is not null || _function is null)
            return _isNameHidden ? "" : _name ?? "";
        if (GeneratedNames.IsGenerated(_function.Name))
            return "";
        return LibraryCalls.IsTask(_function.Result) ? OfferedTool.WithoutAsync(_function.Name) : _function.Name;
    }

    private void Forget() =>
        (_function, _literal, _name, _isNameHidden, _isAfterDelegate, _onTop) = (null, null, null, false, false, null);

    /// <summary>A tool on its way through a body.</summary>
    private sealed class Made(OfferedTool tool)
    {
        public OfferedTool Tool { get; set; } = tool;
    }
}
