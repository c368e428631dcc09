using System.Composition;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Data;

/// <summary>MLG1013: takes the label out of the features.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class LabelAmongFeaturesCodeFix() : MlGuardCodeFix(RuleIds.LabelAmongFeatures, "Take the label out of the features")
{
    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken) =>
        (blamed as ArgumentSyntax ?? (blamed is ExpressionSyntax expression ? Holder(expression) : null)) switch
        {
            ArgumentSyntax { NameColon: null, Parent: ArgumentListSyntax { Arguments.Count: > 2 } list } argument =>
                root.ReplaceNode(list, list.WithArguments(Without(list.Arguments, argument))),
            ExpressionElementSyntax { Parent: CollectionExpressionSyntax { Elements.Count: > 1 } list } element =>
                root.ReplaceNode(list, list.WithElements(Without(list.Elements, element))),
            ExpressionSyntax { Parent: InitializerExpressionSyntax { Expressions.Count: > 1 } list } element =>
                root.ReplaceNode(list, list.WithExpressions(Without(list.Expressions, element))),
            _ => null,
        };

    /// <summary>The list without the item; what stood behind the last one stays in front of the closing bracket.</summary>
    private static SeparatedSyntaxList<T> Without<T>(SeparatedSyntaxList<T> list, SyntaxNode item)
        where T : SyntaxNode
    {
        var index = list.IndexOf(node => node == item);
        return index > 0 && index == list.Count - 1
            ? list.Replace(list[index - 1], list[index - 1].WithTrailingTrivia(item.GetTrailingTrivia())).RemoveAt(index)
            : list.RemoveAt(index);
    }

    /// <summary>What a list would lose: the argument, the element, or the expression itself.</summary>
    private static SyntaxNode Holder(ExpressionSyntax expression) =>
        expression.Parent is ArgumentSyntax or ExpressionElementSyntax ? expression.Parent : expression;
}
