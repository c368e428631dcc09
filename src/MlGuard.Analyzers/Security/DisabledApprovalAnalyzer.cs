using MlGuard.Analyzers.Flow.Texts;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Security;

/// <summary>MLG7010: the question whether a tool may run is switched off, or answered by the program itself.</summary>
/// <remarks>Read off Microsoft.Agents.AI 1.28.0 and Microsoft.Extensions.AI 10.11.0; OWASP LLM03 and ASI02 of 2026.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DisabledApprovalAnalyzer() : MlGuardAnalyzer(RuleIds.DisabledApproval, LanguageModels.Frameworks)
{
    private static readonly ImmutableHashSet<string> s_switches = [
        "DisableWriteToolApproval", "DisableRunSkillScriptApproval", "DisableApprovalResponseBinding"];

    private static readonly ImmutableHashSet<string> s_modes = [
        "AllToolsAutoApprovalRule", "NeverRequire", "NeverRequireApproval"];

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        start.RegisterOperationAction(
            context =>
            {
                var assignment = (ISimpleAssignmentOperation)context.Operation;
                if (assignment.Target is IPropertyReferenceOperation { Property: var property } && s_switches.Contains(property.Name)
                    && IsOfLibrary(property) && assignment.Value.ConstantValue is { HasValue: true, Value: true })
                    Report(context, compilation, Diagnostic.Create(Rule, assignment.Syntax.GetLocation(), property.Name));
            },
            OperationKind.SimpleAssignment);
        start.RegisterOperationAction(
            context =>
            {
                var property = ((IPropertyReferenceOperation)context.Operation).Property;
                if (s_modes.Contains(property.Name) && property.IsStatic && IsOfLibrary(property))
                    Report(context, compilation, Diagnostic.Create(Rule, context.Operation.Syntax.GetLocation(), property.Name));
            },
            OperationKind.PropertyReference);
        start.RegisterOperationAction(
            context =>
            {
                var call = (IInvocationOperation)context.Operation;
                if (call is { TargetMethod: { Name: "CreateResponse", ContainingType.Name: "ToolApprovalRequestContent" } }
                    && call.Arguments.Argument("approved") is { Value.ConstantValue: { HasValue: true, Value: true } }
                    && !IsAsked(call))
                    Report(context, compilation, Diagnostic.Create(Rule, CallLocation.Of(call.Syntax), "CreateResponse(true)"));
            },
            OperationKind.Invocation);
    }

    private static bool IsOfLibrary(ISymbol member) =>
        member.ContainingNamespace?.ToDisplayString() is { } space
        && (space.StartsWith("Microsoft.Agents.AI", StringComparison.Ordinal) || space is "Microsoft.Extensions.AI" or "OpenAI.Responses");

    /// <summary>Whatever is asked before, a person or a rule, decides.</summary>
    private static bool IsAsked(IOperation call) => Bodies.AroundInFunction(call).Any(outer =>
        outer is ISwitchOperation or ISwitchExpressionOperation
        || (outer is IConditionalOperation { Condition: var condition } && !condition.DescendantsAndSelf().Any(IsTypeTest)));

    private static bool IsTypeTest(IOperation condition) =>
        condition is IIsTypeOperation or IDeclarationPatternOperation or ITypePatternOperation;
}
