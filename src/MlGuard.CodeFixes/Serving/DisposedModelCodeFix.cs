using System.Composition;
using Microsoft.CodeAnalysis.Simplification;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Serving;

/// <summary>MLG4003: states that the model is not the engine's own.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class DisposedModelCodeFix() : MlGuardCodeFix(RuleIds.DisposedModel, "Let the engine leave the model alone")
{
    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken)
    {
        if (blamed.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { ArgumentList: { Arguments: [{ NameColon: null }] } list })
            return null;

        var options = (ObjectCreationExpressionSyntax)SyntaxFactory.ParseExpression(
            "new global::Microsoft.ML.PredictionEngineOptions { OwnsTransformer = false }");
        options = options.ReplaceNode(options.Type, options.Type.WithAdditionalAnnotations(Simplifier.Annotation));
        var comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);
        return root.ReplaceNode(
            list, list.WithArguments(
                SyntaxFactory.SeparatedList<ArgumentSyntax>(
                    list.Arguments.GetWithSeparators().Add(comma).Add(SyntaxFactory.Argument(options)))));
    }
}
