using MlGuard.Lifecycle.Writers.Reports.Html;

namespace MlGuard.Lifecycle.Tests.Reports;

/// <summary><c>MLGUARD_REPORTS=folder</c> lays every report there, to be looked at.</summary>
public sealed class PictureBook
{
    [Fact]
    public void Reports_can_be_laid_in_a_folder()
    {
        if (Environment.GetEnvironmentVariable("MLGUARD_REPORTS") is not { Length: > 0 } folder)
            return;
        Directory.CreateDirectory(folder);
        foreach (var name in SampleVerdicts.Names)
        {
            File.WriteAllText(Path.Combine(folder, $"{name}.json"), SampleVerdicts.Text(name));
            File.WriteAllText(Path.Combine(folder, $"{name}.html"), HtmlReport.Write(SampleVerdicts.Model(name)));
        }
    }
}
