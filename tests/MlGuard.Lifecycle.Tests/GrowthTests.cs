using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Writers.Reports;
using MlGuard.Lifecycle.Tests.Products;

namespace MlGuard.Lifecycle.Tests;

/// <summary>The growth example of the specification, whole.</summary>
public sealed class GrowthTests
{
    [Fact]
    public void The_growth_example_earns_growth_with_its_waiver()
    {
        using var product = GrowthProduct.Create();

        var verdict = product.Decide(ci: true);

        Assert.Equal("", string.Join("\n", verdict.Findings.Select(finding => finding.Message)));
        Assert.Equal(
            "",
            string.Join(
                "\n",
                verdict.Rows.Where(row => row is { Binds: true, State: RowState.Pending or RowState.Failed or RowState.Broken })
                    .Select(row => $"{row.Rule} {row.State}: {row.Reason}")));
        Assert.Equal(("growth", true, 0), (verdict.EarnedStage, verdict.HasWaivers, verdict.ExitCode));
    }

    [Fact]
    public void Its_summary_is_the_one_of_the_specification()
    {
        using var product = GrowthProduct.Create();

        var report = TerminalReport.Write(product.Decide());

        Assert.StartsWith("MlGuard lifecycle: fraud-scorer 2.3.0   declared growth · earned growth*   ruleset 2026-r1\n", report);
        Assert.Contains("· 1 waived (training/slices, country=MT, 97 days left)\n", report);
        Assert.Contains("  ML Test Score 3.5 strict (data 4 · model 3.5 · infra 5.5 · monitoring 6) weakest: model\n", report);
        Assert.Matches(@"\n  Next stage \(maturity\): \d+ gaps, first: ", report);
    }

    /// <summary>What a row rests on is said with the way that proves it.</summary>
    [Theory]
    [InlineData(
        "architecture/technical/fallback/symbol",
        "POST /v2/score > Endpoints.Answer > Scorer.Score > RulesFallback.Score; FallbackTests.The_rules_answer can reach it and passed, and its lines ran")]
    [InlineData("serving/log", "POST /v2/score > Endpoints.Answer > DecisionLog.Keep; it writes 'modelVersion'")]
    [InlineData("data/checks", "TrainPipeline.RunAsync > TransactionChecks.Require, before Fit")]
    [InlineData("pipelines/sharedFeatures", "TrainPipeline.RunAsync > FeatureBuilder.Build; ServingFeed.Read > FeatureBuilder.Build")]
    public void The_reason_is_a_proof(string rule, string reason)
    {
        using var product = GrowthProduct.Create();

        Assert.Equal((RowState.Proven, reason), (product.Row(rule).State, product.Row(rule).Reason));
    }

    /// <summary>What the team says is reckoned with and stays its word.</summary>
    [Theory]
    [InlineData("discovery/gain", "2.4M EUR/year; the cost comes back in 3.9 months")]
    [InlineData("priority/confidence", "score 1.04")]
    [InlineData("architecture/technical/servers", "360/s for 330/s with room")]
    public void The_reason_is_a_word(string rule, string reason)
    {
        using var product = GrowthProduct.Create();

        Assert.Equal((RowState.Declared, reason), (product.Row(rule).State, product.Row(rule).Reason));
    }
}
