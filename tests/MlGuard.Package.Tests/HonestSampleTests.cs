namespace MlGuard.Package.Tests;

/// <summary>
/// The samples that train nothing. Each is built once: it has no finding, earns mvp, and its own tests pass. Then its manifest says
/// something else than its code and evidence, and the gate alone is asked again.
/// </summary>
public sealed class HonestSampleTests
{
    private static readonly string s_samples = Path.Combine(PackedPackage.RepositoryRoot, "samples");

    [Fact]
    public void SupportAssistant_earns_mvp_and_its_manifest_is_held_against_its_code()
    {
        using var copy = new SampleCopy(s_samples, "SupportAssistant");
        Earns(copy, "SupportAssistant/Support.Tests");

        copy.Edit("mlguard.yaml", text => text
            .Replace("stage: mvp", "stage: growth", StringComparison.Ordinal)
            .Replace("id: support-large-2026-09-01", "id: support-large-2026-11-01", StringComparison.Ordinal)
            .Replace("effect: read }", "effect: read, approval: true }", StringComparison.Ordinal)
            .Replace("    - { name: refund_order, effect: destructive, approval: true }\n", "", StringComparison.Ordinal));
        var gate = copy.Build("--no-restore", "-t:MlGuardGate", "-p:MlGuardMode=warn", "-p:TreatWarningsAsErrors=false");

        Says(gate, "MLG9109", "'support-large-2026-09-01', which 'models' does not pin");
        Says(gate, "MLG9110", "offers the tool 'refund_order', which is not declared");
        Says(gate, "MLG9110", "the tool 'order_status' is said to ask first, and the code offers it bare");
        Assert.DoesNotContain(gate.OfMlGuard, finding => finding.Message.Contains("serving/prompts", StringComparison.Ordinal));
    }

    [Fact]
    public void ImageTagging_earns_mvp_and_its_numbers_belong_to_its_model()
    {
        using var copy = new SampleCopy(s_samples, "ImageTagging");
        Earns(copy, "ImageTagging/Tagging.Tests");

        copy.Edit("evidence/evaluation.json", text => text.Replace("\"sha256\": \"1", "\"sha256\": \"0", StringComparison.Ordinal));
        var gate = copy.Build("--no-restore", "-t:MlGuardGate", "-p:MlGuardMode=warn", "-p:TreatWarningsAsErrors=false");

        Says(gate, "MLG9109", "was measured on another model, which 'models' does not pin");
    }

    private static void Earns(SampleCopy copy, string tests)
    {
        var build = copy.Build();
        var assembly = Path.Combine(tests, "bin", "Debug", "net10.0", $"{Path.GetFileName(tests)}.dll");
        var run = DotNet.Run(copy.Folder, assembly, "-noColor");

        Assert.True(build.Succeeded, build.ToString());
        Assert.Empty(build.Findings);
        Assert.Contains("declared mvp · earned mvp", build.Output, StringComparison.Ordinal);
        Assert.Contains("training      2 proven", build.Output, StringComparison.Ordinal);
        Assert.True(run.ExitCode == 0 && !run.Output.Contains("Total: 0,", StringComparison.Ordinal), run.Output);
    }

    private static void Says(BuildResult gate, string code, string text)
    {
        Assert.True(
            gate.OfMlGuard.Any(finding => finding.Code == code && finding.File == "mlguard.yaml"
                && finding.Message.Contains(text, StringComparison.Ordinal)),
            gate.ToString());
    }
}
