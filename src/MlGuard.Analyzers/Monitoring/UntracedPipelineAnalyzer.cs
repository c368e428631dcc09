using MlGuard.Analyzers.Flow.Texts;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Monitoring;

/// <summary>MLG6003: a service builds a pipeline around its chat client, and no step of it reports.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UntracedPipelineAnalyzer() : MlGuardAnalyzer(RuleIds.UntracedPipeline, LanguageModels.Frameworks)
{
    private const string Builder = "Microsoft.Extensions.AI.ChatClientBuilder";

    private static readonly string[] s_reports = ["UseOpenTelemetry", "UseLogging"];

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation) =>
        start.RegisterOperationAction(
            context =>
            {
                var call = (IInvocationOperation)context.Operation;
                if (EndOf(call, compilation) is { } steps
                    && IsWhole(steps)
                    && !steps.Any(step => s_reports.Contains(step.TargetMethod.Name) || step.TargetMethod.Name == "Use")
                    && compilation.Calls.IsConcurrentHost
                    && !compilation.Calls.BodiesNaming("AddServiceDefaults", context.CancellationToken).Any(body =>
                        !body.Edges.Any(edge => edge.Callee.Name == "AddServiceDefaults")))
                    Report(context, compilation, Diagnostic.Create(Rule, CallLocation.Of(call.Syntax)));
            },
            OperationKind.Invocation);

    /// <summary>The steps of a pipeline that ends with <paramref name="call"/>: with <c>Build</c>, or as a whole registration.</summary>
    private static IReadOnlyList<IInvocationOperation>? EndOf(IInvocationOperation call, MlCompilation compilation)
    {
        var isBuilt = call.TargetMethod.Name == "Build" && compilation.Symbols.Is(call.TargetMethod.ContainingType, Builder);
        var isRegistered = compilation.Symbols.Is(call.Type, Builder) && call.Parent is IExpressionStatementOperation;
        return isBuilt || isRegistered ? [.. FluentChain.CallsOf(call)] : null;
    }

    /// <summary>Whether the chain is seen from its beginning; a builder in a variable may get more steps elsewhere.</summary>
    private static bool IsWhole(IReadOnlyList<IInvocationOperation> steps) =>
        steps[steps.Count - 1] is { TargetMethod.Name: var first } bottom
        && (first is "AddChatClient" or "AddKeyedChatClient" or "AsIChatClient"
            || (steps.Any(step => step.TargetMethod.Name == "AsBuilder") && FluentChain.ReceiverOf(bottom) is not null)
            || IsNewBuilder(bottom))
        && steps.All(step => FluentChain.ReceiverOf(step) is not ILocalReferenceOperation
            { Type: { Name: "ChatClientBuilder" } });

    private static bool IsNewBuilder(IInvocationOperation bottom) =>
        FluentChain.ReceiverOf(bottom) is { } receiver && LocalValues.Origin(receiver) is IObjectCreationOperation { Type.Name: "ChatClientBuilder" };
}
