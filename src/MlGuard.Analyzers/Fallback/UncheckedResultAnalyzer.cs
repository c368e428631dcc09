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
    private static readonly string[] s_answers = ["Microsoft.Extensions.AI.ChatResponse`1", "Microsoft.Agents.AI.AgentResponse`1"];

    private static readonly ImmutableHashSet<string> s_taken =
        ["Exception", "SystemException", "JsonException", "InvalidOperationException"];

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation) =>
        start.RegisterOperationAction(
            context =>
            {
                var read = (IPropertyReferenceOperation)context.Operation;
                if (read.Property.Name == "Result"
                    && s_answers.Any(answer => compilation.Symbols.Is(read.Property.ContainingType, answer))
                    && !IsCaught(read)
                    && !BodyIndex.Around(read).Calls.Any(call => call.TargetMethod.Name == "TryGetResult")
                    && IsFirst(read))
                    Report(context, compilation, Diagnostic.Create(Rule, read.Syntax.GetLocation()));
            },
            OperationKind.PropertyReference);

    /// <summary>Once one read went well, the others of the same answer do too.</summary>
    private static bool IsFirst(IPropertyReferenceOperation read)
    {
        if (read.Instance is null || LocalValues.VariableOf(read.Instance) is not { } variable)
            return true;
        var first = Bodies.AllAround(read).OfType<IPropertyReferenceOperation>().FirstOrDefault(other =>
            other.Property.Name == read.Property.Name && other.Instance is { } instance
            && SymbolEqualityComparer.Default.Equals(LocalValues.VariableOf(instance), variable));
        return first is null || first.Syntax.SpanStart >= read.Syntax.SpanStart;
    }

    private static bool IsCaught(IOperation read) => Bodies.AroundInFunction(read).OfType<ITryOperation>()
        .Where(attempt => Bodies.IsInside(read, attempt.Body))
        .SelectMany(attempt => attempt.Catches)
        .Any(clause => clause.Filter is not null || clause.ExceptionType is not { } type || s_taken.Contains(type.Name));
}
