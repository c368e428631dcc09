using MlGuard.Analyzers.Flow.Texts;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Predictions;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Serving;

/// <summary>MLG4035: functions of a kernel are offered to the model, and the call gets no kernel to run them.</summary>
/// <remarks>microsoft/semantic-kernel#6468. Run against Semantic Kernel 1.82.0: <c>KernelException</c>.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class KernellessChoiceAnalyzer() : MlGuardAnalyzer(RuleIds.KernellessChoice, LanguageModels.Frameworks)
{
    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation) =>
        ChatCalls.Register(start, compilation, (context, call) =>
        {
            if (call.Arguments.Argument("kernel") is { } kernel
                && (!kernel.IsWritten() || kernel.Value.ConstantValue is { HasValue: true, Value: null })
                && call.Arguments.Argument("executionSettings") is { } settings
                && OffersFunctions(settings.Value))
                Report(context, compilation, Diagnostic.Create(Rule, CallLocation.Of(call.Syntax)));
        });

    private static bool OffersFunctions(IOperation settings) =>
        LocalValues.Origin(settings) is IObjectCreationOperation creation
        && creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>().Any(IsChoice) == true;

    /// <summary><c>Auto()</c> or <c>Required()</c>, which run what the model chooses unless told otherwise.</summary>
    private static bool IsChoice(ISimpleAssignmentOperation assignment) =>
        assignment.Target is IPropertyReferenceOperation { Property.Name: "FunctionChoiceBehavior" }
        && LocalValues.Origin(assignment.Value) is IInvocationOperation { TargetMethod.Name: "Auto" or "Required" } choice
        && choice.Arguments.Argument("autoInvoke") is not { Value.ConstantValue: { HasValue: true, Value: false } };
}
