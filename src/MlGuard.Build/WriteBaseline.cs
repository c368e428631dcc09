using System.Globalization;
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

        var count = result.Baseline.Split('\n').Count(line => line.Length > 0 && line[0] != '#');
        if (count == 0)
        {
            File.Delete(BaselineFile);
            Log.LogMessage(MessageImportance.High, "{0}", "MlGuard: no gap of today can stand in a baseline, so there is none.");
            return;
        }

        AtomicFile.WriteIfDifferent(BaselineFile, result.Baseline);
        var gaps = count.ToString(CultureInfo.InvariantCulture);
        Log.LogMessage(
            MessageImportance.High, "{0}",
            $"MlGuard: {gaps} gaps stand in {Path.GetFileName(BaselineFile)}. They stay visible, and only new ones fail a build.");
    }
}
