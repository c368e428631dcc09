namespace MlGuard.Package.Tests;

public sealed class BuildPhaseTests
{
    [Fact]
    public void Findings_stand_at_their_line_and_column_in_code_and_manifest_and_an_unchanged_build_repeats_but_does_not_compute_them()
    {
        using var product = ProductTemplates.WithTrainer();
        product.Write("Fraud/Reader.cs", ProductTemplates.CsvWithTabs);
        product.Write("mlguard.yaml", ProductTemplates.ManifestWithoutFeasible);

        var first = product.Build("Fraud");
        var second = product.Build("Fraud");
        product.Write(
            "mlguard.yaml", ProductTemplates.Manifest.Replace("  feasible: go\n", "  feasible: no-go\n", StringComparison.Ordinal));
        var changed = product.Build("Fraud");

        Assert.True(first.Succeeded, first.ToString());
        Assert.Contains(
            first.OfMlGuard, finding => finding is { Code: "MLG1001", File: "Reader.cs", Line: 7, IsError: false, Column: > 40 });
        var missing = Assert.Single(first.OfMlGuard, finding => finding is { Code: "MLG9101", File: "mlguard.yaml" });
        Assert.Equal(5, missing.Line);
        Assert.Contains("discovery/feasible", missing.Message, StringComparison.Ordinal);
        Assert.Equal(1, first.Runs("CheckManifest"));
        Assert.Equal(1, first.Runs("ExtractFacts"));

        Assert.Single(second.OfMlGuard, finding => finding == missing);
        Assert.Equal(0, second.Runs("CheckManifest"));
        Assert.Equal(0, second.Runs("ExtractFacts"));

        Assert.Equal(1, changed.Runs("CheckManifest"));
        Assert.Contains(changed.OfMlGuard, finding => finding is { Code: "MLG9101", Line: 11 });
    }

    [Fact]
    public void Warnings_can_be_errors_or_silent_and_the_users_own_severity_wins_over_the_stage()
    {
        using var product = ProductTemplates.WithTrainer();
        product.Write("Fraud/Reader.cs", ProductTemplates.CsvWithTabs);
        product.Write("mlguard.yaml", ProductTemplates.ManifestWithoutFeasible);

        var strict = product.Build("Fraud", "-p:TreatWarningsAsErrors=true");
        var silenced = product.Build("Fraud", "-p:NoWarn=MLG1001%3BMLG9101");
        product.Write(".editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.MLG1001.severity = error\n");
        var own = product.Build("Fraud", "--no-incremental");

        Assert.False(strict.Succeeded);
        Assert.Contains(strict.OfMlGuard, finding => finding is { Code: "MLG9101", IsError: true });
        Assert.True(silenced.Succeeded, silenced.ToString());
        Assert.DoesNotContain(silenced.OfMlGuard, finding => finding.Code is "MLG1001" or "MLG9101");
        Assert.Contains(own.OfMlGuard, finding => finding is { Code: "MLG1001", IsError: true });
    }

    /// <summary>However YAML lets the stage be written, the compiler's severities and the gate read the same one.</summary>
    [Fact]
    public void The_severities_are_those_of_the_stage_that_the_gate_reads()
    {
        using var product = ProductTemplates.WithTrainer();
        product.Write("mlguard.yaml", ProductTemplates.Manifest);
        Assert.True(product.MSBuild("restore", "Fraud").Succeeded);

        foreach (var line in new[] { "stage: growth", "\"stage\": growth", "stage : growth",
            "stage: >-\n  growth", "stage: 'growth' # soon" })
        {
            product.Write("mlguard.yaml", ProductTemplates.Manifest.Replace("stage: mvp", line, StringComparison.Ordinal));

            var chosen = product.MSBuild("build", "Fraud", "-t:MlGuardRuleSeverities", "-getItem:EditorConfigFiles");

            Assert.Contains("mlguard.growth.globalconfig", chosen.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("mlguard.mvp.globalconfig", chosen.Output, StringComparison.Ordinal);
            Assert.Contains("mlguard.growth.personal.globalconfig", chosen.Output, StringComparison.Ordinal);
        }

        product.Write(
            "mlguard.yaml", ProductTemplates.Manifest.Replace("personal: pseudonymised", "personal: none", StringComparison.Ordinal));
        var plain = product.MSBuild("build", "Fraud", "-t:MlGuardRuleSeverities", "-getItem:EditorConfigFiles");
        Assert.Contains("mlguard.mvp.globalconfig", plain.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("personal.globalconfig", plain.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_manifest_the_analyzers_speak_and_the_gate_says_what_is_missing()
    {
        using var product = ProductTemplates.WithTrainer();
        product.Write("Fraud/Reader.cs", ProductTemplates.CsvWithTabs);

        var build = product.Build("Fraud");
        var gate = product.Build("Fraud", "-t:MlGuardGate");

        Assert.True(build.Succeeded, build.ToString());
        Assert.Equal(["MLG1001"], build.OfMlGuard.Select(finding => finding.Code).Distinct());
        Assert.False(gate.Succeeded);
        Assert.Contains(gate.OfMlGuard, finding => finding is { Code: "MLG9004", IsError: true });
    }

    [Fact]
    public void A_compile_error_of_the_user_is_the_only_error()
    {
        using var product = ProductTemplates.Earned();
        product.Write("Fraud/Broken.cs", "class Broken { int X => ; }");

        var build = product.Build("Fraud");

        Assert.False(build.Succeeded);
        Assert.All(build.Findings.Where(finding => finding.IsError), error => Assert.StartsWith(
            "CS", error.Code, StringComparison.Ordinal));
    }

    [Fact]
    public void A_compiler_too_old_to_load_the_analyzers_is_named()
    {
        using var product = ProductTemplates.WithTrainer();
        product.Write("mlguard.yaml", ProductTemplates.Manifest);

        var build = product.Build("Fraud", "-p:CompilerApiVersion=roslyn4.4");

        Assert.Contains(build.OfMlGuard, finding => finding is { Code: "MLG9006", IsError: false });
    }
}
