using MlGuard.Analyzers.Flow.Texts;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Security;

/// <summary>MLG7009: an argument that a model gives a tool reaches a command, a statement, a path or an address unchecked.</summary>
/// <remarks>OWASP LLM03 and ASI02 of 2026. A tool that looks at its argument first is silent, whatever it looks for.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TrustedToolArgumentAnalyzer() : TextAnalyzer(RuleIds.TrustedToolArgument)
{
    private protected override bool IsMeant(TextFinding finding, MlCompilation compilation) =>
        finding is { Origin: { Source: TextSource.ToolArgument, IsTested: false }, Sink.Role: not TextRole.Html }
        && DangerousSink.Is(finding.Sink.Role)
        && !Consent.IsAskedBefore(finding.Value, compilation);

    private protected override object[] ArgumentsOf(TextFinding finding) =>
        [AtStart(finding.Origin.What), finding.Sink.What, DangerousSink.DecidedBy(finding.Sink), DangerousSink.RemedyFor(finding.Sink)];
}
