using MlGuard.Analyzers.Flow.Texts;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Fallback;

/// <summary>MLG5010: the free text of a model is compared for equality.</summary>
/// <remarks>
/// Silent where the text is trimmed first (a folded case alone leaves the point of "Yes."), where a format is asked for, and for tests such
/// as <c>Contains</c>.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ComparedAnswerAnalyzer() : MlGuardAnalyzer(RuleIds.ComparedAnswer, LanguageModels.Frameworks)
{
    private static readonly OncePerBody<bool> s_asksForFormat = new((body, _, _) => body.Any(operation =>
        operation is ISimpleAssignmentOperation
        {
            Target: IPropertyReferenceOperation { Property.Name: "ResponseFormat" or "TextOptions" }
        }));

    private static readonly ImmutableHashSet<string> s_folds = [
        "Trim", "TrimEnd", "TrimStart", "Replace", "Substring", "Split", "Normalize"];

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation) =>
        start.RegisterOperationAction(
            context =>
            {
                if (ComparedBy(context.Operation) is { } text
                    && !IsFolded(text)
                    && compilation.Texts.OriginsOf(text, context.CancellationToken).Any(origin => origin.Source == TextSource.Model)
                    && !s_asksForFormat.Of(text, compilation))
                    Report(context, compilation, Diagnostic.Create(Rule, text.Syntax.GetLocation()));
            },
            OperationKind.Binary, OperationKind.Invocation, OperationKind.Switch, OperationKind.SwitchExpression, OperationKind.IsPattern);

    /// <summary>The text that is compared with a constant one.</summary>
    private static IOperation? ComparedBy(IOperation operation) => operation switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } equality =>
            Other(equality.LeftOperand, equality.RightOperand) ?? Other(equality.RightOperand, equality.LeftOperand),
        IInvocationOperation { TargetMethod: { Name: "Equals", ContainingType.SpecialType: SpecialType.System_String } } call
            when !call.Arguments.Any(argument => argument.Parameter?.Name == "comparisonType" && IgnoresCase(argument.Value)) =>
            OfEquals(call),
        ISwitchOperation { Value: var value } cases when cases.Cases.SelectMany(it => it.Clauses)
            .Any(clause => clause is ISingleValueCaseClauseOperation { Value: var wanted } && IsWord(wanted)) => value,
        ISwitchExpressionOperation { Value: var value } choice when choice.Arms.Any(arm => IsWord(arm.Pattern)) => value,
        IIsPatternOperation { Value: var value, Pattern: var pattern } when IsWord(pattern) => value,
        _ => null,
    };

    private static IOperation? OfEquals(IInvocationOperation call)
    {
        IOperation?[] sides = [call.Instance, .. call.Arguments.Select(argument => argument.Value)];
        return sides.Any(side => side is not null && IsWord(side))
            ? sides.FirstOrDefault(side => side is { Type.SpecialType: SpecialType.System_String } && !IsWord(side))
            : null;
    }

    private static bool IgnoresCase(IOperation comparison) =>
        comparison is IFieldReferenceOperation { Field.Name: var name } && name.EndsWith("IgnoreCase", StringComparison.Ordinal);

    private static IOperation? Other(IOperation side, IOperation other) =>
        IsWord(side) && other.Type?.SpecialType == SpecialType.System_String ? other : null;

    private static bool IsWord(IOperation value) => value.ConstantValue is { HasValue: true, Value: string { Length: > 0 } };

    private static bool IsWord(IPatternOperation pattern) => pattern switch
    {
        IConstantPatternOperation constant => IsWord(constant.Value),
        IBinaryPatternOperation both => IsWord(both.LeftPattern) || IsWord(both.RightPattern),
        INegatedPatternOperation not => IsWord(not.Pattern),
        _ => false,
    };

    private static bool IsFolded(IOperation text) =>
        FluentChain.CallsOf(text).Any(Folds)
        || (LocalValues.Origin(text) is IConditionalAccessOperation access
            && access.WhenNotNull.DescendantsAndSelf().OfType<IInvocationOperation>().Any(Folds));

    private static bool Folds(IInvocationOperation call) => s_folds.Contains(call.TargetMethod.Name);
}
