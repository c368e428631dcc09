using MlGuard.Analyzers.Flow.Texts;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Predictions;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Security;

/// <summary>MLG7014: what a user wrote or a model answered is written to a log as it is.</summary>
/// <remarks>
/// A request's text is a prompt where the same body asks a model. OWASP LLM02. The console is a log where the program serves requests.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LoggedPromptAnalyzer() : TextAnalyzer(RuleIds.LoggedPrompt)
{
    private protected override bool IsMeant(TextFinding finding, MlCompilation compilation) =>
        finding.Sink.Role == TextRole.Log
        && (finding.Origin.Source == TextSource.Model
            || (finding.Origin.Source == TextSource.User && ChatCalls.In(Bodies.RootOf(finding.Value), compilation).Any()))
        && (finding.Sink.Type != "System.Console" || compilation.Calls.IsConcurrentHost);
}
