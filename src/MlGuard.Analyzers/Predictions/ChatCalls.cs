using MlGuard.Analyzers.Flow.Texts;
using MlGuard.Analyzers.Flow.Values;

namespace MlGuard.Analyzers.Predictions;

/// <summary>The calls of a compilation that ask a language model for text.</summary>
internal static class ChatCalls
{
    private static readonly OncePerBody<ImmutableArray<IInvocationOperation>> s_known = new((body, compilation, _) =>
        [.. body.OfType<IInvocationOperation>().Where(call => LanguageModels.IsChat(call, compilation.Symbols))]);

    /// <summary>Calls <paramref name="examine"/> for each.</summary>
    public static void Register(
        CompilationStartAnalysisContext start, MlCompilation compilation, Action<OperationAnalysisContext, IInvocationOperation> examine) =>
        start.RegisterOperationAction(
            context =>
            {
                if (context.Operation is IInvocationOperation call && LanguageModels.IsChat(call, compilation.Symbols))
                    examine(context, call);
            },
            OperationKind.Invocation);

    /// <summary>Those in <paramref name="body"/>.</summary>
    public static IEnumerable<IInvocationOperation> In(IOperation body, MlCompilation compilation) =>
        body.DescendantsAndSelf().OfType<IInvocationOperation>().Where(call => LanguageModels.IsChat(call, compilation.Symbols));

    /// <summary>Those of the body around <paramref name="operation"/>, in the order of the source.</summary>
    public static ImmutableArray<IInvocationOperation> Around(IOperation operation, MlCompilation compilation) =>
        s_known.Of(operation, compilation);

    /// <summary>The argument that sets how the model answers: options, settings; null where the call has no place for them.</summary>
    public static IArgumentOperation? OptionsOf(IInvocationOperation call) =>
        call.Arguments.Argument("options") ?? call.Arguments.Argument("executionSettings");
}
