using System.Composition;
using System.Globalization;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Evaluation;

/// <summary>MLG3009: turns the fraction around. One of a half, or one near nothing, has no other side that is right.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class TestFractionCodeFix() : MlGuardCodeFix(RuleIds.TestFraction, "Keep the smaller part for testing")
{
    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken)
    {
        if (blamed is ArgumentSyntax argument)
            blamed = argument.Expression;
        if (blamed is not LiteralExpressionSyntax literal || literal.Token.Value is not double fraction || fraction is <= 0.5 or >= 1)
            return null;

        var other = Math.Round(1 - fraction, 6).ToString(CultureInfo.InvariantCulture);
        return root.ReplaceNode(literal, SyntaxFactory.ParseExpression(other).WithTriviaFrom(literal));
    }
}
