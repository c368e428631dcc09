using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlGuard.Analyzers.Flow.Texts;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Security;

/// <summary>MLG7005: prompts in the telemetry, or exceptions in what the model is told, switched on for every environment.</summary>
/// <remarks>
/// Run against Microsoft.Extensions.AI 10.11.0: with <c>IncludeDetailedErrors</c> the text of a tool's exception reaches the model. A
/// program of one user at a console keeps its traces to itself.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SensitiveTelemetryAnalyzer() : MlGuardAnalyzer(RuleIds.SensitiveTelemetry, LanguageModels.Frameworks)
{
    private static readonly ImmutableDictionary<string, string> s_switches = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["EnableSensitiveData"] = "writes prompts and answers into the traces",
        ["IncludeDetailedErrors"] = "shows the text of exceptions to the model",
    }.ToImmutableDictionary(StringComparer.Ordinal);

    private static readonly ImmutableHashSet<string> s_names = [
        "Azure.Experimental.TraceGenAIMessageContent", "Microsoft.SemanticKernel.Experimental.GenAI.EnableOTelDiagnosticsSensitive",
        "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"];

    private static readonly ImmutableHashSet<string> s_conditions = ["IsDevelopment", "IsEnvironment", "IsStaging", "IsAttached"];

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        start.RegisterOperationAction(
            context =>
            {
                var assignment = (ISimpleAssignmentOperation)context.Operation;
                if (assignment.Target is IPropertyReferenceOperation { Property: var property }
                    && s_switches.TryGetValue(property.Name, out var harm)
                    && property.ContainingNamespace?.ToDisplayString() is "Microsoft.Extensions.AI" or "Microsoft.Agents.AI"
                    && assignment.Value.ConstantValue is { HasValue: true, Value: true })
                    Check(context, assignment, property.Name, harm, compilation);
            },
            OperationKind.SimpleAssignment);
        start.RegisterOperationAction(
            context =>
            {
                var call = (IInvocationOperation)context.Operation;
                if (call.TargetMethod.Name is "SetSwitch" or "SetEnvironmentVariable"
                    && call.Arguments is [{ Value: var name }, { Value: var value }]
                    && Constants.Text(name) is { } text && s_names.Contains(text)
                    && value.ConstantValue is { HasValue: true, Value: true or "true" or "1" })
                    Check(context, call, text, s_switches["EnableSensitiveData"], compilation);
            },
            OperationKind.Invocation);
    }

    private void Check(OperationAnalysisContext context, IOperation operation, string name, string harm, MlCompilation compilation)
    {
        var isLibrary = compilation.Compilation.Options.OutputKind == OutputKind.DynamicallyLinkedLibrary;
        if ((isLibrary || compilation.Calls.IsConcurrentHost) && !IsConditional(operation) && !IsOfDebugBuild(operation.Syntax))
            Report(context, compilation, Diagnostic.Create(Rule, operation.Syntax.GetLocation(), name, harm));
    }

    /// <summary>Whether a condition around the code, or around the lambda that it stands in, asks for the environment.</summary>
    private static bool IsConditional(IOperation operation)
    {
        for (var outer = operation.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is IConditionalOperation { Condition: var condition } && condition.DescendantsAndSelf().Any(AsksEnvironment))
                return true;
        }

        return false;
    }

    private static bool AsksEnvironment(IOperation operation) => operation switch
    {
        IInvocationOperation call => s_conditions.Contains(call.TargetMethod.Name),
        IPropertyReferenceOperation property => s_conditions.Contains(property.Property.Name),
        ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation => true,
        _ => false,
    };

    private static bool IsOfDebugBuild(SyntaxNode place)
    {
        var open = new Stack<bool>();
        for (var directive = place.SyntaxTree.GetRoot().GetFirstDirective(); directive is not null && directive.SpanStart < place.SpanStart;
            directive = directive.GetNextDirective())
        {
            if (directive is IfDirectiveTriviaSyntax condition)
                open.Push(condition.Condition.ToString().IndexOf("DEBUG", StringComparison.Ordinal) >= 0);
            else if (directive is EndIfDirectiveTriviaSyntax && open.Count > 0)
                open.Pop();
        }

        return open.Contains(true);
    }
}
