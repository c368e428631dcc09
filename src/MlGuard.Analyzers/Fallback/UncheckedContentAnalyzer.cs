using MlGuard.Analyzers.Flow.Texts;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Fallback;

/// <summary>MLG5005: the first part of an answer is read, and the answer may have none.</summary>
/// <remarks>openai/openai-dotnet#355. Run against OpenAI 2.15.0: an answer that calls a tool throws <c>ArgumentOutOfRangeException</c>.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UncheckedContentAnalyzer() : MlGuardAnalyzer(RuleIds.UncheckedContent, LanguageModels.Frameworks)
{
    private const string Completion = "OpenAI.Chat.ChatCompletion";

    private static readonly OncePerBody<bool> s_isChecked = new((body, _, _) => body.Any(IsCheck));

    private static readonly ImmutableHashSet<string> s_checks = ["FinishReason", "ToolCalls", "Refusal", "Count"];

    private static readonly ImmutableHashSet<string> s_taken = ["Exception", "SystemException", "ArgumentException", "ArgumentOutOfRangeException"];

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation) =>
        start.RegisterOperationAction(
            context =>
            {
                var read = (IPropertyReferenceOperation)context.Operation;
                if (read is { Property.IsIndexer: true, Arguments: [{ Value.ConstantValue.HasValue: true }],
                        Instance: IPropertyReferenceOperation { Property: { Name: "Content" } content } }
                    && compilation.Symbols.Is(content.ContainingType, Completion)
                    && !ExpectedFailure.IsCaught(read, s_taken)
                    && !s_isChecked.Of(read, compilation))
                    Report(context, compilation, Diagnostic.Create(Rule, read.Syntax.GetLocation()));
            },
            OperationKind.PropertyReference);

    private static bool IsCheck(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation property => s_checks.Contains(property.Property.Name)
            && property.Property.ContainingType.Name is "ChatCompletion" or "ChatMessageContent" or "ReadOnlyCollection" or "Collection",
        IInvocationOperation { TargetMethod.Name: "Any" or "FirstOrDefault" or "ElementAtOrDefault" } query =>
            (query.Instance ?? query.Arguments.FirstOrDefault()?.Value) is { } parts && IsContent(LocalValues.Origin(parts)),
        IForEachLoopOperation { Collection: var parts } => IsContent(parts),
        _ => false,
    };

    /// <summary>The parts of an answer, or a query over them.</summary>
    private static bool IsContent(IOperation parts) => parts.DescendantsAndSelf().Any(it =>
        it is IPropertyReferenceOperation { Property: { Name: "Content", ContainingType.Name: "ChatCompletion" } });
}
