namespace MlGuard.Package.Tests;

/// <summary>The neglected sample, used as the README says.</summary>
public sealed class NeglectedTests
{
    private static readonly string s_samples = Path.Combine(PackedPackage.RepositoryRoot, "samples");

    [Fact]
    public void Neglected_shows_every_rule_at_its_place_and_the_fixes_of_dotnet_format_compile()
    {
        using var copy = new SampleCopy(s_samples, "Neglected");

        var first = copy.Build();
        var format = DotNet.Run(copy.Folder, "format", "analyzers", "Neglected", "--severity", "info", "--no-restore");
        var mended = copy.Build();

        Assert.True(first.Succeeded, first.ToString());
        var places = first.OfMlGuard.Where(finding => !finding.Code.StartsWith("MLG9", StringComparison.Ordinal))
            .Select(finding => $"{finding.Code} {finding.File}({finding.Line},{finding.Column})");
        Assert.All(ReadmeExcerpt.Lines(2), line => Assert.Contains(line, first.Output, StringComparison.Ordinal));
        Assert.Equal(
            [
                "MLG1001 Program.cs(5,20)",
                "MLG3001 Program.cs(12,39)",
                "MLG4001 Program.cs(7,18)",
                "MLG4002 PaymentController.cs(15,30)",
                "MLG4011 DeviceReputation.cs(13,32)",
                "MLG4021 DeviceReputation.cs(8,71)",
                "MLG4021 PaymentController.cs(15,35)",
                "MLG4021 Program.cs(10,31)",
                "MLG5001 PaymentController.cs(17,23)",
                "MLG5001 PaymentController.cs(21,53)",
                "MLG5001 Program.cs(16,104)",
                "MLG6001 PaymentController.cs(17,23)",
                "MLG6001 PaymentController.cs(21,53)",
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

    [Fact]
    public void NeglectedAssistant_shows_what_goes_wrong_around_a_language_model_at_its_place()
    {
        using var copy = new SampleCopy(s_samples, "NeglectedAssistant");

        var build = copy.Build();

        Assert.True(build.Succeeded, build.ToString());
        var places = build.OfMlGuard.Where(finding => !finding.Code.StartsWith("MLG9", StringComparison.Ordinal))
            .Select(finding => $"{finding.Code} {finding.File}({finding.Line},{finding.Column})");
        Assert.Equal(
            [
                "MLG4030 SupportBot.cs(13,40)",
                "MLG4031 SupportBot.cs(21,37)",
                "MLG5001 SupportBot.cs(21,37)",
                "MLG5001 SupportBot.cs(30,36)",
                "MLG5002 SupportBot.cs(30,36)",
                "MLG7003 Program.cs(13,73)",
                "MLG7004 Program.cs(7,26)",
                "MLG7005 Program.cs(8,47)",
                "MLG7008 SupportBot.cs(34,35)",
                "MLG7009 SupportBot.cs(48,31)",
                "MLG7011 SupportBot.cs(20,75)",
                "MLG7014 Program.cs(13,73)",
                "MLG7014 SupportBot.cs(22,83)",
                "MLG8001 Program.cs(7,76)",
            ],
            places.Order(StringComparer.Ordinal));
        Assert.Contains(build.OfMlGuard, finding => finding is { Code: "MLG9100", File: "mlguard.yaml", Line: 14 });
        Assert.Contains("declared growth · earned none", build.Output, StringComparison.Ordinal);
    }
}
