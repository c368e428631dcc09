using MlGuard.Analyzers.Frameworks.Torch;
using MlGuard.Analyzers.Networks;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Training;

/// <summary>MLG2011: a loop that steps on gradients which it never clears.</summary>
/// <remarks>Run against TorchSharp 0.107.0: after three steps the gradient of a sum is 3.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class KeptGradientsAnalyzer() : TorchAnalyzer(RuleIds.KeptGradients)
{
    private protected override IEnumerable<Diagnostic> FindingsIn(
        TorchBody body, MlCompilation compilation, CancellationToken cancellationToken)
    {
        foreach (var step in body.Of(TorchMeaning.Step))
        {
            if (body.TrainingLoopOf(step) is { } loop && !step.IsConditionalIn(loop) && !IsCleared(body, step, loop))
                yield return At(body.In(loop).Last(it => it.Meaning == TorchMeaning.Backward).Call);
        }
    }

    private static bool IsCleared(TorchBody body, TorchEvent step, ILoopOperation loop) =>
        body.In(loop).Any(it => it.Meaning switch
        {
            TorchMeaning.ZeroGradients or TorchMeaning.Gradient => true,
            TorchMeaning.PassedOn => true,
            TorchMeaning.MakeOptimizer => it.Subject is null || it.IsOf(step.Subject),
            _ => false,
        });
}
