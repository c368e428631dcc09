using System.Composition;
using MlGuard.Analyzers.Serving;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Serving;

/// <summary>MLG4037: gives the field the size of the model's vectors.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class VectorSizeCodeFix() : MlGuardCodeFix(RuleIds.VectorSize, "Use the size of the model's vectors")
{
    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken) =>
        blamed.FirstAncestorOrSelf<AttributeSyntax>() is { ArgumentList.Arguments: [{ Expression: var size }, ..] }
        && diagnostic.Properties[VectorSizeAnalyzer.SizeProperty] is { } wanted
            ? root.ReplaceNode(size, SyntaxFactory.ParseExpression(wanted).WithTriviaFrom(size))
            : null;
}
