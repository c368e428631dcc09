using MlGuard.Analyzers.Flow.Texts;
using MlGuard.Analyzers.Flow.Values;

namespace MlGuard.Analyzers;

/// <summary>A rule about text of somebody else that reaches a place where it does harm.</summary>
public abstract class TextAnalyzer : MlGuardAnalyzer
{
    private protected TextAnalyzer(string ruleId)
        : base(ruleId, LanguageModels.Frameworks)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation) =>
        start.RegisterOperationBlockAction(context =>
        {
            var findings = context.OperationBlocks
                .SelectMany(block => compilation.Texts.FindingsOf(block, context.CancellationToken))
                .Where(finding => IsMeant(finding, compilation)).GroupBy(finding => finding.Place).Select(group => group.First())
                .GroupBy(finding => (CallAround(finding.Value), finding.Sink.Role, finding.Origin.What));
            foreach (var finding in findings.Select(group => group.First()))
            {
                Report(context, compilation, Diagnostic.Create(
                    Rule, finding.Place, finding.Origin.Way.Where(place => place != finding.Place), ArgumentsOf(finding)));
            }
        });

    /// <summary>One text in two arguments of a call is one mistake.</summary>
    private static SyntaxNode CallAround(IOperation value)
    {
        var outermost = Bodies.Outermost(value);
        return (outermost.Parent is IArgumentOperation { Parent: { } call } ? call : outermost).Syntax;
    }

    /// <summary>Whether the rule is about this text at this sink.</summary>
    private protected abstract bool IsMeant(TextFinding finding, MlCompilation compilation);

    /// <summary>For the holes of the rule's message, which begins with the text's origin.</summary>
    private protected virtual object[] ArgumentsOf(TextFinding finding) => [AtStart(finding.Origin.What), finding.Sink.What];

    /// <summary>The words as a sentence begins.</summary>
    private protected static string AtStart(string words) => char.ToUpperInvariant(words[0]) + words.Substring(1);
}
