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
                || CallLoops.Contain(loop, compilation)
                || !IsWithoutHistory(call, loop, compilation)
                || !TypedPartsOf(call, loop).Any(part => IsTyped(part, compilation, context.CancellationToken))
                || SaysConversation(loop))
                return;
            Report(context, compilation, Diagnostic.Create(Rule, CallLocation.Of(call.Syntax)));
        });

    private static IOperation? QuestionOf(IInvocationOperation call) => call.Arguments
        .FirstOrDefault(argument => argument.Parameter?.Name is "chatMessage" or "message" or "messages" or "userInputText")?.Value;

    /// <summary>Whether the call gets a text, or a message that is made in place; for an agent, no session or a new one.</summary>
    private static bool IsWithoutHistory(IInvocationOperation call, ILoopOperation loop, MlCompilation compilation)
    {
        if (QuestionOf(call) is not { } question || !IsMadeInPlace(question) || !IsOfTurn(question, loop))
            return false;
        if (!compilation.Symbols.IsOrInherits(call.TargetMethod.ContainingType, Agent))
            return call.TargetMethod.ContainingType.Name is "ChatClientExtensions" or "ChatClient" or "IChatClient" or "ResponsesClient";
        return call.Arguments.Argument("session") is not { } session || !session.IsWritten()
            || (LocalValues.Origin(session.Value) is IInvocationOperation { TargetMethod.Name: "CreateSessionAsync" } made
                && Bodies.IsInside(made, loop));
    }

    /// <summary>What was read before the loop, and is not set in it, is one question that is asked again.</summary>
    private static bool IsOfTurn(IOperation question, ILoopOperation loop) => question switch
    {
        IConversionOperation conversion => IsOfTurn(conversion.Operand, loop),
        ILocalReferenceOperation { Local: var kept } =>
            kept.DeclaringSyntaxReferences.Any(declaration => loop.Syntax.Span.Contains(declaration.Span))
            || BodyIndex.Around(loop).ReferencesTo(kept)
                .Any(use => Bodies.IsInside(use, loop) && use.Parent is IAssignmentOperation set && ReferenceEquals(set.Target, use)),
        _ => true,
    };

    private static bool IsMadeInPlace(IOperation question) =>
        question.Type?.SpecialType == SpecialType.System_String
        || MessagesIn(question) is { IsEmpty: false }
        || LocalValues.Origin(question) is IObjectCreationOperation;

    /// <summary>
    /// What of the question may be what was typed. A message beside instructions may be a task of its own each time; where the answer is
    /// added to the list after the call, a conversation was meant.
    /// </summary>
    private static IEnumerable<IOperation> TypedPartsOf(IInvocationOperation call, ILoopOperation loop)
    {
        if (QuestionOf(call) is not { } question)
            return [];
        return MessagesIn(question) switch
        {
            null => [ContentOf(question)],
            [{ } only] => [ContentOf(only)],
            { } several => IsContinued(question, call, loop) ? several.OfType<IOperation>().Select(ContentOf) : [],
        };
    }

    /// <summary>The messages of a list as it is made; null for anything else.</summary>
    private static ImmutableArray<IOperation?>? MessagesIn(IOperation question) => LocalValues.Origin(question) switch
    {
        IObjectCreationOperation { Type.Name: "List", Arguments.IsEmpty: true, Initializer.Initializers: { IsEmpty: false } added } =>
            [.. added.Select(add => add is IInvocationOperation { Arguments: [{ Value: var message }] } ? message : null)],
        var made => Constants.Elements(made),
    };

    private static IOperation ContentOf(IOperation message) =>
        LocalValues.Origin(message) is IObjectCreationOperation { Arguments: var given }
        ? given.FirstOrDefault(argument => argument.Parameter?.Name == "content")?.Value ?? given.FirstOrDefault()?.Value ?? message
        : message;

    /// <summary>Whether a list that the loop makes anew gets a message after the call, which nobody ever reads.</summary>
    private static bool IsContinued(IOperation question, IInvocationOperation call, ILoopOperation loop)
    {
        if (question is IConversionOperation conversion)
            return IsContinued(conversion.Operand, call, loop);
        if (question is not ILocalReferenceOperation { Local: var list }
            || !list.DeclaringSyntaxReferences.Any(declaration => loop.Syntax.Span.Contains(declaration.Span)))
            return false;
        var later = BodyIndex.Around(call).ReferencesTo(list).Where(use => use.Syntax.SpanStart > call.Syntax.Span.End).ToList();
        return later.Count > 0 && later.All(HistoryWrites.Is);
    }

    /// <summary>Whether a text is what was typed, and not a task made of it.</summary>
    private static bool IsTyped(IOperation text, MlCompilation compilation, CancellationToken cancellationToken) =>
        text is not (IInterpolatedStringOperation or IBinaryOperation)
        && compilation.Texts.OriginsOf(text, cancellationToken).Any(origin => origin.Source == TextSource.Console);

    private static bool SaysConversation(IOperation loop) => loop.DescendantsAndSelf().OfType<IPropertyReferenceOperation>()
        .Any(property => property.Property.Name is "ConversationId" or "PreviousResponseId" or "ResponseId");
}
