using System.Composition;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Training;

/// <summary>MLG2002: gives the context a seed.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class UnseededContextCodeFix() : MlGuardCodeFix(RuleIds.UnseededContext, "Pass a seed")
{
    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken)
    {
        if (blamed.FirstAncestorOrSelf<BaseObjectCreationExpressionSyntax>() is not { } creation)
            return null;

        var seed = SyntaxFactory.ParseArgumentList("(seed: 0)").Arguments[0];
        var list = creation.ArgumentList ?? SyntaxFactory.ArgumentList();
        var comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);
        var arguments = list.Arguments.Count == 0
            ? SyntaxFactory.SingletonSeparatedList(seed)
            : SyntaxFactory.SeparatedList<ArgumentSyntax>(list.Arguments.GetWithSeparators().Add(comma).Add(seed));
        return root.ReplaceNode(creation, creation.WithArgumentList(list.WithArguments(arguments)).WithTriviaFrom(creation));
    }
}
