using System.Composition;
using MlGuard.Analyzers.Data;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Data;

/// <summary>MLG1030: writes the name that the model has. A name that is kept elsewhere, or may mean another value, stays.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class UnknownModelNameCodeFix() : MlGuardCodeFix(RuleIds.UnknownModelName, "Use the model's name")
{
    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken)
    {
        var literal = blamed as LiteralExpressionSyntax ?? (blamed as ArgumentSyntax)?.Expression as LiteralExpressionSyntax;
        return literal is not null
            && diagnostic.Properties.TryGetValue(UnknownModelNameAnalyzer.NameProperty, out var name) && name is not null
            ? root.ReplaceNode(
                literal, SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(name))
                    .WithTriviaFrom(literal))
            : null;
    }
}
