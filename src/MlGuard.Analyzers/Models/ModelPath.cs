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

    /// <summary>Whether the text is all that stands behind the folder of the program, or the working directory.</summary>
    public bool IsWhole => Base switch
    {
        ModelPathBase.WorkingDirectory => true,
        ModelPathBase.Program => IsWholeBelowProgram(Value, MaximumDepth),
        _ => false,
    };

    public string FileName => Text.Substring(Text.LastIndexOfAny(['/', '\\']) + 1);

    /// <summary>The path that a call which loads a model is given; null when it is given none, or nothing is known of it.</summary>
    public static ModelPath? Of(IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments, MlCompilation compilation)
    {
        return ArgumentOf(method, arguments, compilation) is { } value ? Of(value) : null;
    }

    /// <summary>The path that a call loads a model from, and those that it hands on to code which does.</summary>
    public static IEnumerable<ModelPath> AllOf(
        IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments, MlCompilation compilation,
        CancellationToken cancellationToken) =>
        Of(method, arguments, compilation) is { } own
            ? [own]
            : HandedOn(method, arguments, compilation, cancellationToken).Select(Of).OfType<ModelPath>();

    /// <summary>The texts that a call hands on to code of this project, or of one below it, which loads a model from there.</summary>
    public static IEnumerable<IOperation> HandedOn(
        IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments, MlCompilation compilation,
        CancellationToken cancellationToken) =>
        compilation.Symbols.RoleOf(method) is not null || !compilation.Knowledge.MayHandOnPaths(method)
            ? []
            : arguments.Where(argument => argument.Parameter is { Type.SpecialType: SpecialType.System_String } parameter
                && compilation.Knowledge.PathsOf(method, parameter.Ordinal, cancellationToken)
                    .Any(path => path.Role is Role.LoadModel or Role.CreateSession)).Select(argument => argument.Value);

    private static ModelPath? Of(IOperation value)
    {
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

    private static bool IsRooted(string path) => path.Length > 0
        && (path[0] is '/' or '\\' or '~' or '%' || (path.Length > 1 && path[1] == ':')
            || path.IndexOf("://", StringComparison.Ordinal) > 0);

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

    private static bool IsWholeBelowProgram(IOperation value, int depth)
    {
        if (depth == 0)
            return false;
        return LocalValues.Origin(value) switch
        {
            IPropertyReferenceOperation { Property: { Name: "BaseDirectory", ContainingType.Name: "AppContext" or "AppDomain" } } => true,
            IInvocationOperation { TargetMethod: { Name: "GetDirectoryName", ContainingType.Name: "Path" } } call =>
                LocalValues.Origin(call.Arguments[0].Value) is IPropertyReferenceOperation { Property.Name: "Location" },
            IInvocationOperation { TargetMethod: { Name: "Combine" or "Join", ContainingType.Name: "Path" } } call =>
                AreWhole([.. call.Arguments.OrderBy(argument => argument.Parameter?.Ordinal ?? 0)
                    .SelectMany(argument => Constants.Elements(argument.Value) ?? [argument.Value])]),
            IInvocationOperation { TargetMethod: { Name: "GetFullPath", ContainingType.Name: "Path", Parameters.Length: 1 } } call =>
                IsWholeBelowProgram(call.Arguments[0].Value, depth - 1),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum => AreWhole([sum.LeftOperand, sum.RightOperand]),
            IMemberReferenceOperation { Member: IFieldSymbol { IsReadOnly: true } or IPropertySymbol { SetMethod: null } } member =>
                Constants.InitializerOf(member) is { } initializer && IsWholeBelowProgram(initializer, depth - 1),
            _ => false,
        };

        bool AreWhole(ImmutableArray<IOperation?> parts) =>
            parts.Length > 1 && parts[0] is { } first && IsWholeBelowProgram(first, depth - 1)
            && parts.Skip(1).All(part => part is not null && Constants.Text(part) is { } text && !IsRooted(text));
    }

    private static IOperation FirstOf(IOperation parts) => Constants.Elements(parts) is [{ } first, ..] ? first : parts;
}
