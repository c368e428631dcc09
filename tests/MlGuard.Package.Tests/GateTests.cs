namespace MlGuard.Package.Tests;

public sealed class GateTests
{
    private static int Verdicts(BuildResult build) => build.Output.Split("MlGuard lifecycle:").Length - 1;

    [Fact]
    public void A_product_that_has_all_earns_mvp_once_for_the_solution_and_from_one_project()
    {
        using var product = ProductTemplates.Earned();

        var parallel = product.Build("Fraud.slnx", "-t:MlGuardGate", "-m:2");
        var one = product.Build("Fraud/Fraud.csproj", "-t:MlGuardGate");
        var graph = product.Build("Fraud.slnx", "-t:MlGuardGate", "-graph");

        Assert.All([parallel, one, graph], build =>
        {
            Assert.True(build.Succeeded, build.ToString());
            Assert.Empty(build.OfMlGuard);
            Assert.Equal(1, build.Runs("DecideStage"));
            Assert.Equal(1, Verdicts(build));
            Assert.Contains("earned mvp", build.Output, StringComparison.Ordinal);
        });
    }

    /// <summary>The logger of a terminal drops messages.</summary>
    [Fact]
    public void The_verdict_is_seen_in_a_terminal()
    {
        using var product = ProductTemplates.Earned();
        product.Build("Fraud.slnx");

        if (DotNet.RunInTerminal(product.Folder, "dotnet build Fraud.slnx -t:MlGuardGate -tl:on") is not { } run)
        {
            Assert.Skip("This machine has no 'script' to open a terminal with.");
            return;
        }

        Assert.Matches(@"MlGuard\.Product.*fraud-detection +declared mvp . earned mvp", run.Output);
    }

    [Fact]
    public void A_promotion_writes_the_manifest_once_for_the_solution_and_asks_no_gate()
    {
        using var product = ProductTemplates.Earned();
        var before = File.ReadAllText(product.PathOf("mlguard.yaml"));

        var unnamed = product.Build("Fraud.slnx", "-t:MlGuardPromote");
        var promotion = product.Build("Fraud.slnx", "-t:MlGuardPromote", "-p:MlGuardPromoteTo=growth", "-m:2");

        Assert.False(unnamed.Succeeded);
        Assert.Single(unnamed.OfMlGuard, finding => finding is { Code: "MLG9003", IsError: true });
        Assert.True(promotion.Succeeded, promotion.ToString());
        Assert.Empty(promotion.OfMlGuard);
        Assert.Equal(1, promotion.Runs("PromoteStage"));
        Assert.Equal(0, promotion.Runs("DecideStage"));
        Assert.Contains("The target is growth, and mvp stays declared", promotion.Output, StringComparison.Ordinal);
        var after = File.ReadAllText(product.PathOf("mlguard.yaml"));
        Assert.Contains("\nstage: mvp\ntarget: growth\n", after, StringComparison.Ordinal);
        Assert.Contains("strategy:", after, StringComparison.Ordinal);
        Assert.DoesNotContain("strategy:", before, StringComparison.Ordinal);
        Assert.Contains("runbook: docs/runbook.md", after, StringComparison.Ordinal);
        Assert.StartsWith("# Runbook", File.ReadAllText(product.PathOf("docs/runbook.md")), StringComparison.Ordinal);
        Assert.Single(Directory.EnumerateFiles(product.PathOf("."), "mlguard.yaml*"));

        var claim = product.Build("Fraud.slnx", "-t:MlGuardClaim", "-warnaserror");

        Assert.False(claim.Succeeded);
        Assert.Contains("growth is not earned, so it is not claimed", Assert.Single(claim.OfMlGuard).Message, StringComparison.Ordinal);
        Assert.Equal(after, File.ReadAllText(product.PathOf("mlguard.yaml")));
        Assert.True(product.Build("Fraud.slnx", "-warnaserror").Succeeded, "What the target asks for breaks no build.");
    }

