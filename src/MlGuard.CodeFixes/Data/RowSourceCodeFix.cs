namespace MlGuard.CodeFixes.Data;

/// <summary>Reads the rows of a data view once.</summary>
public abstract class RowSourceCodeFix : MlGuardCodeFix
{
    private protected RowSourceCodeFix(string ruleId)
        : base(ruleId, "Read the rows into a list first")
    {
    }

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
