using MlGuard.Analyzers.Flow.Texts;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Security;

/// <summary>MLG7015: what was retrieved from elsewhere stands in the instructions of a model.</summary>
/// <remarks>CWE-1427, OWASP LLM01 and ASI06: indirect injection. A team may vouch for what it retrieves, so this is a practice.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ForeignInstructionsAnalyzer() : TextAnalyzer(RuleIds.ForeignInstructions)
{
    private protected override bool IsMeant(TextFinding finding, MlCompilation compilation) =>
        finding is { Sink.Role: TextRole.Instruction, Origin.Source: TextSource.Foreign };

    private protected override object[] ArgumentsOf(TextFinding finding) => [finding.Origin.What, finding.Sink.What];
}
