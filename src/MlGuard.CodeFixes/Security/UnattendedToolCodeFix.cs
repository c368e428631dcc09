using System.Composition;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Security;

/// <summary>MLG7011: asks before the tool runs.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class UnattendedToolCodeFix() : MlGuardCodeFix(RuleIds.UnattendedTool, "Ask before the tool runs")
{
    private const string Space = "global::Microsoft.Extensions.AI.";

    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken)
    {
        if (blamed.FirstAncestorOrSelf<ArgumentSyntax>()?.Parent?.Parent is not InvocationExpressionSyntax made)
            return null;

        var prefix = model.LookupNamespacesAndTypes(made.SpanStart, name: "ApprovalRequiredAIFunction").IsEmpty ? Space : "";
        var changed = root.ReplaceNode(made, SyntaxFactory.ParseExpression(
            $"new {prefix}ApprovalRequiredAIFunction({made.WithoutTrivia()})").WithTriviaFrom(made));
        return Compiles(changed, model, cancellationToken) ? changed : null;
    }
}
