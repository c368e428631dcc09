using Microsoft.Build.Framework;
using MlGuard.Catalogue;
using MlGuard.Lifecycle.Api;

namespace MlGuard.Build;

/// <summary>Declares the stage that the product has earned: the gate decides as though it were declared, and only then it is.</summary>
public sealed class ClaimStage : GateTask
{
    /// <summary>The stage to claim; empty for the manifest's target, or else the next one.</summary>
    public string ClaimedStage { get; set; } = "";

    /// <summary>Where the verdict about the stage is written once it is declared; empty for nowhere.</summary>
    public string VerdictFile { get; set; } = "";

    private protected override void Run()
    {
        var stage = ClaimedStage.Length > 0 ? ClaimedStage : StagePromotion.NextStage(Manifest);
        if (stage is null or not ("mvp" or "growth" or "maturity"))
        {
            Refuse(stage is null ? "no stage is left to claim" : $"'{stage}' is not a stage", "Write mvp, growth or maturity.");
            return;
        }

        if (Decide(stage) is not { } result)
            return;
        if (!result.IsEarned)
        {
            foreach (var gap in result.Gaps)
                Log.LogMessage(MessageImportance.High, "  {0}", gap);
            Refuse(
                $"{stage} is not earned, so it is not claimed",
                $"Fulfil what -t:MlGuardGate shows as the plan of 'target: {stage}', and claim it again.");
            return;
        }

        if (StagePromotion.Claim(Manifest, stage) is { } content)
            AtomicFile.Write(Manifest, content);
        WriteVerdict(result);
        var message = $"MlGuard: {stage} is earned, and the product declares it now.";
        Log.LogMessage(MessageImportance.High, "{0}", message);
        ShowInTerminal(message);
    }

    /// <summary>The verdict of before says what the manifest no longer declares.</summary>
    private void WriteVerdict(GateResult result)
    {
        if (VerdictFile.Length == 0)
            return;
        AtomicFile.Write(VerdictFile, result.JsonReport);
        AtomicFile.Write(Path.ChangeExtension(VerdictFile, ".txt"), result.TerminalReport.TrimEnd() + "\n");
    }

    private void Refuse(string why, string remedy) =>
        Report(Finding.About(LifecycleRules.InvalidValue, FindingSeverity.Error, Manifest, why, remedy));
}
