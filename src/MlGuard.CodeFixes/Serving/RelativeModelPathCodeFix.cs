using System.Composition;
using Microsoft.CodeAnalysis.Simplification;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Serving;

/// <summary>MLG4021: looks for the file beside the program. A path that is put together elsewhere stays.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class RelativeModelPathCodeFix() : MlGuardCodeFix(RuleIds.RelativeModelPath, "Look for the file beside the program")
{
    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken)
    {
        if (blamed is ArgumentSyntax argument)
            blamed = argument.Expression;
        if (blamed is not LiteralExpressionSyntax literal || literal.Token.ValueText.StartsWith("..", StringComparison.Ordinal))
            return null;

        var path = (InvocationExpressionSyntax)SyntaxFactory.ParseExpression(
            $"global::System.IO.Path.Combine(global::System.AppContext.BaseDirectory, {literal.WithoutTrivia()})");
        path = path.ReplaceNodes(
            path.DescendantNodes().OfType<MemberAccessExpressionSyntax>(), (_, current) =>
                current.WithAdditionalAnnotations(Simplifier.Annotation));
        return root.ReplaceNode(literal, path.WithTriviaFrom(literal));
    }
}
