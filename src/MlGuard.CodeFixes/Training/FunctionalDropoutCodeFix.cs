using System.Composition;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Training;

/// <summary>MLG2014: passes the module's mode on.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class FunctionalDropoutCodeFix() : MlGuardCodeFix(RuleIds.FunctionalDropout, "Pass the module's mode")
{
    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken) =>
        blamed.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call
            ? root.ReplaceNode(call.ArgumentList, TorchStatement.With(call.ArgumentList, "training: this.training"))
            : null;
}
