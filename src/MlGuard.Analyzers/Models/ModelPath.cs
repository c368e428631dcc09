using MlGuard.Analyzers.Flow.Values;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Models;

/// <summary>How code names the file of a model that it loads.</summary>
/// <param name="Value">The path as it is passed.</param>
/// <param name="Text">As far as it is known: the whole, or its end.</param>
/// <param name="Base">From where it is looked for.</param>
internal sealed record ModelPath(IOperation Value, string Text, ModelPathBase Base)
{
    private const int MaximumDepth = 8;

    private static readonly ImmutableHashSet<string> s_reads = ["ReadAllBytes", "ReadAllBytesAsync", "OpenRead"];

    public string FileName => Text.Substring(Text.LastIndexOfAny(['/', '\\']) + 1);

    /// <summary>The path that a call which loads a model is given; null when it is given none, or nothing is known of it.</summary>
    public static ModelPath? Of(IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments, MlCompilation compilation)
    {
        if (ArgumentOf(method, arguments, compilation) is not { } value)
            return null;
        if (LocalValues.Origin(value) is IInvocationOperation { TargetMethod: { ContainingType.Name: "File" } reader } read
            && s_reads.Contains(reader.Name))
            value = read.Arguments[0].Value;
        if (value.Type?.SpecialType != SpecialType.System_String || Constants.Tail(value) is not { Length: > 0 } text)
            return null;
        return new ModelPath(value, text, BaseOf(value, text));
    }

    /// <summary>The path, or the content, of the model that a call loads.</summary>
    public static IOperation? ArgumentOf(IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments, MlCompilation compilation) =>
        compilation.Symbols.RowOf(method) is { ModelArgument: { } parameter, Role: Role.LoadModel or Role.CreateSession }
            ? (arguments.Argument(parameter) ?? arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0))?.Value
            : null;

    private static ModelPathBase BaseOf(IOperation value, string text)
    {
        if (Constants.Text(value) is not null)
            return IsRooted(text) ? ModelPathBase.Other : ModelPathBase.WorkingDirectory;
        return IsBelowProgram(value) ? ModelPathBase.Program : ModelPathBase.Other;
    }

    private static bool IsRooted(string path) =>
        path[0] is '/' or '\\' or '~' or '%' || (path.Length > 1 && path[1] == ':') || path.IndexOf("://", StringComparison.Ordinal) > 0;

    /// <summary>Whether the path begins with the program's own folder.</summary>
    public static bool IsBelowProgram(IOperation value)
    {
        for (var depth = 0; depth < MaximumDepth; depth++)
        {
            var origin = LocalValues.Origin(value);
            switch (origin)
            {
                case IPropertyReferenceOperation { Property: { Name: "BaseDirectory", ContainingType.Name: "AppContext" or "AppDomain" } }:
                case IPropertyReferenceOperation { Property: { Name: "Location", ContainingType.Name: "Assembly" } }:
                    return true;
                case IInvocationOperation { TargetMethod: { ContainingType.Name: "Path" } method } call
                    when method.Name is "Combine" or "Join" or "GetDirectoryName" or "GetFullPath" && call.Arguments.Length > 0:
                    value = FirstOf(call.Arguments[0].Value);
                    break;
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum:
                    value = sum.LeftOperand;
                    break;
                case IInterpolatedStringOperation { Parts: [IInterpolationOperation hole, ..] }:
                    value = hole.Expression;
                    break;
                case IMemberReferenceOperation { Member: IFieldSymbol { IsReadOnly: true } or IPropertySymbol { SetMethod: null } } member
                    when Constants.InitializerOf(member) is { } initializer:
                    value = initializer;
                    break;
                default:
                    return false;
            }
        }

        return false;
    }

    private static IOperation FirstOf(IOperation parts) => Constants.Elements(parts) is [{ } first, ..] ? first : parts;
}
