using MlGuard.Analyzers.Flow.Texts;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Security;

/// <summary>MLG7014: what a user wrote or a model answered is written to a log as it is.</summary>
/// <remarks>OWASP LLM02. The console is a log where the program serves requests.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LoggedPromptAnalyzer() : TextAnalyzer(RuleIds.LoggedPrompt)
{
    private protected override bool IsMeant(TextFinding finding, MlCompilation compilation) =>
        finding is { Sink.Role: TextRole.Log, Origin.Source: TextSource.User or TextSource.Model }
        && (finding.Sink.Type != "System.Console" || compilation.Calls.IsConcurrentHost);
}
