using MlGuard.Analyzers.Flow.Texts;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Security;

/// <summary>MLG7003: what a user of a service writes stands in the instructions of its model.</summary>
/// <remarks>
/// CWE-1427, OWASP LLM01 and ASI01. Whoever runs a console program is its own user, and no target.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UntrustedInstructionsAnalyzer() : TextAnalyzer(RuleIds.UntrustedInstructions)
{
    private protected override bool IsMeant(TextFinding finding, MlCompilation compilation) =>
        finding is { Sink.Role: TextRole.Instruction, Origin.Source: TextSource.User };
}
