namespace MlGuard.Package.Tests;

/// <summary>The samples, used as the README says.</summary>
public sealed class SampleTests
{
    private static readonly string s_samples = Path.Combine(PackedPackage.RepositoryRoot, "samples");

    [Fact]
    public void FraudDetection_packs_restores_and_builds_from_a_fresh_clone_without_a_warning_and_earns_growth()
    {
        using var clone = new FreshCheckout();

        var build = clone.Run("build", "samples/FraudDetection");

        Assert.True(build.ExitCode == 0, build.Output);
        Assert.Contains("MlGuard lifecycle: fraud-scorer 1.1.0", build.Output, StringComparison.Ordinal);
        Assert.Contains("declared growth · earned growth", build.Output, StringComparison.Ordinal);
        Assert.Contains("Next stage (maturity):", build.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("): warning", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_second_manifest_of_FraudDetection_shows_what_maturity_still_lacks_each_once()
    {
        using var copy = new SampleCopy(s_samples, "FraudDetection");
        copy.Build();

        var gate = copy.Build("-t:MlGuardGate", $"-p:MlGuardManifest={Path.Combine(copy.Folder, "FraudDetection", "mlguard.maturity.yaml")}", "-p:MlGuardMode=warn", "-p:TreatWarningsAsErrors=false");

        Assert.True(gate.Succeeded, gate.ToString());
        Assert.Contains("declared maturity · earned growth", gate.Output, StringComparison.Ordinal);
        Assert.Single(gate.OfMlGuard, finding => finding.Code == "MLG9005");
        Assert.All(gate.OfMlGuard.GroupBy(finding => finding), found => Assert.Single(found));
        Assert.Contains(gate.OfMlGuard, finding => finding is { Code: "MLG9109", File: "mlguard.maturity.yaml" });
    }

    [Fact]
    public void Neglected_shows_every_rule_at_its_place_and_the_fixes_of_dotnet_format_compile()
    {
        using var copy = new SampleCopy(s_samples, "Neglected");

        var first = copy.Build();
        var format = DotNet.Run(copy.Folder, "format", "analyzers", "Neglected", "--severity", "info", "--no-restore");
        var mended = copy.Build();

        Assert.True(first.Succeeded, first.ToString());
        var places = first.OfMlGuard.Where(finding => !finding.Code.StartsWith("MLG9", StringComparison.Ordinal)).Select(finding => $"{finding.Code} {finding.File}({finding.Line},{finding.Column})");
        Assert.Equal(
            [
                "MLG1001 Program.cs(5,20)",
                "MLG3001 Program.cs(12,39)",
                "MLG4001 Program.cs(7,18)",
                "MLG4002 PaymentController.cs(15,30)",
                "MLG4011 DeviceReputation.cs(13,32)",
                "MLG5001 DeviceReputation.cs(13,32)",
                "MLG5001 PaymentController.cs(17,23)",
                "MLG5001 Program.cs(16,104)",
                "MLG6001 DeviceReputation.cs(13,32)",
                "MLG6001 PaymentController.cs(17,23)",
                "MLG6001 Program.cs(16,104)",
                "MLG8001 DeviceReputation.cs(8,71)",
                "MLG8001 PaymentController.cs(15,35)",
                "MLG8001 Program.cs(10,31)",
            ],
            places.Order(StringComparer.Ordinal));
        Assert.Contains(first.OfMlGuard, finding => finding is { Code: "MLG9005", File: "mlguard.yaml", Line: 5 });
        Assert.Contains("declared growth · earned none", first.Output, StringComparison.Ordinal);

        Assert.True(format.ExitCode == 0, format.Output);
        Assert.True(mended.Succeeded, mended.ToString());
        var left = mended.OfMlGuard.Select(finding => finding.Code).ToHashSet();
        Assert.DoesNotContain("MLG1001", left);
        Assert.DoesNotContain("MLG3001", left);
        Assert.DoesNotContain("MLG4011", left);
        Assert.DoesNotContain("MLG8001", left);
    }
}
