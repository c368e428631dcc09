using System.Text.Json;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Tests.Products;
using MlGuard.Tool.Commands;

namespace MlGuard.Lifecycle.Tests;

/// <summary>A baseline lets a build pass; nobody says that the stage is earned by it.</summary>
public sealed class BaselineWordTests
{
    [Fact]
    public void Only_gaps_of_the_baseline_pass_and_earn_nothing()
    {
        using var product = GrowthProduct.Create(text => LaterRowTests.Replaced(text, "review: 2027-01-15", "review: 2026-01-15"));
        product.Write("mlguard.baseline", "iterate/review\n");

        var verdict = product.Decide(GateMode.Enforce, ci: true);

        Assert.Equal((0, "mvp"), (verdict.ExitCode, verdict.EarnedStage));
        using var json = JsonDocument.Parse(Writers.Reports.JsonReport.Write(verdict));
        Assert.Equal(
            "growth is not earned: 1 row of mlguard.baseline is left, which the build accepts.",
            CheckCommand.KnownGaps(json.RootElement));
    }

    /// <summary>Numbers that nobody can read are not said to be others.</summary>
    [Theory]
    [InlineData("", "#/recallAt1pctFpr' is empty")]
    [InlineData("{ \"model\": ", "#/recallAt1pctFpr' ")]
    public void A_baseline_beside_numbers_that_cannot_be_read_says_so(string numbers, string says)
    {
        using var product = GrowthProduct.Create();
        product.Write("artifacts/eval/metrics.json", numbers);

        var row = product.Row("discovery/mlNeeded/result", ci: true);

        Assert.Equal(RowState.Declared, row.State);
        Assert.Contains($"nothing to compare with: 'artifacts/eval/metrics.json{says}", row.Reason);
    }

    /// <summary>A refused claim lists each row that is missing, in every mode, and those that the baseline accepts as well.</summary>
    [Theory]
    [InlineData(GateMode.Warn)]
    [InlineData(GateMode.Enforce)]
    public void A_refused_claim_lists_what_is_missing_and_what_the_baseline_accepts(GateMode mode)
    {
        using var product = GrowthProduct.Create(text => LaterRowTests.Replaced(
            LaterRowTests.Replaced(text, "review: 2027-01-15", "review: 2026-01-15"), "watch: servers", "watch: cost"));
        product.Write("mlguard.baseline", "iterate/review\n");

        var gaps = product.Decide(mode).Gaps;
        var shown = PromoteCommand.Gaps(
            "  Fraud.Api -> /bin/Fraud.Api.dll\n" + string.Join("\n", gaps.Select(gap => $"  {gap}")) + "\nBuild FAILED.\n");

        Assert.Equal(gaps, shown);
        Assert.Contains(shown, line => line.StartsWith("monitoring: no monitor watches servers", StringComparison.Ordinal));
        Assert.StartsWith("iterate/review: ", shown[^1]);
        Assert.EndsWith("(in the baseline)", shown[^1]);
    }

    /// <summary>What a baseline holds, and what none can hold, is said as it is.</summary>
    [Theory]
    [InlineData("growth", "", "Nothing that growth asks for is open, so there is no mlguard.baseline.")]
    [InlineData("growth", "review: 2027-01-15>review: 2026-01-15", "mlguard.baseline holds 1 gap of growth.")]
    [InlineData("mvp", "review: 2027-01-15>review: 2026-01-15", "Nothing that mvp asks for is open, so there is no mlguard.baseline.")]
    [InlineData(
        "mvp", "verdict: go>verdict: TODO",
        "There is no mlguard.baseline. What mvp asks for stands in no baseline, and is open: discovery/feasible.")]
    public void The_words_about_a_baseline_are_true(string stage, string change, string said)
    {
        using var product = GrowthProduct.Create(text =>
        {
            var changed = text.Replace("\nstage: growth", $"\nstage: {stage}");
            return change.Split('>') is [var from, var to] ? LaterRowTests.Replaced(changed, from, to) : changed;
        });

        Assert.StartsWith(said, product.Decide().BaselineSaid);
    }

    [Fact]
    public void What_is_earned_needs_no_baseline()
    {
        using var product = GrowthProduct.Create();
        using var json = JsonDocument.Parse(Writers.Reports.JsonReport.Write(product.Decide(GateMode.Enforce, ci: true)));

        Assert.Null(CheckCommand.KnownGaps(json.RootElement));
    }
}
