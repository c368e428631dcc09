using System.Composition;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Training;

/// <summary>
/// MLG2016: moves the tensor to the scope around. A sum of losses is left to its writer, whose variable changes its type.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class EscapedTensorCodeFix() : MlGuardCodeFix(RuleIds.EscapedTensor, "Move it out of the scope")
{
    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken)
    {
        if (blamed.FirstAncestorOrSelf<ExpressionSyntax>() is not { } tensor || tensor.Parent is AssignmentExpressionSyntax
            {
                RawKind: not (int)SyntaxKind.SimpleAssignmentExpression,
            })
            return null;

        ExpressionSyntax owner = tensor is IdentifierNameSyntax or InvocationExpressionSyntax or MemberAccessExpressionSyntax
            ? tensor.WithoutTrivia()
            : SyntaxFactory.ParenthesizedExpression(tensor.WithoutTrivia());
        return root.ReplaceNode(
            tensor, SyntaxFactory.InvocationExpression(
                SyntaxFactory.MemberAccessExpression(
                    SyntaxKind.SimpleMemberAccessExpression, owner, SyntaxFactory.IdentifierName("MoveToOuterDisposeScope")))
                .WithTriviaFrom(tensor));
    }
}
