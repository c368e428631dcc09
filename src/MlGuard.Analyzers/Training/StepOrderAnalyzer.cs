using MlGuard.Analyzers.Frameworks.Torch;
using MlGuard.Analyzers.Networks;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Training;

/// <summary>MLG2028: a scheduler that steps before the optimizer, or gradients that are clipped when that is of no use.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StepOrderAnalyzer() : TorchAnalyzer(RuleIds.StepOrder)
{
    private protected override IEnumerable<Diagnostic> FindingsIn(
        TorchBody body, MlCompilation compilation, CancellationToken cancellationToken)
    {
        var steps = body.Of(TorchMeaning.Step).ToList();
        if (steps.Count == 0 || steps.Select(it => it.Subject).Distinct(SymbolEqualityComparer.Default).Skip(1).Any())
            yield break;

        foreach (var it in body.Of(TorchMeaning.SchedulerStep))
        {
            if (it.Loop is { } loop && !it.IsConditionalIn(loop) && steps.Any(step => step.IsIn(loop))
                && steps.All(step => !step.IsIn(loop) || body.IndexOf(step) > body.IndexOf(it)))
                yield return At(it.Call, "the scheduler steps before the optimizer", "the first learning rate is skipped",
                    "Call it after optimizer.step()");
        }

        foreach (var it in body.Of(TorchMeaning.Clip))
        {
            if (it.Loop is not { } loop)
                continue;
            var at = body.IndexOf(it);
            if (Where(TorchMeaning.Step, loop) is { Count: > 0 } taken && taken.All(index => index < at))
                yield return At(
                    it.Call, "gradients are clipped after the step", "the step took them whole", "Clip before optimizer.step()");
            else if (Where(TorchMeaning.Backward, loop) is { Count: > 0 } passes && passes.All(index => index > at))
                yield return At(it.Call, "gradients are clipped before they are computed", "nothing is clipped", "Clip after backward()");
        }

        List<int> Where(TorchMeaning meaning, ILoopOperation loop) => [.. body.Of(meaning).Where(it => it.IsIn(loop)).Select(body.IndexOf)];
    }
}
