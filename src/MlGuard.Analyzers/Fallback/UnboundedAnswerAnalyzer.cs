using MlGuard.Analyzers.Flow.Texts;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Predictions;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Fallback;

/// <summary>MLG5007: a chat call whose answer may be as long as the model likes.</summary>
/// <remarks>Options that come from elsewhere may hold a bound, and so may a client that is built with one.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnboundedAnswerAnalyzer() : MlGuardAnalyzer(RuleIds.UnboundedAnswer, LanguageModels.Frameworks)
{
    private static readonly OncePerBody<bool> s_assignsBound =
        new((body, _, _) => body.OfType<IAssignmentOperation>().Any(it => IsBound(it.Target)));

    private static readonly ImmutableHashSet<string> s_bounds = [
        "MaxOutputTokens", "MaxOutputTokenCount", "MaxTokens", "MaxCompletionTokens", "NumPredict",
        // Settings by their names in the service's protocol.
        "ExtensionData"];

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation) =>
        ChatCalls.Register(start, compilation, (context, call) =>
        {
            if (ChatCalls.OptionsOf(call) is { } options
                && IsUnbounded(options, compilation)
                && !IsAgentOfElsewhere(call, context.CancellationToken)
                && !IsBoundElsewhere(compilation, context.CancellationToken))
                Report(context, compilation, Diagnostic.Create(Rule, CallLocation.Of(call.Syntax)));
        });

    /// <summary>How long an agent answers is said where it is made.</summary>
    private static bool IsAgentOfElsewhere(IInvocationOperation call, CancellationToken cancellationToken) =>
        call.TargetMethod.ContainingType.Name.EndsWith("Agent", StringComparison.Ordinal)
        && FluentChain.ReceiverOf(call) is { } agent
        && (LocalValues.Origin(agent) is IParameterReferenceOperation || Injection.IsInjected(agent, cancellationToken));

    private static bool IsUnbounded(IArgumentOperation options, MlCompilation compilation)
    {
        if (!options.IsWritten() || options.Value.ConstantValue is { HasValue: true, Value: null })
            return true;
        return LocalValues.Origin(options.Value) is IObjectCreationOperation creation
            && !(creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>().Any(it => IsBound(it.Target)) ?? false)
            && !s_assignsBound.Of(creation, compilation);
    }

    private static bool IsBound(IOperation target) =>
        target is IPropertyReferenceOperation property && s_bounds.Contains(property.Property.Name);

    /// <summary>A step of the client's pipeline, or the prompt's own settings.</summary>
    private static bool IsBoundElsewhere(MlCompilation compilation, CancellationToken cancellationToken) =>
        compilation.Calls.BodiesNaming("ConfigureOptions", cancellationToken)
            .Any(configuring => s_bounds.Any(bound => compilation.Calls.BodiesNaming(bound, cancellationToken).Contains(configuring)));
}
