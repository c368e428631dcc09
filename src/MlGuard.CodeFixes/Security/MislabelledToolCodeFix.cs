using System.Composition;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Security;

/// <summary>MLG7012: says what the tool does.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class MislabelledToolCodeFix() : MlGuardCodeFix(RuleIds.MislabelledTool, "Say what the tool does")
{
    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken)
    {
        if (blamed.FirstAncestorOrSelf<AttributeSyntax>() is not { ArgumentList: { } list })
            return null;

        var labels = list.Arguments.Where(argument => argument.NameEquals?.Name.Identifier.ValueText is "ReadOnly" or "Destructive");
        return root.ReplaceNodes(labels.Select(label => label.Expression), (label, _) => SyntaxFactory.LiteralExpression(
            NameOf(label) == "ReadOnly" ? SyntaxKind.FalseLiteralExpression : SyntaxKind.TrueLiteralExpression).WithTriviaFrom(label));
    }

    private static string? NameOf(SyntaxNode value) => (value.Parent as AttributeArgumentSyntax)?.NameEquals?.Name.Identifier.ValueText;
}
