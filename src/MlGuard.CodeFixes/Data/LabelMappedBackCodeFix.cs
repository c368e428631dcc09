using System.Composition;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Data;

/// <summary>MLG1014: maps the prediction.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class LabelMappedBackCodeFix() : MlGuardCodeFix(RuleIds.LabelMappedBack, "Map the prediction")
{
    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken)
    {
        if ((blamed as ArgumentSyntax)?.Expression is { } inArgument)
            return Replaced(root, inArgument);
        return blamed is ExpressionSyntax { Parent: ArgumentSyntax } expression ? Replaced(root, expression) : null;
    }

    private static SyntaxNode Replaced(SyntaxNode root, ExpressionSyntax label) =>
        root.ReplaceNode(
            label, SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal("PredictedLabel"))
                .WithTriviaFrom(label));
}
