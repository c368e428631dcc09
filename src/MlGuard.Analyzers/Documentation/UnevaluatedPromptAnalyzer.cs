using MlGuard.Analyzers.Digest;
using MlGuard.Analyzers.Flow.Texts;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Documentation;

/// <summary>
/// MLG8004: no evaluation of answers ran the code that gives a model these instructions when the gate last looked. The gate decides, since
/// a compilation sees no tests; this shows it where the instructions stand.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnevaluatedPromptAnalyzer() : MlGuardAnalyzer(RuleIds.UnevaluatedPrompt, LanguageModels.Frameworks)
{
    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        if (compilation.Digest is not { Stage: >= Stage.Growth, Unevaluated.IsEmpty: false } digest)
            return;

        RegisterCalls(start, (context, method, arguments) =>
        {
            foreach (var row in InstructionsOf(method).Where(row => TextSink.IsDecided(row, arguments)))
            {
                foreach (var argument in arguments.Where(argument => argument.IsWritten() && row.Takes(argument.Parameter?.Name ?? "")))
                    Check(context, argument.Value, digest, compilation);
            }
        });
        start.RegisterOperationAction(
            context =>
            {
                var assignment = (ISimpleAssignmentOperation)context.Operation;
                if (assignment.Target is IPropertyReferenceOperation target && InstructionsOf(target.Property).Any())
                    Check(context, assignment.Value, digest, compilation);
            },
            OperationKind.SimpleAssignment);
    }

    private static IEnumerable<TextRow> InstructionsOf(ISymbol member) =>
        TextSymbols.RowsOf(member.OriginalDefinition).Where(TextSinks.GivesInstructions);

    private void Check(OperationAnalysisContext context, IOperation value, ManifestDigest digest, MlCompilation compilation)
    {
        if (value.ConstantValue is { HasValue: true, Value: null or "" })
            return;
        var member = context.ContainingSymbol.MemberPath();
        foreach (var code in digest.Unevaluated.Where(code => code.IsAll || code.Symbol == member).Take(1))
            Report(context, compilation, Diagnostic.Create(Rule, value.Syntax.GetLocation(), code.Day));
    }
}
