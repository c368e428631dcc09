using Microsoft.Build.Framework;

namespace MlGuard.Build;

/// <summary>Writes the gaps that the product has today into <c>mlguard.baseline</c>, so that only new ones fail a build.</summary>
public sealed class WriteBaseline : GateTask
{
    /// <summary>Full path of the baseline, beside the manifest.</summary>
    [Required]
    public string BaselineFile { get; set; } = "";

    private protected override void Run()
    {
        if (Decide() is not { } result)
            return;
        if (!result.CanBeBaseline)
        {
            foreach (var finding in result.Findings)
            {
                Report(finding with { Severity = Lifecycle.Api.FindingSeverity.Error });
            }

            return;
        }

        if (result.Baseline.Split('\n').Any(line => line.Length > 0 && line[0] != '#'))
            AtomicFile.WriteIfDifferent(BaselineFile, result.Baseline);
        else
            File.Delete(BaselineFile);
        Log.LogMessage(MessageImportance.High, "{0}", $"MlGuard: {result.BaselineSaid}");
    }
}
