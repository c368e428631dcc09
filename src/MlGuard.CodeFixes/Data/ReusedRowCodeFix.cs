using System.Composition;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Data;

/// <summary>MLG1006: makes an object for each row.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class ReusedRowCodeFix() : MlGuardCodeFix(RuleIds.ReusedRow, "Make an object for each row")
{
    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken)
    {
        if (blamed is ArgumentSyntax argument)
            blamed = argument.Expression;
        return blamed is LiteralExpressionSyntax literal
            ? root.ReplaceNode(literal, SyntaxFactory.LiteralExpression(SyntaxKind.FalseLiteralExpression).WithTriviaFrom(literal))
            : null;
    }
}
