using MlGuard.Analyzers.Flow.Texts;
using MlGuard.Analyzers.Flow.Values;
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
                    && call.Arguments.FirstOrDefault(argument => argument.Value.Type?.SpecialType == SpecialType.System_String
                        && argument.IsWritten()) is { } text
                    && (IsItemOfLoop(text.Value) || IsItemOfQuery(call, text.Value)))
                    Report(context, compilation, Diagnostic.Create(Rule, CallLocation.Of(call.Syntax), call.TargetMethod.Name));
            },
            OperationKind.Invocation);

    private static bool IsEmbedding(IMethodSymbol method) =>
        method.Name.StartsWith("Generate", StringComparison.Ordinal)
        && method.ContainingType.Name.IndexOf("Embedding", StringComparison.Ordinal) >= 0;

    /// <summary>A stream gives its items one by one anyway.</summary>
    private static bool IsItemOfLoop(IOperation text) =>
        Bodies.LoopsAround(text).OfType<IForEachLoopOperation>().FirstOrDefault() is { IsAsynchronous: false } loop
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
        text.DescendantsAndSelf().Any(operation => LocalValues.VariableOf(operation) is { } variable
            && items.Contains(variable, SymbolEqualityComparer.Default));
}