    [Fact]
    public void The_old_name_of_a_promotions_target_is_accepted_with_a_warning_and_changes_no_severity()
    {
        using var product = ProductTemplates.Earned();

        var build = product.Build("Fraud.slnx", "-p:MlGuardStage=maturity");
        var promotion = product.Build("Fraud.slnx", "-t:MlGuardPromote", "-p:MlGuardStage=growth");

        Assert.True(build.Succeeded, build.ToString());
        Assert.Empty(build.OfMlGuard);
        Assert.True(promotion.Succeeded, promotion.ToString());
        Assert.Contains("Write -p:MlGuardPromoteTo=growth", promotion.Output, StringComparison.Ordinal);
        Assert.Contains("target: growth", File.ReadAllText(product.PathOf("mlguard.yaml")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_baseline_holds_the_gaps_of_today_and_only_new_ones_fail_a_build()
    {
        using var product = ProductTemplates.Earned();
        product.Write(
            "mlguard.yaml",
            File.ReadAllText(product.PathOf("mlguard.yaml")).Replace("stage: mvp", "stage: growth", StringComparison.Ordinal));

        var refused = product.Build("Fraud.slnx", "-t:MlGuardGate", "-p:MlGuardMode=enforce");
        var baseline = product.Build("Fraud.slnx", "-t:MlGuardBaseline", "-m:2");
        var text = File.ReadAllText(product.PathOf("mlguard.baseline"));
        var accepted = product.Build("Fraud.slnx", "-t:MlGuardGate", "-p:MlGuardMode=enforce");

        Assert.False(refused.Succeeded);
        Assert.True(baseline.Succeeded, baseline.ToString());
        Assert.Equal(1, baseline.Runs("WriteBaseline"));
        Assert.Equal(0, baseline.Runs("DecideStage"));
        Assert.Contains("\ntraining/seed\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\ndiscovery/gain\n", text, StringComparison.Ordinal);
        Assert.True(accepted.Succeeded, accepted.ToString());
        Assert.Contains("all in the baseline", accepted.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Facts_that_were_made_elsewhere_decide_without_a_build_and_halves_decide_once_they_are_merged()
    {
        using var product = ProductTemplates.Earned();
        product.Build("Fraud.slnx", "-t:MlGuardGate");
        var whole = File.ReadAllText(product.PathOf(".mlguard/verdict.json"));
        Directory.Delete(product.PathOf("Fraud/bin"), recursive: true);
        Directory.Delete(product.PathOf("Fraud.Tests/bin"), recursive: true);
        var facts = Directory.GetFiles(product.PathOf(".mlguard/facts"), "*.facts");
        var half = facts.Single(file => File.ReadAllText(file).Contains("Fraud.Tests.csproj", StringComparison.Ordinal));
        File.Move(half, half + ".elsewhere");

        var one = product.Build("Fraud.slnx", "-t:MlGuardGate", "-p:MlGuardGateFromFacts=true");
        File.Move(half + ".elsewhere", half);
        var both = product.Build("Fraud.slnx", "-t:MlGuardGate", "-p:MlGuardGateFromFacts=true");

        Assert.Contains(one.OfMlGuard, finding => finding.Message.Contains("Fraud.Tests", StringComparison.Ordinal));
        Assert.DoesNotContain("earned mvp", one.Output, StringComparison.Ordinal);
        Assert.True(both.Succeeded, both.ToString());
        Assert.Empty(both.OfMlGuard);
        Assert.Equal(
            whole.Replace("\"factsFrom\": \"this build\"", "\"factsFrom\": \"found\"", StringComparison.Ordinal),
            File.ReadAllText(product.PathOf(".mlguard/verdict.json")));
        Assert.Contains("from facts that were found and not made by this build", both.Output, StringComparison.Ordinal);
        Assert.Equal(0, both.Runs("ExtractFacts"));
        Assert.False(Directory.Exists(product.PathOf("Fraud/bin")));
    }

    [Fact]
    public void A_pipeline_that_no_test_reaches_is_shown_on_its_declaration_after_the_gate()
    {
        using var product = ProductTemplates.Earned();
        File.Delete(product.PathOf("Fraud.Tests/TrainPipelineTests.cs"));
        product.Write(".editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.MLG8012.severity = warning\n");

        var before = product.Build("Fraud.slnx");
        product.Build("Fraud.slnx", "-t:MlGuardGate");
        var after = product.Build("Fraud.slnx");

        Assert.DoesNotContain(before.OfMlGuard, finding => finding.Code == "MLG8012");
        Assert.Single(after.OfMlGuard, finding => finding is { Code: "MLG8012", File: "TrainPipeline.cs", Line: 10, Column: 32 });
    }

    [Fact]
    public void A_row_that_fails_is_printed_once_and_fails_the_gate_in_ci_also_without_analyzers()
    {
        using var product = ProductTemplates.Earned();
        product.Write("evidence/eval.json", """{ "accuracy": 0.41 }""");
        product.Write("org/floor.yaml", "mlguard: v1\ngates: { severity: { iterate/review: warn } }\n");

        var local = product.Build("Fraud.slnx", "-t:MlGuardGate", "-m:2");
        var ci = product.Build(
            "Fraud.slnx", "-t:MlGuardGate", "-p:ContinuousIntegrationBuild=true", "-p:RunAnalyzers=false",
            "-p:MlGuardPolicy=org/floor.yaml");

        Assert.True(local.Succeeded, local.ToString());
        Assert.Single(local.OfMlGuard, finding => finding is { Code: "MLG9109", IsError: false });
        Assert.False(ci.Succeeded);
        Assert.Single(ci.OfMlGuard, finding => finding is { Code: "MLG9109", IsError: true });
        Assert.Single(ci.OfMlGuard, finding => !finding.IsError
            && finding.Message.StartsWith("iterate/review: ", StringComparison.Ordinal));
    }

    [Fact]
    public void Publish_asks_the_gate_first_and_gives_nothing_out_when_it_says_no()
    {
        using var product = ProductTemplates.Earned();
        product.Write("Fraud.Tests/TrainPipelineTests.cs", "namespace Fraud.Tests; public class Nothing { }");

        var refused = product.MSBuild(
            "publish", "Fraud", "-o", product.PathOf("out"), "-p:MlGuardMode=enforce", "-p:MlGuardExports=html summary");
        var allowed = product.MSBuild("publish", "Fraud", "-o", product.PathOf("out"), "-p:MlGuardMode=warn");

        Assert.False(refused.Succeeded);
        // The tests were never restored: that is said first, and that no test was found follows from it.
        Assert.Equal("MLG9007", refused.OfMlGuard.First(finding => finding.IsError).Code);
        Assert.Contains(refused.OfMlGuard, finding => finding is { Code: "MLG9005", IsError: true });
        Assert.DoesNotContain(refused.OfMlGuard, finding => finding.Code == "MLG9113");
        Assert.Contains(
            "MVP is declared but not earned", File.ReadAllText(product.PathOf(".mlguard/reports/summary.md")), StringComparison.Ordinal);
        Assert.True(File.Exists(product.PathOf(".mlguard/reports/report.html")));
        Assert.True(allowed.Succeeded, allowed.ToString());
        Assert.True(File.Exists(product.PathOf("out/Fraud.dll")));
    }

    [Fact]
    public void A_project_that_was_never_restored_is_named()
    {
        using var product = ProductTemplates.Earned();

        var gate = product.Build("Fraud/Fraud.csproj", "-t:MlGuardGate");

        var finding = Assert.Single(gate.OfMlGuard, finding => finding.Code == "MLG9007");
        Assert.Contains("Fraud.Tests/Fraud.Tests.csproj", finding.Message, StringComparison.Ordinal);
        Assert.Contains("restore", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_target_frameworks_and_another_language_are_one_product_too()
    {
        using var product = ProductTemplates.Earned();
        product.Write("Fraud/Fraud.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework />
                <TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks>
                <LangVersion>latest</LangVersion>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Microsoft.ML" Version="5.0.1" />
                <PackageReference Include="System.Numerics.Tensors" Version="9.0.19" />
              </ItemGroup>
            </Project>
            """);
        product.Write("Fraud.Reports/Fraud.Reports.fsproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <ItemGroup>
                <Compile Include="Report.fs" />
                <ProjectReference Include="../Fraud/Fraud.csproj" />
              </ItemGroup>
            </Project>
            """);
        // No rule of MlGuard reads F#, so somebody answers for that project.
        product.Write("mlguard.yaml", File.ReadAllText(product.PathOf("mlguard.yaml")) + """

            waivers:
              - rule: code/findings
                scope: Fraud.Reports/Fraud.Reports.fsproj
                owner: lea
                approved: ines
                reason: It only prints.
                expires: 2027-02-28

            """);
        product.Write("Fraud.Reports/Report.fs", "module Fraud.Reports.Report\n\nlet retrain rows = Fraud.TrainPipeline.Run rows\n");
        product.Write("Fraud.slnx", """
            <Solution>
              <Project Path="Fraud/Fraud.csproj" />
              <Project Path="Fraud.Reports/Fraud.Reports.fsproj" />
              <Project Path="Fraud.Tests/Fraud.Tests.csproj" />
            </Solution>
            """);

        var gate = product.Build("Fraud.slnx", "-t:MlGuardGate", "-m:2");

        Assert.True(gate.Succeeded, gate.ToString());
        Assert.Empty(gate.OfMlGuard);
        Assert.Equal(1, gate.Runs("DecideStage"));
        Assert.Equal(1, gate.Runs("CheckManifest"));
        Assert.Equal(4, gate.Runs("ExtractFacts"));
    }

    [Fact]
    public async Task Two_builds_at_the_same_time_do_not_disturb_each_other()
    {
        using var product = ProductTemplates.Earned();
        product.Build("Fraud.slnx", "-t:Restore");
        product.Build("Fraud.slnx", "--no-restore");

        var gates = await Task.WhenAll(Enumerable.Range(0, 2)
            .Select(i => Task.Run(() => DotNet.Run(
                product.Folder, "build", "Fraud.slnx", "--no-restore", "-t:MlGuardGate", $"-p:MlGuardToday=2026-11-2{i}"))));

        Assert.All(gates, gate => Assert.Contains("Build succeeded.", gate.Output, StringComparison.Ordinal));
        Assert.All(gates, gate => Assert.Contains("earned mvp", gate.Output, StringComparison.Ordinal));
    }
}
