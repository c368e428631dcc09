using MlGuard.Analyzers.Flow.Texts;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Security;

/// <summary>MLG7008: what a model answers runs as a command, code or a statement, or decides of a page, a file or an address.</summary>
/// <remarks>OWASP LLM10 and ASI05 of 2026. What the code compares, tests or encodes on the way is silent.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ExecutedAnswerAnalyzer() : TextAnalyzer(RuleIds.ExecutedAnswer)
{
    private protected override bool IsMeant(TextFinding finding, MlCompilation compilation) =>
        finding is { Origin: { Source: TextSource.Model, IsTested: false }, Sink.Role: not TextRole.ReadPath }
        && DangerousSink.Is(finding.Sink.Role);

    private protected override object[] ArgumentsOf(TextFinding finding) =>
        [finding.Sink.What, DangerousSink.DecidedBy(finding.Sink), DangerousSink.RemedyFor(finding.Sink)];
}
