using MlGuard.Analyzers.Flow.Texts;
using MlGuard.Analyzers.Flow.Values;
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
    /// <summary>What the program calls a template in what it keeps elsewhere.</summary>
    private static readonly string[] s_templates = ["Template", "Prompt", "Instructions"];

    private protected override bool IsMeant(TextFinding finding, MlCompilation compilation) =>
        finding.Sink.Role == TextRole.Template
        && !(finding.Origin.Source == TextSource.Foreign && IsKeptTemplate(finding.Value, compilation));

    /// <summary>Whether the whole text is a template of the program that a service or database keeps for it, as a file would.</summary>
    private static bool IsKeptTemplate(IOperation text, MlCompilation compilation) =>
        LocalValues.Origin(text) is IPropertyReferenceOperation { Property: var kept }
        && compilation.Symbols.IsDeclaredHere(kept)
        && s_templates.Any(name => kept.Name.EndsWith(name, StringComparison.Ordinal));
}
