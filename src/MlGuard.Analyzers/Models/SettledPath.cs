using MlGuard.Analyzers.Flow.Values;

namespace MlGuard.Analyzers.Models;

/// <summary>
/// A path that is the same whenever the code around it runs: it is put together of constants, of what the object keeps, and of the settings
/// of the program.
/// </summary>
internal static class SettledPath
{
    private const int MaximumDepth = 8;

    private static readonly string[] s_repeatable = ["System.IO.Path", "System.String", "System.Environment"];

    public static bool Is(IOperation path, MlCompilation compilation, CancellationToken cancellationToken) =>
        Is(path, compilation, MaximumDepth, cancellationToken);

    private static bool Is(IOperation path, MlCompilation compilation, int depth, CancellationToken cancellationToken)
    {
        if (depth == 0)
            return false;
        return Constants.Text(path) is not null || LocalValues.Origin(path) switch
        {
            { ConstantValue.HasValue: true } => true,
            IParameterReferenceOperation parameter =>
                IsKeptByObject(parameter) || SettingsTypes.Of(compilation).Hold(parameter.Parameter.Type),
            IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation, Member: IFieldSymbol or IPropertySymbol } own =>
                !own.Member.ContainingType.IsScriptClass && LocalValues.Around(own).IsStable(own.Member) && All(own),
            IMemberReferenceOperation { Instance: { } owner, Member: IFieldSymbol or IPropertySymbol } member =>
                Part(owner) && !SettingsTypes.Of(compilation).IsRewritten(member.Member, cancellationToken) && All(member),
            IInvocationOperation { Arguments.Length: > 0 } call => IsRepeatable(call, compilation) && All(call),
            IInterpolatedStringOperation text => All(text),
            IInterpolationOperation part => Part(part.Expression),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum => All(sum),
            ICoalesceOperation choice => All(choice),
            IInterpolatedStringTextOperation => true,
            _ => false,
        };

        bool All(IOperation whole) => whole.ChildOperations.Where(part => part is not IInstanceReferenceOperation)
            .All(part => Part(part is IArgumentOperation argument ? argument.Value : part));

        bool Part(IOperation part) => Is(part, compilation, depth - 1, cancellationToken);
    }

    /// <summary>The parameter of a primary constructor, read by a method.</summary>
    private static bool IsKeptByObject(IParameterReferenceOperation parameter) =>
        parameter.Parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor }
        && Bodies.RootOf(parameter) is IMethodBodyOperation;

    private static bool IsRepeatable(IInvocationOperation call, MlCompilation compilation) =>
        s_repeatable.Any(type => compilation.Symbols.Is(call.TargetMethod.ContainingType, type))
        || call.TargetMethod.ContainingNamespace.ToDisplayString()
            .StartsWith("Microsoft.Extensions.Configuration", StringComparison.Ordinal);
}
