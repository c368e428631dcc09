using System.Composition;
using MlGuard.Analyzers.Serving;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Serving;

/// <summary>MLG4032: names the tool after the function, or the variable that holds it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class NamelessToolCodeFix() : MlGuardCodeFix(RuleIds.NamelessTool, "Name the tool")
{
    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken)
    {
        // The second parameter of one overload is an object with all settings.
        if (blamed.FirstAncestorOrSelf<ArgumentSyntax>() is not { Parent: ArgumentListSyntax { Arguments.Count: 1 } list })
            return null;
        var name = diagnostic.Properties[NamelessToolAnalyzer.NameProperty] is { Length: > 0 } known ? known : NameAround(list);
        return name is null
            ? null
            : root.ReplaceNode(list, list.AddArguments(SyntaxFactory.Argument(
                SyntaxFactory.NameColon("name").WithTrailingTrivia(SyntaxFactory.Space), default,
                SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(name)))));
    }

    private static string? NameAround(SyntaxNode call) =>
        call.FirstAncestorOrSelf<VariableDeclaratorSyntax>()?.Identifier.ValueText;
}
