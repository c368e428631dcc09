using MlGuard.Analyzers.Flow.Calls;
using MlGuard.Analyzers.Flow.Texts;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Predictions;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Serving;

/// <summary>MLG4031: tools are offered to the model, and nothing runs what it calls.</summary>
/// <remarks>
/// dotnet/extensions#5633 and #5759, awaescher/OllamaSharp#246. Run against Microsoft.Extensions.AI 10.11.0: the answer is empty, its
/// finish reason is <c>tool_calls</c>; with the steps of the builder swapped, no tool runs either.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UninvokedToolsAnalyzer() : MlGuardAnalyzer(RuleIds.UninvokedTools, LanguageModels.Frameworks)
{
    private const string Client = "Microsoft.Extensions.AI.IChatClient";
    private const string Invocation = "UseFunctionInvocation";

    /// <summary>What shows that the code, or a client of it, runs the calls.</summary>
    private static readonly string[] s_runners = [Invocation, "FunctionInvokingChatClient", "FunctionCallContent"];

    private static readonly string[] s_registrations = ["AddChatClient", "AddKeyedChatClient"];

    /// <summary>What registers anything, a client that the program makes of a provider's own among it.</summary>
    private static readonly string[] s_anyRegistrations = [
        "AddSingleton", "AddScoped", "AddTransient", "AddKeyedSingleton", "AddKeyedScoped", "AddKeyedTransient"];

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        start.RegisterOperationAction(context => CheckOrder(context, compilation), OperationKind.Invocation);
        ChatCalls.Register(start, compilation, (context, call) => CheckCall(context, call, compilation));
    }

    /// <summary><c>UseFunctionInvocation</c> in front of the step that adds the tools sees none.</summary>
    private void CheckOrder(OperationAnalysisContext context, MlCompilation compilation)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Name != "ConfigureOptions" || !SetsTools(call))
            return;

        var before = FluentChain.ReceiverOf(call) is { } receiver ? FluentChain.CallsOf(receiver) : [];
        if (before.Any(step => step.TargetMethod.Name == Invocation))
            Report(context, compilation, Diagnostic.Create(Rule, CallLocation.Of(call.Syntax), "set inside of UseFunctionInvocation",
                "Call ConfigureOptions before UseFunctionInvocation"));
    }

    private static bool SetsTools(IInvocationOperation configure) => configure.Arguments.SelectMany(argument => argument.Descendants())
        .OfType<IPropertyReferenceOperation>().Any(property => property.Property.Name == "Tools");

    private void CheckCall(OperationAnalysisContext context, IInvocationOperation call, MlCompilation compilation)
    {
        if (FluentChain.ReceiverOf(call) is not { } client
            || !compilation.Symbols.IsOrInherits(client.Type, Client)
            || ChatCalls.OptionsOf(call) is not { } options
            || !options.IsWritten()
            || !OffersFunctions(options.Value)
            || s_runners.Any(name => compilation.Calls.BodiesNaming(name, context.CancellationToken).Any())
            || !IsBare(client, compilation, context.CancellationToken))
            return;
        Report(context, compilation, Diagnostic.Create(
            Rule, CallLocation.Of(call.Syntax), MadeAt(client), "offered to a client that runs none",
            "Add UseFunctionInvocation to the client's pipeline"));
    }

    private static IEnumerable<Location> MadeAt(IOperation client) =>
        LocalValues.Origin(client) is IInvocationOperation { TargetMethod.Name: "AsIChatClient" } made ? [made.Syntax.GetLocation()] : [];

    /// <summary>Tools that the service runs itself, such as a web search, need nobody here.</summary>
    private static bool OffersFunctions(IOperation options)
    {
        if (LocalValues.Origin(options) is not IObjectCreationOperation creation)
            return false;
        var given = creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>()
            .FirstOrDefault(assignment => assignment.Target is IPropertyReferenceOperation { Property.Name: "Tools" });
        return given is not null
            && (Constants.Elements(LocalValues.Origin(given.Value)) is not { } tools || tools.Any(tool => tool is null || !IsHosted(tool)));
    }

    private static bool IsHosted(IOperation tool) =>
        LocalValues.Origin(tool).Type is { Name: var name } && name.StartsWith("Hosted", StringComparison.Ordinal);

    /// <summary>A client whose making is seen whole, or the one that this program registers for injection.</summary>
    private static bool IsBare(IOperation client, MlCompilation compilation, CancellationToken cancellationToken)
    {
        var origin = LocalValues.Origin(client);
        if (origin is IMemberReferenceOperation member && Injection.OnlyValueOf(member, cancellationToken) is { } filled)
            origin = LocalValues.Origin(filled);
        if (origin is IInvocationOperation { TargetMethod.Name: "AsIChatClient" })
            return true;
        if (origin is IObjectCreationOperation { Type: { } made })
            return !compilation.Symbols.IsDeclaredHere(made) && made.Name.IndexOf("Delegating", StringComparison.Ordinal) < 0;
        return Injection.IsInjected(client, cancellationToken) && IsRegisteredHere(compilation.Calls, cancellationToken);
    }

    private static bool IsRegisteredHere(CallPaths calls, CancellationToken cancellationToken)
    {
        bool Names(string name) => calls.BodiesNaming(name, cancellationToken).Any();
        return s_registrations.Any(Names) || (Names("AsIChatClient") && s_anyRegistrations.Any(Names));
    }
}
