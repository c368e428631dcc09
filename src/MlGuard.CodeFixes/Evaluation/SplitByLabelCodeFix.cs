using System.Composition;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Evaluation;

/// <summary>MLG3003: leaves the key out.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class SplitByLabelCodeFix() : MlGuardCodeFix(RuleIds.SplitByLabel, "Split without a key")
{
    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken)
    {
        if ((blamed as ArgumentSyntax ?? blamed.FirstAncestorOrSelf<ArgumentSyntax>()) is not { Parent: ArgumentListSyntax list } argument)
            return null;

        // In the middle of arguments without names the place has to stay taken.
        return argument.NameColon is not null || list.Arguments.Last() == argument
            ? root.ReplaceNode(list, list.WithArguments(list.Arguments.Remove(argument)))
            : root.ReplaceNode(
                argument.Expression, SyntaxFactory.LiteralExpression(SyntaxKind.NullLiteralExpression).WithTriviaFrom(argument.Expression));
    }
}
