using System.Composition;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Security;

/// <summary>MLG7005: switches it off.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class SensitiveTelemetryCodeFix() : MlGuardCodeFix(RuleIds.SensitiveTelemetry, "Switch it off")
{
    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken)
    {
        var value = blamed.DescendantNodesAndSelf().OfType<LiteralExpressionSyntax>()
            .LastOrDefault(literal => literal.IsKind(SyntaxKind.TrueLiteralExpression));
        return value is null
            ? null
            : root.ReplaceNode(value, SyntaxFactory.LiteralExpression(SyntaxKind.FalseLiteralExpression).WithTriviaFrom(value));
    }
}
