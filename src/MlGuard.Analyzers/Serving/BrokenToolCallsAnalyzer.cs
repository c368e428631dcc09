using MlGuard.Analyzers.Flow.Texts;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Predictions;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Serving;

/// <summary>
/// MLG4042: a tool's result without the message that asked for it, or a call that a way through the loop leaves unanswered.
/// </summary>
/// <remarks>The services refuse both with status 400. What is added is only known where the same body asks and answers.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BrokenToolCallsAnalyzer() : MlGuardAnalyzer(RuleIds.BrokenToolCalls, LanguageModels.Frameworks)
{
    private static readonly ImmutableHashSet<string> s_results = ["ToolChatMessage", "FunctionResultContent", "FunctionCallOutputResponseItem"];

    private static readonly ImmutableHashSet<string> s_wholes = [
        "AddMessages", "AddMessagesAsync", "AddRange", "InsertRange", "Concat", "ToChatResponse"];

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        start.RegisterOperationAction(context => CheckResult(context, compilation), OperationKind.ObjectCreation);
        start.RegisterOperationAction(context => CheckLoop(context, compilation), OperationKind.Loop);
    }

    private void CheckResult(OperationAnalysisContext context, MlCompilation compilation)
    {
        var creation = (IObjectCreationOperation)context.Operation;
        if (creation.Type is not { Name: "ToolChatMessage" or "FunctionResultContent" } || !IsOfLibrary(creation.Type))
            return;

        var body = Bodies.RootOf(creation);
        if (ChatCalls.In(body, compilation).Any() && !body.DescendantsAndSelf().Any(AddsRequest))
            Report(context, compilation, Diagnostic.Create(
                Rule, CallLocation.Of(creation.Syntax), "The result follows no message that asks for it",
                "Add the model's own message, with its calls, before the results"));
    }

    /// <summary>
    /// Whether the operation puts the model's message into a history: whole, or as what the caller handed over. A message of a variable is
    /// not known to be another one.
    /// </summary>
    private static bool AddsRequest(IOperation operation) => operation switch
    {
        IObjectCreationOperation { Type.Name: "AssistantChatMessage" } => true,
        IObjectCreationOperation { Type.Name: "ChatMessage" } message => message.Arguments.Any(argument =>
            argument.Value is IMemberReferenceOperation { Member.Name: "Assistant" }),
        IInvocationOperation call when s_wholes.Contains(call.TargetMethod.Name) => true,
        IInvocationOperation { TargetMethod.Name: "Add", Arguments: [{ Value: var added }] } =>
            LocalValues.Origin(added) is not IObjectCreationOperation
            && added.Type?.Name is "ChatMessage" or "ResponseItem" or "FunctionCallResponseItem" or "FunctionCallContent"
                or "ChatMessageContent",
        IInvocationOperation { TargetMethod.Name: "CreateAssistantMessage" } => true,
        _ => false,
    };

    private static bool IsOfLibrary(ITypeSymbol type) =>
        type.ContainingNamespace?.ToDisplayString() is "OpenAI.Chat" or "Microsoft.Extensions.AI";

    private void CheckLoop(OperationAnalysisContext context, MlCompilation compilation)
    {
        if (context.Operation is not IForEachLoopOperation loop || !IsOverCalls(loop.Collection))
            return;
        if (NeverAnswers(loop, compilation))
        {
            Report(context, compilation, Diagnostic.Create(
                Rule, loop.Collection.Syntax.GetLocation(), "No call of the model gets a result",
                "Add a FunctionResultContent or ToolChatMessage for each call"));
            return;
        }

        if (!loop.Body.Descendants().Any(IsResult)
            || AlwaysAnswers(loop.Body) != Outcome.Open
            || !ChatCalls.In(Bodies.RootOf(loop), compilation).Any())
            return;
        Report(context, compilation, Diagnostic.Create(
            Rule, loop.Collection.Syntax.GetLocation(), "A way through this loop leaves a call unanswered",
            "Add a result for each call, an error for an unknown tool"));
    }

    /// <summary>
    /// Whether the loop adds other messages alone to a history that holds the model's calls, and the model is asked again.
    /// </summary>
    private static bool NeverAnswers(IForEachLoopOperation loop, MlCompilation compilation)
    {
        var added = loop.Body.Descendants().OfType<IInvocationOperation>()
            .Where(call => call.Instance is { } list && Conversations.IsHistory(list.Type) && Conversations.Appends(call.TargetMethod.Name))
            .ToList();
        var body = Bodies.RootOf(loop);
        return added.Count > 0 && added.All(IsPlainMessage)
            && !body.DescendantsAndSelf().Any(it => IsResult(it) || HandsHistoryOver(it))
            && body.DescendantsAndSelf().Any(AddsRequest)
            && ChatCalls.In(body, compilation).Any(asked => asked.Syntax.SpanStart > loop.Syntax.Span.End);
    }

    /// <summary>Whether a message is added that somebody says, and no tool.</summary>
    private static bool IsPlainMessage(IInvocationOperation add) =>
        add.TargetMethod.Name is "AddUserMessage" or "AddSystemMessage"
        || (add.Arguments is [{ Value: var value }] && LocalValues.Origin(value) is IObjectCreationOperation message
            && (message.Type is { Name: "UserChatMessage" or "SystemChatMessage" }
                || message.Arguments.Any(argument => argument.Value is IMemberReferenceOperation { Member.Name: "User" or "System" })));

    private static bool IsOverCalls(IOperation collection) => collection.DescendantsAndSelf().Any(operation =>
        operation is IPropertyReferenceOperation { Property: { Name: "ToolCalls", ContainingType.Name: "ChatCompletion" } }
        || operation.Type is INamedTypeSymbol { TypeArguments: [{ Name: "FunctionCallContent" }] });

    /// <summary>A result that is made here, or that a call gives: of the library that runs the function, or of the team's own.</summary>
    private static bool IsResult(IOperation operation) => operation switch
    {
        IObjectCreationOperation { Type: { } type } => s_results.Contains(type.Name),
        IInvocationOperation { Type: INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [{ } type] } } =>
            s_results.Contains(type.Name),
        IInvocationOperation { Type: { } type } => s_results.Contains(type.Name),
        _ => false,
    };

    /// <summary>Whether a helper gets the whole history, which it may add the result to.</summary>
    private static bool HandsHistoryOver(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod.DeclaringSyntaxReferences.IsEmpty: false } call
            && call.Arguments.Any(argument => Conversations.IsHistory(argument.Value.Type));

    private enum Outcome
    {
        /// <summary>Control goes on, or to the next call, and no result was made.</summary>
        Open,

        /// <summary>A result was made, or the whole is given up.</summary>
        Answered,
    }

    /// <summary>What is certain of the statements: that one of them makes a result on every way.</summary>
    private static Outcome AlwaysAnswers(IOperation statement)
    {
        switch (statement)
        {
            case IBlockOperation block:
                foreach (var inner in block.Operations)
                {
                    if (AlwaysAnswers(inner) == Outcome.Answered)
                        return Outcome.Answered;
                    if (MayLeave(inner))
                        return Outcome.Open;
                }

                return Outcome.Open;
            case IConditionalOperation { WhenFalse: { } otherwise } choice when IsStatement(choice):
                return Both(choice.WhenTrue, otherwise);
            case IConditionalOperation choice when IsStatement(choice):
                return Outcome.Open;
            case ISwitchOperation cases:
                return cases.Cases.Any(it => it.Clauses.Any(clause => clause.CaseKind == CaseKind.Default))
                    && cases.Cases.All(it => it.Body.Any(part => AlwaysAnswers(part) == Outcome.Answered))
                        ? Outcome.Answered
                        : Outcome.Open;
            case ITryOperation attempt:
                return attempt.Finally is { } last && AlwaysAnswers(last) == Outcome.Answered
                    ? Outcome.Answered
                    : AlwaysAnswers(attempt.Body);
            case IReturnOperation or IExpressionStatementOperation { Operation: IThrowOperation } or IThrowOperation:
                return Outcome.Answered;
            case IBranchOperation { BranchKind: BranchKind.Continue or BranchKind.Break }:
                return Outcome.Open;
            case ILoopOperation:
                return Outcome.Open;
            default:
                return statement.DescendantsAndSelf().Any(it => IsResult(it) || HandsHistoryOver(it)) ? Outcome.Answered : Outcome.Open;
        }
    }

    private static Outcome Both(IOperation one, IOperation other) =>
        AlwaysAnswers(one) == Outcome.Answered && AlwaysAnswers(other) == Outcome.Answered ? Outcome.Answered : Outcome.Open;

    private static bool IsStatement(IConditionalOperation choice) => choice.Type is null;

    private static bool MayLeave(IOperation statement) =>
        statement.DescendantsAndSelf().Any(it => it is IBranchOperation { BranchKind: BranchKind.Continue or BranchKind.Break });
}
