using System.Text.Json;
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

    [Fact]
    public void What_is_earned_needs_no_baseline()
    {
        using var product = GrowthProduct.Create();
        using var json = JsonDocument.Parse(Writers.Reports.JsonReport.Write(product.Decide(GateMode.Enforce, ci: true)));

        Assert.Null(CheckCommand.KnownGaps(json.RootElement));
    }
}
