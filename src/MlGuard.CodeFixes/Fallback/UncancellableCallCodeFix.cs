using System.Composition;
using MlGuard.Analyzers.Fallback;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Fallback;

/// <summary>MLG5006: passes the messages as one collection, and the token with them.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class UncancellableCallCodeFix() : MlGuardCodeFix(RuleIds.UncancellableCall, "Pass the token")
{
    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken)
    {
        if (blamed.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call
            || diagnostic.Properties[UncancellableCallAnalyzer.TokenProperty] is not { } token)
            return null;

        var messages = string.Join(", ", call.ArgumentList.Arguments.Select(argument => argument.WithoutTrivia().ToString()));
        var list = SyntaxFactory.ParseArgumentList($"([{messages}], cancellationToken: {token})").WithTriviaFrom(call.ArgumentList);
        var changed = root.ReplaceNode(call.ArgumentList, list);
        return Compiles(changed, model, cancellationToken) ? changed : null;
    }
}
