using System.Composition;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Data;

/// <summary>MLG1005: reads the rows once.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class DeferredSourceCodeFix() : MlGuardCodeFix(RuleIds.DeferredSource, "Read the rows into a list first")
{
    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken)
    {
        if (blamed is ArgumentSyntax argument)
            blamed = argument.Expression;
        if (blamed is not ExpressionSyntax rows
            || model.GetTypeInfo(rows, cancellationToken).Type is not { } type
            || model.LookupSymbols(rows.SpanStart, type, ToList, includeReducedExtensionMethods: true).IsEmpty)
            return null;

        var owner = rows is IdentifierNameSyntax or InvocationExpressionSyntax or MemberAccessExpressionSyntax
            or ElementAccessExpressionSyntax
            ? rows.WithoutTrivia()
            : SyntaxFactory.ParenthesizedExpression(rows.WithoutTrivia());
        return root.ReplaceNode(rows, SyntaxFactory.InvocationExpression(
            SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, owner, SyntaxFactory.IdentifierName(ToList)))
            .WithTriviaFrom(rows));
    }

    private const string ToList = "ToList";
}
