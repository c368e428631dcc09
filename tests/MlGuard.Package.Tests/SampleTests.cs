namespace MlGuard.Package.Tests;

/// <summary>The samples, built as the README says.</summary>
public sealed class SampleTests
{
    private static readonly string s_samples = Path.Combine(PackedPackage.RepositoryRoot, "samples");

    [Fact]
    public void FraudDetection_builds_without_a_warning_and_earns_mvp()
    {
        var build = DotNet.Run(s_samples, "build", "FraudDetection");

        Assert.True(build.ExitCode == 0, build.Output);
        Assert.Contains("declared mvp", build.Output, StringComparison.Ordinal);
        Assert.Contains("earned mvp", build.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("warning", build.Output.Replace("0 Warning(s)", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
    }
}
