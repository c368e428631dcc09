using MlGuard.Analyzers.Flow.Texts;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Models;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Serving;

/// <summary>MLG4047: an embedding is asked for each item of a collection that is at hand as a whole.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EmbeddingPerItemAnalyzer() : MlGuardAnalyzer(RuleIds.EmbeddingPerItem, LanguageModels.Frameworks)
{
    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation) =>
        start.RegisterOperationAction(
            context =>
            {
                var call = (IInvocationOperation)context.Operation;
                if (compilation.Symbols.Plays(call.TargetMethod, Role.Predict)
                    && IsEmbedding(call.TargetMethod)
                    && call.Arguments.Where(argument => argument.IsWritten()).Select(argument => OnlyText(argument.Value))
                        .FirstOrDefault(text => text is not null) is { } text
                    && (IsItemOfLoop(call, text) || IsItemOfQuery(call, text)))
                    Report(context, compilation, Diagnostic.Create(Rule, CallLocation.Of(call.Syntax), call.TargetMethod.Name));
            },
            OperationKind.Invocation);

    private static bool IsEmbedding(IMethodSymbol method) =>
        method.Name.StartsWith("Embed", StringComparison.Ordinal)
        || (method.Name.StartsWith("Generate", StringComparison.Ordinal)
            && method.ContainingType.Name.IndexOf("Embedding", StringComparison.Ordinal) >= 0);

    /// <summary>The text that is sent alone: as it is, in a list of its own, or in a request that holds one of these.</summary>
    private static IOperation? OnlyText(IOperation sent)
    {
        if (IsText(sent))
            return sent;
        var value = LocalValues.Origin(sent);
        if (value is IObjectCreationOperation { Type.Name: "EmbedRequest", Initializer.Initializers: var members })
            return members.OfType<ISimpleAssignmentOperation>()
                .FirstOrDefault(member => member.Target is IMemberReferenceOperation { Member.Name: "Input" }) is { Value: var input }
                    ? OnlyText(input)
                    : null;
        var isFilledLater = CollectionWrites.VariableFilledBy(value) is { } variable
            && CollectionWrites.To(variable, value).Any(write => write.Place != sent);
        return !isFilledLater && ItemsOf(value) is [{ } only] && IsText(only) ? only : null;
    }

    private static bool IsText(IOperation value) => value.Type?.SpecialType == SpecialType.System_String;

    /// <summary>The items that a list is made with; none for any other value.</summary>
    private static ImmutableArray<IOperation?> ItemsOf(IOperation value) =>
        value is IObjectCreationOperation { Arguments.IsEmpty: true } list
            ? [.. (list.Initializer?.Initializers ?? []).Select(item => CollectionWrites.ItemOf(item).Value)]
            : Constants.Elements(value) ?? [];

    /// <summary>A stream gives its items one by one anyway.</summary>
    private static bool IsItemOfLoop(IOperation call, IOperation text) =>
        Bodies.LoopsAround(call).OfType<IForEachLoopOperation>().FirstOrDefault() is { IsAsynchronous: false } loop
        && Mentions(text, loop.Locals);

    private static bool IsItemOfQuery(IInvocationOperation call, IOperation text)
    {
        var function = Bodies.FunctionAround(call);
        while (function is IAnonymousFunctionOperation inner && ReceiverOf(inner) is { Name: "Run" or "StartNew" } started
            && started.ContainingType.Name is "Task" or "TaskFactory")
            function = Bodies.FunctionAround(inner.Parent!);
        return function is IAnonymousFunctionOperation lambda
            && ReceiverOf(lambda) is { Name: "Select", ContainingType.Name: "Enumerable" }
            && Mentions(text, lambda.Symbol.Parameters);
    }

    /// <summary>The method that a lambda is handed to.</summary>
    private static IMethodSymbol? ReceiverOf(IAnonymousFunctionOperation lambda) =>
        lambda.Parent is IDelegateCreationOperation made
        && Bodies.Outermost(made).Parent is IArgumentOperation { Parent: IInvocationOperation call }
            ? call.TargetMethod
            : null;

    private static bool Mentions(IOperation text, IEnumerable<ISymbol> items) =>
        text.DescendantsAndSelf().Concat(MadeOf(text)).Any(operation => LocalValues.VariableOf(operation) is { } variable
            && items.Contains(variable, SymbolEqualityComparer.Default));

    /// <summary>What a local is made of at once, or is read from a file; what another service is asked for comes slowly.</summary>
    private static IEnumerable<IOperation> MadeOf(IOperation text) => LocalValues.Origin(text) switch
    {
        IInvocationOperation { Parent: IAwaitOperation, TargetMethod.ContainingType.Name: not "File" } => [],
        var origin => origin.DescendantsAndSelf(),
    };
}
