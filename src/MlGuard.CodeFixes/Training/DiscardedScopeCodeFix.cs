using System.Composition;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Training;

/// <summary>MLG2017: closes the scope at the end of its block.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class DiscardedScopeCodeFix() : MlGuardCodeFix(RuleIds.DiscardedScope, "Close it with 'using'")
{
    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken)
    {
        var statement = blamed.FirstAncestorOrSelf<StatementSyntax>();
        var opener = statement switch
        {
            ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax discard } => discard.Right,
            ExpressionStatementSyntax { Expression: var expression } => expression,
            _ => null,
        };
        if (statement is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 } declaration)
            return root.ReplaceNode(declaration, declaration.WithoutLeadingTrivia().WithUsingKeyword(
                SyntaxFactory.Token(
                    declaration.GetLeadingTrivia(), SyntaxKind.UsingKeyword, SyntaxFactory.TriviaList(SyntaxFactory.Space))));
        if (opener is null || statement!.Parent is not (BlockSyntax or GlobalStatementSyntax)
            || model.LookupSymbols(statement.SpanStart, name: "_").Any())
            return null;
        return root.ReplaceNode(
            statement, SyntaxFactory.ParseStatement($"using var _ = {opener.WithoutTrivia()};").WithTriviaFrom(statement));
    }
}
