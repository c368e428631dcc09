using System.Composition;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Fallback;

/// <summary>
/// MLG5001: where no fallback is in reach, leaves the place for an answer. The failure still surfaces, since an answer that nobody thought
/// about would be worse, and for the same reason it is done for one prediction at a time.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class UnguardedPredictionSkeletonCodeFix()
    : MlGuardCodeFix(RuleIds.UnguardedPrediction, "Catch the failure, to answer without the model", isForAll: false)
{
    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken) =>
        GuardedPrediction.Replace(root, blamed, model, (call, target) =>
            UnguardedPredictionCodeFix.FallbackFor(diagnostic, call, target, model) is null
                ? new GuardedPrediction.Answer(Fallback: null, Log: null, Caught: "")
                : null);
}
