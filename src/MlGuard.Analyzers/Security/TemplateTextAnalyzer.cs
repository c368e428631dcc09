using MlGuard.Analyzers.Flow.Texts;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Security;

/// <summary>MLG7001: text that somebody else wrote becomes a prompt template, whose marks are executed.</summary>
/// <remarks>
/// microsoft/semantic-kernel#6048 and #12983. Run against Semantic Kernel 1.82.0: a user's <c>{{Sys.Secret}}</c> calls that function of
/// the kernel, and its answer stands in the prompt.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TemplateTextAnalyzer() : TextAnalyzer(RuleIds.TemplateText)
{
    private protected override bool IsMeant(TextFinding finding, MlCompilation compilation) => finding.Sink.Role == TextRole.Template;
}
