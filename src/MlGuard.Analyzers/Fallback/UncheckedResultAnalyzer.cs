using MlGuard.Analyzers.Flow.Texts;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Fallback;

/// <summary>MLG5004: the result of a structured answer is read as if there always were one.</summary>
/// <remarks>
/// dotnet/extensions#7144, #6212 and #5927. Run against Microsoft.Extensions.AI 10.11.0: an answer that is cut off throws
/// <c>JsonException</c>.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UncheckedResultAnalyzer() : MlGuardAnalyzer(RuleIds.UncheckedResult, LanguageModels.Frameworks)
{
    private const string Result = "Result";

    private static readonly OncePerBody<bool> s_isTried =
        new((body, _, _) => body.OfType<IInvocationOperation>().Any(call => call.TargetMethod.Name == "TryGetResult"));

    /// <summary>Where the result of each answer is read first.</summary>
    private static readonly OncePerBody<Dictionary<ISymbol, int>> s_firstReads = new((body, _, _) => FirstReads(body));

    private static readonly string[] s_answers = ["Microsoft.Extensions.AI.ChatResponse`1", "Microsoft.Agents.AI.AgentResponse`1"];

    private static readonly ImmutableHashSet<string> s_taken =
        ["Exception", "SystemException", "JsonException", "InvalidOperationException"];

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation) =>
        start.RegisterOperationAction(
            context =>
            {
                var read = (IPropertyReferenceOperation)context.Operation;
                if (read.Property.Name == Result
                    && s_answers.Any(answer => compilation.Symbols.Is(read.Property.ContainingType, answer))
                    && !ExpectedFailure.IsCaught(read, s_taken)
                    && !s_isTried.Of(read, compilation)
                    && IsFirst(read, compilation))
                    Report(context, compilation, Diagnostic.Create(Rule, read.Syntax.GetLocation()));
            },
            OperationKind.PropertyReference);

    /// <summary>Once one read went well, the others of the same answer do too.</summary>
    private static bool IsFirst(IPropertyReferenceOperation read, MlCompilation compilation) =>
        AnswerOf(read) is not { } answer || s_firstReads.Of(read, compilation)[answer] >= read.Syntax.SpanStart;

    private static Dictionary<ISymbol, int> FirstReads(IEnumerable<IOperation> body)
    {
        var first = new Dictionary<ISymbol, int>(SymbolEqualityComparer.Default);
        foreach (var read in body.OfType<IPropertyReferenceOperation>().Where(read => read.Property.Name == Result))
        {
            if (AnswerOf(read) is { } answer && !first.ContainsKey(answer))
                first.Add(answer, read.Syntax.SpanStart);
        }

        return first;
    }

    private static ISymbol? AnswerOf(IPropertyReferenceOperation read) =>
        read.Instance is { } instance ? LocalValues.VariableOf(instance) : null;
}
