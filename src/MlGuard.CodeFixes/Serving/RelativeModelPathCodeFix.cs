using System.Composition;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Serving;

/// <summary>MLG4021: looks for the file beside the program. A path that is put together elsewhere stays.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class RelativeModelPathCodeFix() : MlGuardCodeFix(RuleIds.RelativeModelPath, "Look for the file beside the program")
{
    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken)
    {
        if (blamed is ArgumentSyntax argument)
            blamed = argument.Expression;
        if (blamed is not LiteralExpressionSyntax literal || literal.Token.ValueText.StartsWith("..", StringComparison.Ordinal))
            return null;

        return ProgramFolder.Replace(root, literal, literal.WithoutTrivia().ToString());
    }
}
