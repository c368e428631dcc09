using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Requirements;
using MlGuard.Lifecycle.Tests.Products;

namespace MlGuard.Lifecycle.Tests.Adversary;

/// <summary>Ways to have the gate look away: each is ended, or named.</summary>
public sealed class LookAwayTests
{
    /// <summary>Eighteen lines and every row at <c>message</c>.</summary>
    [Theory]
    [InlineData("message")]
    [InlineData("warn")]
    public void Severity_earns_no_stage(string severity)
    {
        var rows = string.Concat(RequirementTable.All.Select(row => $"    {row.Id}: {severity}\n"));
        using var product = TestProduct.Fraud(text => text.Replace("stage: mvp", "stage: maturity", StringComparison.Ordinal)
            + "gates:\n  severity:\n" + rows);

        var verdict = product.Decide(GateMode.Enforce, ci: true);

        Assert.NotEqual("maturity", verdict.EarnedStage);
        Assert.Equal(1, verdict.ExitCode);
        Assert.Contains(verdict.Findings, finding => finding is { Code: "MLG9005", Severity: FindingSeverity.Error });
        Assert.Contains(
            verdict.Findings,
            finding => finding.Message.Contains("'training/slices' binds maturity, and severity cannot lower it"));
    }

    [Fact]
    public void An_organisations_floor_cannot_lower_a_binding_row_either()
    {
        using var product = GrowthProduct.Create(text => LaterRowTests.Replaced(text, "review: 2027-01-15", "review: 2026-01-15"));
        product.Write("../everybody/policy.yaml", "mlguard: v1\ngates: { severity: { iterate/review: message } }\n");

        var verdict = product.Decide(GateMode.Enforce, ci: true, policy: product.PathOf("../everybody/policy.yaml"));

        Assert.Equal("mvp", verdict.EarnedStage);
        Assert.Contains(
            verdict.Findings, finding => finding.Severity == FindingSeverity.Error
            && finding.Message.StartsWith("iterate/review", StringComparison.Ordinal));
    }

    [Fact]
    public void A_row_of_a_later_stage_can_be_quieter_and_is_not_earned_by_it()
    {
        using var product = GrowthProduct.Create(text => text + "gates: { severity: { training/repro: message } }\n");

        var verdict = product.Decide(GateMode.Enforce, ci: true);

        Assert.Equal("growth", verdict.EarnedStage);
        Assert.DoesNotContain(verdict.Findings, finding => finding.Message.Contains("cannot lower it"));
    }

    [Fact]
    public void A_mode_that_the_manifest_lowers_on_a_build_server_is_named_with_what_would_hold()
    {
        using var product = GrowthProduct.Create(text => text + "gates: { mode: report }\n");

        Lifecycle.Decisions.Verdict verdict = product.Decide(ci: true);

        Assert.Equal((EnforcementMode.Report, "gates.mode says so, although a build server is set"), (verdict.Mode, verdict.ModeReason));
        Assert.Contains("\n  mode      report, because gates.mode says so, although", Writers.Reports.TerminalReport.Write(verdict));
    }

    [Fact]
    public void Facts_of_another_configuration_are_stale_and_not_used()
    {
        using var product = TestProduct.Fraud();
        var debug = CompiledFacts.Of(SampleCode.Training);
        product.WithoutCode().WithFacts("Debug", debug with { Origin = debug.Origin with { Configuration = "Debug" } });

        Lifecycle.Decisions.Verdict verdict = product.DecideFor("Release");

        var facts = Assert.Single(verdict.Facts);
        Assert.Equal("they are of Debug, not of Release", facts.Stale);
        Assert.Contains(verdict.Findings, finding => finding.Code == "MLG9007" && finding.Message.Contains("its facts are stale"));
        Assert.Null(verdict.EarnedStage);
    }

    [Fact]
    public void Facts_carry_the_identity_of_their_assembly()
    {
        var facts = CompiledFacts.Of(SampleCode.Training);

        Assert.True(Guid.TryParse(facts.Origin.Mvid, out var mvid) && mvid != Guid.Empty);
        Assert.Matches("^[0-9a-f]{64}$", facts.Origin.Sha256);
        Assert.Equal(facts.Origin, Facts.FactsFile.Read(Facts.FactsFile.Write(facts)).Origin);
    }

    [Theory]
    [InlineData("mode: realtime", "mode: batch", "", "", "serving/load")]
    [InlineData("personal: pseudonymised", "personal: none", "public float Amount { get; set; }", "public float Amount { get; set; } public "
        + "string? Email { get; set; }", "pipelines/regulation/gdpr")]
    [InlineData("affectsPeople: true", "affectsPeople: false", "public float Amount { get; set; }", "public float Amount { get; set; } public "
        + "string? Email { get; set; }", "governance/oversight")]
    public void What_code_contradicts_is_not_switched_off(string from, string to, string code, string changed, string row)
    {
        using var product = GrowthProduct.Create(
            text => LaterRowTests.Replaced(text, from, to),
            training: source => code.Length == 0 ? source : LaterRowTests.Replaced(source, code, changed));

        Assert.NotEqual(RowState.NotApplicable, product.Row(row).State);
    }

    /// <summary>A service that calls itself a test project, so that nobody asks what answers when its prediction fails.</summary>
    [Fact]
    public void A_test_project_without_tests_that_answers_requests_is_a_service()
    {
        using var product = GrowthProduct.Create();
        product.WithTests(
            """
            namespace Fraud.Hidden;

            public sealed class ScoreController(PredictionEngine<Fraud.Data.Transaction, Fraud.Serving.Output> engine)
                : Microsoft.AspNetCore.Mvc.ControllerBase
            {
                public float Post(Fraud.Data.Transaction transaction) => engine.Predict(transaction).Probability;
            }
            """, "Fraud.Hidden");

        var fallback = product.Row("architecture/technical/fallback/symbol");

        Assert.NotEqual(RowState.Proven, fallback.State);
        Assert.Contains("/Score", fallback.Reason);
        Assert.Equal("mvp", product.Decide().EarnedStage);
    }
}
