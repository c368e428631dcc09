using System.Composition;
using Microsoft.CodeAnalysis.Simplification;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Data;

/// <summary>MLG1020: parses as files are written.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class CultureOfFeaturesCodeFix() : MlGuardCodeFix(RuleIds.CultureOfFeatures, "Parse with the invariant culture")
{
    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken)
    {
        if (blamed.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { ArgumentList: { Arguments.Count: 1 } list } call)
            return null;

        var culture = SyntaxFactory.ParseExpression("global::System.Globalization.CultureInfo.InvariantCulture")
            .WithAdditionalAnnotations(Simplifier.Annotation);
        var comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);
        return root.ReplaceNode(call.ArgumentList, list.WithArguments(SyntaxFactory.SeparatedList<ArgumentSyntax>(
            list.Arguments.GetWithSeparators().Add(comma).Add(SyntaxFactory.Argument(culture)))));
    }
}
