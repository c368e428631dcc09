using System.Composition;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Security;

/// <summary>MLG7013: asks for authorization at the endpoint.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class OpenEndpointCodeFix() : MlGuardCodeFix(RuleIds.OpenEndpoint, "Ask for authorization")
{
    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken) =>
        blamed.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } map
            ? root.ReplaceNode(map, SyntaxFactory.InvocationExpression(SyntaxFactory.MemberAccessExpression(
                SyntaxKind.SimpleMemberAccessExpression, map.WithoutTrailingTrivia(), SyntaxFactory.IdentifierName("RequireAuthorization")))
                .WithTrailingTrivia(map.GetTrailingTrivia()))
            : null;
}
