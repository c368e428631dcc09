using System.Composition;
using MlGuard.Analyzers.Pipelines;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Data;

/// <summary>MLG1010: writes the column that was probably meant, or converts one of the wrong type first.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class ColumnMismatchCodeFix() : MlGuardCodeFix(RuleIds.ColumnMismatch, "Name or convert the column that the step needs")
{
    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken)
    {
        if (blamed is ArgumentSyntax argument)
            blamed = argument.Expression;
        if (diagnostic.Properties.TryGetValue(PipelineRules.NearestProperty, out var nearest) && nearest is not null)
        {
            return blamed is LiteralExpressionSyntax literal && literal.IsKind(SyntaxKind.StringLiteralExpression)
                ? root.ReplaceNode(
                    literal, SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(nearest))
                        .WithTriviaFrom(literal))
                : null;
        }

        return diagnostic.Properties.TryGetValue(PipelineRules.ColumnProperty, out var column)
            && diagnostic.Properties.TryGetValue(PipelineRules.KindProperty, out var kind)
            ? PipelineEdit.WithConversion(root, blamed, column!, kind!, model)
            : null;
    }
}
