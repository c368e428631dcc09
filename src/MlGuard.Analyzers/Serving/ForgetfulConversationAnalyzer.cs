using MlGuard.Analyzers.Flow.Texts;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Predictions;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Serving;

/// <summary>MLG4043: a loop that reads what a user types and asks with that alone, each time as if for the first time.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ForgetfulConversationAnalyzer() : MlGuardAnalyzer(RuleIds.ForgetfulConversation, LanguageModels.Frameworks)
{
    private const string Agent = "Microsoft.Agents.AI.AIAgent";

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation) =>
        ChatCalls.Register(start, compilation, (context, call) =>
        {
            if (Bodies.LoopsAround(call).FirstOrDefault() is not IWhileLoopOperation loop
                || !IsWithoutHistory(call, loop, compilation)
                || !IsTyped(QuestionOf(call), compilation, context.CancellationToken)
                || SaysConversation(loop))
                return;
            Report(context, compilation, Diagnostic.Create(Rule, CallLocation.Of(call.Syntax)));
        });

    private static IOperation? QuestionOf(IInvocationOperation call) => call.Arguments
        .FirstOrDefault(argument => argument.Parameter?.Name is "chatMessage" or "message" or "messages" or "userInputText")?.Value;

    /// <summary>Whether the call gets a text, or a message that is made in place; for an agent, no session or a new one.</summary>
    private static bool IsWithoutHistory(IInvocationOperation call, ILoopOperation loop, MlCompilation compilation)
    {
        if (QuestionOf(call) is not { } question || !IsMadeInPlace(question))
            return false;
        if (!compilation.Symbols.IsOrInherits(call.TargetMethod.ContainingType, Agent))
            return call.TargetMethod.ContainingType.Name is "ChatClientExtensions" or "ChatClient" or "IChatClient" or "ResponsesClient";
        return call.Arguments.Argument("session") is not { } session || !session.IsWritten()
            || (LocalValues.Origin(session.Value) is IInvocationOperation { TargetMethod.Name: "CreateSessionAsync" } made
                && Bodies.IsInside(made, loop));
    }

    private static bool IsMadeInPlace(IOperation question) =>
        question.Type?.SpecialType == SpecialType.System_String
        || Constants.Elements(LocalValues.Origin(question)) is { Length: 1 }
        || LocalValues.Origin(question) is IObjectCreationOperation;

    /// <summary>Whether the question is what was typed, and not a task made of it.</summary>
    private static bool IsTyped(IOperation? question, MlCompilation compilation, CancellationToken cancellationToken)
    {
        if (question is null)
            return false;
        var text = Constants.Elements(LocalValues.Origin(question)) is [{ } only]
            && LocalValues.Origin(only) is IObjectCreationOperation { Arguments: [_, { Value: var content }, ..] } ? content : question;
        return text is not (IInterpolatedStringOperation or IBinaryOperation)
            && compilation.Texts.OriginsOf(text, cancellationToken).Any(origin => origin.Source == TextSource.Console);
    }

    private static bool SaysConversation(IOperation loop) => loop.DescendantsAndSelf().OfType<IPropertyReferenceOperation>()
        .Any(property => property.Property.Name is "ConversationId" or "PreviousResponseId" or "ResponseId");
}
