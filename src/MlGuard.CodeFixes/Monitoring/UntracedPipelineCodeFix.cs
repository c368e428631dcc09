using System.Composition;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Monitoring;

/// <summary>MLG6003: adds the step that traces: in front of <c>Build</c>, or behind a registration.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class UntracedPipelineCodeFix() : MlGuardCodeFix(RuleIds.UntracedPipeline, "Add UseOpenTelemetry")
{
    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken)
    {
        if (blamed.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { Expression: MemberAccessExpressionSyntax access } call)
            return null;
        return access.Name.Identifier.ValueText == "Build"
            ? root.ReplaceNode(access.Expression, Traced(access.Expression))
            : root.ReplaceNode(call, Traced(call));
    }

    private static InvocationExpressionSyntax Traced(ExpressionSyntax chain) => SyntaxFactory.InvocationExpression(
        SyntaxFactory.MemberAccessExpression(
            SyntaxKind.SimpleMemberAccessExpression, chain.WithoutTrailingTrivia(), SyntaxFactory.IdentifierName("UseOpenTelemetry")))
        .WithTrailingTrivia(chain.GetTrailingTrivia());
}
