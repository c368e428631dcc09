using System.Globalization;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace MlGuard.Lifecycle.Facts.Il;

/// <summary>
/// Follows the constants that stand directly in a call, instruction by instruction: <c>new MLContext(seed: 7)</c>,
/// <c>Concatenate("Features", "Amount")</c>.
/// </summary>
/// <param name="metadata">Of the assembly.</param>
/// <param name="texts">What its read-only fields hold.</param>
internal sealed class ConstantArguments(MetadataReader metadata, ConstantTexts texts)
{
    private const string Nullable = "System.Nullable`1", Label = "LabelColumnName";

    private readonly List<string> _run = [];
    private readonly SortedSet<string> _found = new(StringComparer.Ordinal);

    public IEnumerable<string> Found => _found;

    public void Add(Instruction instruction, Callee? callee)
    {
        if (instruction.OpCode == ILOpCode.Ldstr)
            Literal(metadata.GetUserString((UserStringHandle)MetadataTokens.Handle(instruction.Operand)));
        else if (IlReader.Constant(instruction) is { } number)
            _run.Add(number.ToString(CultureInfo.InvariantCulture));
        else if (instruction.OpCode is ILOpCode.Ldc_r4 or ILOpCode.Ldc_r8)
            _run.Add(ConstantCall.Unknown);
        else if (instruction.OpCode == ILOpCode.Ldsfld && texts.Of(instruction) is { } held)
            _run.Add(held);
        else if (callee is not null)
            Pass(callee);
        else if (!IsPartOfArguments(instruction.OpCode))
            End(instruction);
    }

    private void End(Instruction instruction)
    {
        if (_run.Count > 0 && instruction.OpCode == ILOpCode.Stfld && IsLabelOfOptions(MetadataTokens.EntityHandle(instruction.Token)))
            _found.Add(ConstantCall.Write(ConstantCall.LabelOfOptions, [_run[_run.Count - 1]]));
        _run.Clear();
    }

    private bool IsLabelOfOptions(EntityHandle field) =>
        field.Kind == HandleKind.MemberReference
        && metadata.GetMemberReference((MemberReferenceHandle)field) is var member
        && metadata.StringComparer.Equals(member.Name, Label)
        && member.Parent.Kind == HandleKind.TypeReference
        && metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)member.Parent).Namespace)
            .StartsWith("Microsoft.ML.", StringComparison.Ordinal);

    private void Literal(string text)
    {
        _run.Add(text);
        if (ConstantCall.NamesModel(text))
            _found.Add(ConstantCall.Write("", [text]));
    }

    private void Pass(Callee callee)
    {
        if (callee.Type == Nullable)
        {
            if (_run.Count == 0)
                _run.Add(ConstantCall.Unknown);
            return;
        }

        if (IsOfInterest(callee))
        {
            _found.Add(ConstantCall.Write($"{callee.Type}::{callee.Name}", _run));
            _run.Clear();
        }
        else if (callee.Name != "get_Transforms")
        {
            _run.Clear();
        }
    }

    /// <summary>Filling an array of constants is still the same call.</summary>
    private static bool IsPartOfArguments(ILOpCode opCode) =>
        opCode is ILOpCode.Newarr or ILOpCode.Dup or ILOpCode.Stelem_ref or ILOpCode.Nop or ILOpCode.Ldnull or ILOpCode.Initobj
            or ILOpCode.Conv_i8
            or ILOpCode.Ldloca_s or (>= ILOpCode.Ldloc_0 and <= ILOpCode.Ldloc_3) or ILOpCode.Ldloc_s;

    private static bool IsOfInterest(Callee callee) =>
        callee.Type.StartsWith("Microsoft.ML.", StringComparison.Ordinal)
            && !callee.Name.StartsWith("get_", StringComparison.Ordinal)
            && !callee.Name.StartsWith("set_", StringComparison.Ordinal)
        || (callee.Name == ConstantCall.TorchSeed && callee.Type.StartsWith("TorchSharp.", StringComparison.Ordinal))
        || (callee.Name == ConstantCall.ModelIdSetter && callee.Type.StartsWith("Microsoft.", StringComparison.Ordinal))
        || RoleIndex.IsOfInterest(callee.Type, callee.Name);
}
