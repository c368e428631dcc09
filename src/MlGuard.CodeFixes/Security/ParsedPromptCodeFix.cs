using System.Composition;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Security;

/// <summary>
/// MLG7002: puts the text into a history with one user message. Where the text is put together, that message holds it whole.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class ParsedPromptCodeFix() : MlGuardCodeFix(RuleIds.ParsedPrompt, "Give the text as a user message, which nobody parses")
{
    private const string Space = "global::Microsoft.SemanticKernel.ChatCompletion.";

    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken)
    {
        if (blamed.FirstAncestorOrSelf<ArgumentSyntax>() is not { } argument
            || argument.NameColon is not null
            || argument.Parent?.Parent is not InvocationExpressionSyntax
            {
                Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetChatMessageContentAsync"
                    or "GetChatMessageContentsAsync" or "GetStreamingChatMessageContentsAsync" }
            })
            return null;

        var prefix = model.LookupNamespacesAndTypes(blamed.SpanStart, name: "AuthorRole").IsEmpty ? Space : "";
        var history = SyntaxFactory.ParseExpression(
            $"new {prefix}ChatHistory({argument.Expression.WithoutTrivia()}, {prefix}AuthorRole.User)")
            .WithTriviaFrom(argument.Expression);
        return root.ReplaceNode(argument.Expression, history);
    }
}
