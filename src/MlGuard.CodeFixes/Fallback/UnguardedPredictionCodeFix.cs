using System.Composition;
using MlGuard.Analyzers.Fallback;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Fallback;

/// <summary>
/// MLG5001: wraps the prediction in a <c>try</c> whose <c>catch</c> says that it failed and asks the manifest's fallback, where one is in
/// reach.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class UnguardedPredictionCodeFix() : MlGuardCodeFix(RuleIds.UnguardedPrediction, "Catch the failure and ask the fallback")
{
    private const string Message = "The prediction failed; the fallback answers";

    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken) =>
        GuardedPrediction.Replace(root, blamed, model, (call, target) =>
        {
            if (FallbackFor(diagnostic, call, target, model) is not { } fallback)
                return null;

            var caught = FreeName.Near("exception", call.SpanStart, model);
            return new(
                fallback,
                LoggerInReach.LogError(model, call.SpanStart, caught, Message) ?? LoggerInReach.TraceError(caught, Message), caught);
        });

    /// <summary>The call of a fallback that the manifest names, in place of <paramref name="call"/>; null when none is in reach.</summary>
    internal static ExpressionSyntax? FallbackFor(
        Diagnostic diagnostic, InvocationExpressionSyntax call, SyntaxNode target, SemanticModel model)
    {
        diagnostic.Properties.TryGetValue(UnguardedPredictionAnalyzer.FallbacksProperty, out var declared);
        return FallbackCall.Find((declared ?? "").Split(['\n'], StringSplitOptions.RemoveEmptyEntries), model, call, target);
    }
}
