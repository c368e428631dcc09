using System.Composition;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Serving;

/// <summary>MLG4031: lets a client that is made here run the tools that its model calls.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class UninvokedToolsCodeFix() : MlGuardCodeFix(RuleIds.UninvokedTools, "Let the client run the tools")
{
    private protected override Location PlaceOf(Diagnostic diagnostic) => PlaceBeside(diagnostic);

    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken) =>
        blamed.FirstAncestorOrSelf<InvocationExpressionSyntax>() is
            { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "AsIChatClient" } } made
            ? root.ReplaceNode(made, SyntaxFactory.ParseExpression(
                $"{made.WithoutTrivia()}.AsBuilder().UseFunctionInvocation().Build()").WithTriviaFrom(made))
            : null;
}
