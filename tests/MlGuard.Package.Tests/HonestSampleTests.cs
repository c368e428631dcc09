namespace MlGuard.Package.Tests;

/// <summary>The samples that train nothing: each builds without a finding, earns mvp, and its own tests pass.</summary>
public sealed class HonestSampleTests
{
    private static readonly string s_samples = Path.Combine(PackedPackage.RepositoryRoot, "samples");

    [Theory]
    [InlineData("SupportAssistant", "Support.Tests", "id: support-large-2026-09-01", "id: support-large-2026-11-01", true)]
    public void A_sample_earns_mvp_with_the_package_and_its_tests_pass(string name, string tests, string pinned, string another, bool serving)
    {
        using var copy = new SampleCopy(s_samples, name);

        var build = copy.Build();
        var run = DotNet.Run(copy.Folder, Path.Combine(name, tests, "bin", "Debug", "net10.0", $"{tests}.dll"), "-noColor");
        copy.Edit("mlguard.yaml", text => text.Replace(pinned, another, StringComparison.Ordinal));
        var elsewhere = copy.Build("--no-restore", "-t:MlGuardGate");

        Assert.True(build.Succeeded, build.ToString());
        Assert.Empty(build.Findings);
        Assert.Contains("declared mvp · earned mvp", build.Output, StringComparison.Ordinal);
        Assert.Contains("training      2 proven", build.Output, StringComparison.Ordinal);
        Assert.Equal(serving, build.Output.Contains("serving       2 proven", StringComparison.Ordinal));
        Assert.True(run.ExitCode == 0 && !run.Output.Contains("Total: 0,", StringComparison.Ordinal), run.Output);
        Assert.Contains("declared mvp · earned none", elsewhere.Output, StringComparison.Ordinal);
        Assert.Contains(elsewhere.OfMlGuard, finding => finding is { Code: "MLG9109", File: "mlguard.yaml" }
            && finding.Message.Contains("which 'models' does not pin", StringComparison.Ordinal));
    }
}
