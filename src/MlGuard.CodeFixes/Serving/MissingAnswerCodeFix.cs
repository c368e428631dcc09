using System.Composition;
using MlGuard.Analyzers.Serving;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Serving;

/// <summary>MLG4033: adds all messages of the answer. Where none is added, what is to be kept is for the team to say.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class MissingAnswerCodeFix() : MlGuardCodeFix(RuleIds.MissingAnswer, "Add all messages of the answer")
{
    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken) =>
        diagnostic.Properties.TryGetValue(MissingAnswerAnalyzer.WholeProperty, out var response) && response is not null
        && (blamed as InvocationExpressionSyntax ?? blamed.FirstAncestorOrSelf<InvocationExpressionSyntax>()) is
            { Expression: MemberAccessExpressionSyntax access } call
            ? root.ReplaceNode(call, SyntaxFactory.InvocationExpression(
                access.WithName(SyntaxFactory.IdentifierName("AddMessages")),
                SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(
                    SyntaxFactory.Argument(SyntaxFactory.ParseExpression(response))))).WithTriviaFrom(call))
            : null;
}
