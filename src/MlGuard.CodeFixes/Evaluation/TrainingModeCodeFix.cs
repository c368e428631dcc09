using System.Composition;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Evaluation;

/// <summary>
/// MLG3010: switches the model to evaluation before it is asked. Where training goes on, its writer knows where a round begins.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class TrainingModeCodeFix() : MlGuardCodeFix(RuleIds.TrainingMode, "Switch to evaluation first")
{
    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken) =>
        blamed.FirstAncestorOrSelf<InvocationExpressionSyntax>()
            is { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax asked } access } call
            && access.Name.Identifier.ValueText is ("call" or "forward")
            ? TorchStatement.InFrontOf(root, call, $"{asked.Identifier.ValueText}.eval();")
            : null;
}
