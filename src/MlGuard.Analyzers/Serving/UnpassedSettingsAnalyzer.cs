using MlGuard.Analyzers.Flow.Texts;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Predictions;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Serving;

/// <summary>MLG4040: settings with tools that reach no call, and an own client that does not pass on the options that it gets.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnpassedSettingsAnalyzer() : MlGuardAnalyzer(RuleIds.UnpassedSettings, LanguageModels.Frameworks)
{
    internal const string NameProperty = "name";

    private const string KernelSettings = "Microsoft.SemanticKernel.PromptExecutionSettings";

    private static readonly string[] s_settings = [
        "Microsoft.Extensions.AI.ChatOptions", KernelSettings, "OpenAI.Chat.ChatCompletionOptions",
        "OpenAI.Responses.CreateResponseOptions"];

    private static readonly ImmutableHashSet<string> s_tools = [
        "Tools", "ToolMode", "ToolChoice", "FunctionChoiceBehavior", "ToolCallBehavior"];

    private static readonly OncePerBody<ImmutableHashSet<ISymbol>> s_readParameters = new((body, _, _) =>
        body.OfType<IParameterReferenceOperation>().Select(read => read.Parameter)
            .ToImmutableHashSet<ISymbol>(SymbolEqualityComparer.Default));

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        start.RegisterOperationAction(context => CheckCreation(context, compilation), OperationKind.ObjectCreation);
        ChatCalls.Register(start, compilation, (context, call) => CheckForwarding(context, call, compilation));
    }

    private void CheckCreation(OperationAnalysisContext context, MlCompilation compilation)
    {
        var creation = (IObjectCreationOperation)context.Operation;
        if (!s_settings.Any(type => compilation.Symbols.IsOrInherits(creation.Type, type))
            || Bodies.Outermost(creation).Parent is not IVariableInitializerOperation
            {
                Parent: IVariableDeclaratorOperation { Symbol: var local }
            })
            return;

        var reads = BodyIndex.Around(creation).ReferencesTo(local).ToList();
        if (SetsTools(creation, reads) && reads.All(IsOwnMember) && CallWithout(creation, local, compilation) is { } call)
        {
            Report(context, compilation, Diagnostic.Create(
                Rule, creation.Syntax.GetLocation(), [CallLocation.Of(call.Syntax)],
                ImmutableDictionary<string, string?>.Empty.Add(NameProperty, local.Name),
                $"'{local.Name}' offers tools and is given to no call"));
        }
    }

    private static bool SetsTools(IObjectCreationOperation creation, IEnumerable<ILocalReferenceOperation> reads) =>
        creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>().Any(assignment => IsTools(assignment.Target)) == true
        || reads.Any(read => read.Parent is { } parent && IsTools(parent));

    private static bool IsTools(IOperation target) =>
        target is IPropertyReferenceOperation property && s_tools.Contains(property.Property.Name);

    /// <summary>What a member of the object is given, or asked for, stays with the object.</summary>
    private static bool IsOwnMember(ILocalReferenceOperation read) =>
        read.Parent is IPropertyReferenceOperation { Instance: { } instance } && ReferenceEquals(instance, read);

    /// <summary>A call, or the arguments of one, that could have taken the settings and takes none.</summary>
    private static IOperation? CallWithout(IOperation creation, ILocalSymbol local, MlCompilation compilation) =>
        (IOperation?)ChatCalls.Around(creation, compilation).FirstOrDefault(call =>
            call.Syntax.SpanStart > creation.Syntax.SpanStart
            && ChatCalls.OptionsOf(call) is { } options && !options.IsWritten()
            && options.Parameter?.Type is INamedTypeSymbol wanted
            && local.Type.IsOrInherits(wanted.OriginalDefinition))
            ?? (compilation.Symbols.IsOrInherits(local.Type, KernelSettings)
                ? BareKernelArguments.Around(creation, compilation).FirstOrDefault(arguments =>
                    arguments.Syntax.SpanStart > creation.Syntax.SpanStart)
                : null);

    private void CheckForwarding(OperationAnalysisContext context, IInvocationOperation call, MlCompilation compilation)
    {
        if (context.ContainingSymbol is not IMethodSymbol method
            || method.Parameters.FirstOrDefault(parameter =>
                s_settings.Any(type => compilation.Symbols.IsOrInherits(parameter.Type, type))) is not { } options
            || ChatCalls.OptionsOf(call) is not { } passed
            || (passed.IsWritten() && passed.Value.ConstantValue is not { HasValue: true, Value: null })
            || passed.Parameter?.Type is not INamedTypeSymbol wanted
            || !options.Type.IsOrInherits(wanted.OriginalDefinition)
            || s_readParameters.Of(call, compilation, context.CancellationToken).Contains(options))
            return;
        Report(context, compilation, Diagnostic.Create(
            Rule, CallLocation.Of(call.Syntax), [CallLocation.Of(call.Syntax)],
            ImmutableDictionary<string, string?>.Empty.Add(NameProperty, options.Name),
            $"'{method.ContainingType.Name}.{method.Name}' does not pass on the options that it gets"));
    }
}
