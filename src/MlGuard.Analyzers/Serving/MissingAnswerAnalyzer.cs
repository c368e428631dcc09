using System.Collections.Concurrent;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlGuard.Analyzers.Flow.Texts;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Predictions;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Serving;

/// <summary>MLG4033: a history that gets the questions and not the whole answers.</summary>
/// <remarks>
/// dotnet/extensions#5998. Run against Microsoft.Extensions.AI 10.11.0: of an answer with a tool call, the text alone is one of three
/// messages.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MissingAnswerAnalyzer() : MlGuardAnalyzer(RuleIds.MissingAnswer, LanguageModels.Frameworks)
{
    internal const string WholeProperty = "whole";

    private const string Message = "Microsoft.Extensions.AI.ChatMessage";
    private const string Response = "Microsoft.Extensions.AI.ChatResponse";

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        start.RegisterOperationAction(context => CheckText(context, compilation), OperationKind.Invocation);
        ChatCalls.Register(start, compilation, (context, call) => CheckLoop(context, call, compilation));
        CheckFields(start, compilation);
    }

    /// <summary>A history in a field, to which its type adds questions and asks with, and nothing else.</summary>
    private void CheckFields(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        var uses = new ConcurrentDictionary<ISymbol, ConcurrentBag<(IFieldReferenceOperation Use, ISymbol Owner)>>(
            SymbolEqualityComparer.Default);
        start.RegisterOperationAction(
            context =>
            {
                var use = (IFieldReferenceOperation)context.Operation;
                if (use.Field is { DeclaredAccessibility: Accessibility.Private } && Conversations.IsHistory(use.Type))
                    uses.GetOrAdd(use.Field, _ => []).Add((use, context.ContainingSymbol));
            },
            OperationKind.FieldReference);
        start.RegisterCompilationEndAction(end =>
        {
            foreach (var of in uses.Values.Select(it => it.Where(use => !IsBeginning(use.Use)).ToList()))
            {
                var asked = of.Where(use => IsAsked(use.Use, compilation)).OrderBy(use => use.Use.Syntax.SpanStart).ToList();
                var questions = of.Count(use => AddsQuestion(use.Use));
                if (asked.Count > 0 && questions > 0 && questions + asked.Count == of.Count
                    && CallOf(asked[0].Use) is { } call && !RemembersItself(call))
                    Report(end, asked[0].Owner, compilation, Diagnostic.Create(
                        Rule, CallLocation.Of(call.Syntax), "The answer is not added", "the model forgets what it said",
                        Conversations.WayToAdd(asked[0].Use.Type)));
            }
        });
    }

    /// <summary>What a history begins with: it is made, and gets its instructions.</summary>
    private static bool IsBeginning(IFieldReferenceOperation use) =>
        (use.Parent is ISimpleAssignmentOperation assignment && ReferenceEquals(assignment.Target, use))
        || use.Parent is IPropertyReferenceOperation { Property.Name: "Count" }
        || use.Parent is IInvocationOperation { TargetMethod.Name: "AddSystemMessage" }
        || (use.Parent is IInvocationOperation { TargetMethod.Name: "Add", Arguments: [{ Value: var added }] }
            && LocalValues.Origin(added) is IObjectCreationOperation message
            && (message.Type is { Name: "SystemChatMessage" }
                || message.Arguments.Any(argument => argument.Value is IMemberReferenceOperation { Member.Name: "System" })));

    private static IInvocationOperation? CallOf(IOperation use) =>
        (Bodies.Outermost(use).Parent as IArgumentOperation)?.Parent as IInvocationOperation;

    /// <summary><c>list.Add(new ChatMessage(ChatRole.Assistant, response.Text))</c>, where tools may have been called.</summary>
    private void CheckText(OperationAnalysisContext context, MlCompilation compilation)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call is { TargetMethod.Name: "Add", Instance: { } list, Arguments: [{ Value: var added }] }
            && Conversations.IsHistory(list.Type)
            && LocalValues.Origin(added) is IObjectCreationOperation { Arguments: [_, { Value: var text }, ..] } message
            && compilation.Symbols.Is(message.Type, Message)
            && LocalValues.Origin(text) is IPropertyReferenceOperation { Property.Name: "Text", Instance: { } response }
            && compilation.Symbols.IsOrInherits(response.Type, Response))
        {
            Report(context, compilation, Diagnostic.Create(
                Rule, call.Syntax.GetLocation(),
                ImmutableDictionary<string, string?>.Empty.Add(WholeProperty, response.Syntax.ToString()),
                "Only the text of the answer is added", "tool calls and their results are lost", Conversations.WayToAdd(list.Type)));
        }
    }

    /// <summary>A loop that adds what the user says to the list that it asks with, and nothing else.</summary>
    private void CheckLoop(OperationAnalysisContext context, IInvocationOperation call, MlCompilation compilation)
    {
        var history = call.Arguments.Select(argument => LocalValues.VariableOf(Unconverted(argument.Value))).OfType<ILocalSymbol>()
            .FirstOrDefault(local => Conversations.IsHistory(local.Type));
        if (history is null
            || RemembersItself(call)
            || Bodies.LoopsAround(call).FirstOrDefault() is not { } loop || IsDeclaredIn(history, loop))
            return;

        var uses = BodyIndex.Around(call).ReferencesTo(history).Where(use => Bodies.IsInside(use, loop.Body)).ToList();
        if (uses.Any(AddsQuestion) && uses.All(use => AddsQuestion(use) || IsAsked(use, compilation)))
        {
            Report(context, compilation, Diagnostic.Create(
                Rule, CallLocation.Of(call.Syntax), "The answer is not added", "the model forgets what it said",
                Conversations.WayToAdd(history.Type)));
        }
    }

    /// <summary>An agent keeps the conversation in the session that it is given.</summary>
    private static bool RemembersItself(IInvocationOperation call) =>
        (call.Arguments.Argument("session") ?? call.Arguments.Argument("thread"))?.IsWritten() == true;

    private static IOperation Unconverted(IOperation value) => value is IConversionOperation conversion ? conversion.Operand : value;

    private static bool IsDeclaredIn(ILocalSymbol local, ILoopOperation loop) =>
        local.DeclaringSyntaxReferences.Any(declaration => loop.Syntax.Span.Contains(declaration.Span));

    private static bool AddsQuestion(IOperation use) =>
        use.Parent is IInvocationOperation { TargetMethod.Name: "AddUserMessage" }
        || (use.Parent is IInvocationOperation { TargetMethod.Name: "Add", Arguments: [{ Value: var added }] }
            && LocalValues.Origin(added) is IObjectCreationOperation creation && IsQuestion(creation));

    private static bool IsQuestion(IObjectCreationOperation message) =>
        message.Type is { Name: "UserChatMessage" }
        || message.Arguments.Any(argument => argument.Value is IMemberReferenceOperation { Member.Name: "User" });

    /// <summary>A chat service of Semantic Kernel adds what it does itself only where it calls functions.</summary>
    private static bool IsAsked(IOperation use, MlCompilation compilation) =>
        Bodies.Outermost(use).Parent is IArgumentOperation { Parent: IInvocationOperation asked }
        && LanguageModels.IsChat(asked, compilation.Symbols)
        && asked.Syntax is InvocationExpressionSyntax;
}
