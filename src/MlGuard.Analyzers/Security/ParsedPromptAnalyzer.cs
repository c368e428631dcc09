using MlGuard.Analyzers.Flow.Texts;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Security;

/// <summary>MLG7002: text that somebody else wrote is parsed for the messages of a chat and their roles.</summary>
/// <remarks>
/// Run against Semantic Kernel 1.82.0: with the overload that takes a string, a user's <c>&lt;message role="system"&gt;</c> becomes a
/// system message. A history's <c>AddUserMessage</c> is not parsed.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ParsedPromptAnalyzer() : TextAnalyzer(RuleIds.ParsedPrompt)
{
    private protected override bool IsMeant(TextFinding finding, MlCompilation compilation) => finding.Sink.Role == TextRole.ParsedPrompt;
}
