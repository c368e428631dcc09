using MlGuard.Analyzers.Flow.Texts;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Documentation;

/// <summary>MLG8003: a hosted model by a name that its maker moves on to other models.</summary>
/// <remarks>Names of deployments on Azure are the team's own, and names that the rule does not know may be pinned.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FloatingModelAnalyzer() : MlGuardAnalyzer(RuleIds.FloatingModel, LanguageModels.Frameworks)
{
    private static readonly ImmutableHashSet<string> s_properties = ["ModelId", "Model"];

    private static readonly ImmutableHashSet<string> s_parameters = ["model", "modelId", "defaultModelId", "defaultModel"];

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        RegisterCalls(start, (context, method, arguments) =>
        {
            foreach (var argument in arguments)
            {
                if (argument.Parameter is { } parameter && s_parameters.Contains(parameter.Name)
                    && IsOfService(method.ContainingType) && !IsOnAzure(context.Operation))
                    Check(context, argument.Value, compilation);
            }
        });
        start.RegisterOperationAction(
            context =>
            {
                var assignment = (ISimpleAssignmentOperation)context.Operation;
                if (assignment.Target is IPropertyReferenceOperation { Property: var property }
                    && s_properties.Contains(property.Name) && IsOfService(property.ContainingType))
                    Check(context, assignment.Value, compilation);
            },
            OperationKind.SimpleAssignment);
    }

    private static bool IsOfService(INamedTypeSymbol type) =>
        type.ContainingAssembly is { } assembly && LanguageModels.Frameworks.Any(framework => framework.IsRemote
            && framework.Assemblies.Any(known => assembly.Name == known || assembly.Name.StartsWith(known + ".", StringComparison.Ordinal)
                || (assembly.Name.StartsWith("Microsoft.SemanticKernel.", StringComparison.Ordinal)
                    && known.StartsWith("Microsoft.SemanticKernel", StringComparison.Ordinal))));

    private static bool IsOnAzure(IOperation operation) =>
        operation is IInvocationOperation call
        && (call.TargetMethod.ContainingType.Name.StartsWith("Azure", StringComparison.Ordinal)
            || (FluentChain.ReceiverOf(call) is { } receiver
                && LocalValues.Origin(receiver).Type is { Name: var name } && name.StartsWith("Azure", StringComparison.Ordinal)));

    private void Check(OperationAnalysisContext context, IOperation value, MlCompilation compilation)
    {
        while (value is IConversionOperation conversion)
            value = conversion.Operand;
        if (Constants.Text(value) is { } id && HostedModelNames.IsFloating(id))
            Report(context, compilation, Diagnostic.Create(Rule, value.Syntax.GetLocation(), id));
    }
}
