using System.Composition;
using MlGuard.Analyzers.Training;

namespace MlGuard.CodeFixes.Training;

/// <summary>MLG2021: assigns the result to the variable that it was called on, where its type allows that.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class DiscardedResultCodeFix() : MlGuardCodeFix(DiscardedResultAnalyzer.RuleId, "Keep the result")
{
    private protected override SyntaxNode? Mend(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken)
    {
        if (blamed.FirstAncestorOrSelf<ExpressionStatementSyntax>() is not { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var receiver } } call } ||
            TargetOf(call, receiver, model, cancellationToken) is not { } target || model.GetTypeInfo(target, cancellationToken).Type is not { } type ||
            !model.ClassifyConversion(call, type).IsImplicit)
            return null;

        return root.ReplaceNode(call, SyntaxFactory.AssignmentExpression(
            SyntaxKind.SimpleAssignmentExpression,
            target.WithoutTrivia().WithTrailingTrivia(SyntaxFactory.Space),
            SyntaxFactory.Token(SyntaxKind.EqualsToken).WithTrailingTrivia(SyntaxFactory.Space),
            call.WithoutTrivia()).WithTriviaFrom(call));
    }

    /// <summary>The variable at the head of the chain, or the data that a catalog is given.</summary>
    private static ExpressionSyntax? TargetOf(InvocationExpressionSyntax call, ExpressionSyntax receiver, SemanticModel model, CancellationToken cancellationToken)
    {
        while (receiver is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax inner })
            receiver = inner.Expression;
        if (model.GetTypeInfo(receiver, cancellationToken).Type is { Name: "DataOperationsCatalog" } && call.ArgumentList.Arguments is [{ Expression: var data }, ..])
            receiver = data;
        return receiver is IdentifierNameSyntax && model.GetSymbolInfo(receiver, cancellationToken).Symbol is ILocalSymbol { IsConst: false, IsForEach: false, IsUsing: false } or IFieldSymbol { IsReadOnly: false, IsConst: false } or IParameterSymbol { RefKind: RefKind.None }
            ? receiver
            : null;
    }
}
