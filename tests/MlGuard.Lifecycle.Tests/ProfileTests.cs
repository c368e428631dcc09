using MlGuard.Catalogue;
using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Requirements;
using MlGuard.Lifecycle.Tests.Products;
using MlGuard.Lifecycle.Tests.Reports;
using MlGuard.Lifecycle.Writers.Comparison;
using MlGuard.Lifecycle.Writers.Promotion;
using MlGuard.Lifecycle.Writers.Reports;

namespace MlGuard.Lifecycle.Tests;

/// <summary>A profile says how much is asked: what it does not ask for is shown, binds nothing, and is no secret.</summary>
public sealed class ProfileTests
{
    private const string Small = "profile: small\n";

    [Fact]
    public void A_small_product_earns_growth_without_plan_budget_and_comparison()
    {
        using var product = GrowthProduct.Create(text => Small + Without(text, "strategy", "tactics", "stages"));

        var verdict = product.Decide();

        Assert.Equal("growth", verdict.EarnedStage);
        Assert.Contains(" · profile small", verdict.Report);
        Assert.Contains("Not asked by profile small: ", verdict.Report);
        var row = verdict.Rows.Single(row => row.Rule == "strategy/budget");
        Assert.Equal((RowState.NotApplicable, "not asked by profile small", false), (row.State, row.Reason, row.Binds));
        using var standard = GrowthProduct.Create(text => Without(text, "strategy", "tactics", "stages"));
        Assert.NotEqual("growth", standard.Decide().EarnedStage);
    }

    /// <summary>What is begun and not asked for is advice, and says so.</summary>
    [Fact]
    public void A_row_that_is_begun_and_not_asked_for_names_no_stage()
    {
        using var product = GrowthProduct.Create(
            text => Small + System.Text.RegularExpressions.Regex.Replace(text, @"openapi: [^,}\n]*,? ?", ""));

        var verdict = product.Decide();

        var finding = verdict.Findings.Single(finding => finding.Message.StartsWith("serving/api: ", StringComparison.Ordinal));
        Assert.EndsWith(" [not asked by profile small]", finding.Message);
        Assert.Equal(FindingSeverity.Message, finding.Severity);
        Assert.Equal("growth", verdict.EarnedStage);
    }

    /// <summary>A plan that the profile offers asks for nothing that the profile does not.</summary>
    [Theory]
    [InlineData(Small, RowState.Declared)]
    [InlineData("", RowState.Failed)]
    public void Scaling_out_asks_for_servers_where_servers_are_asked_for(string profile, object expected)
    {
        using var product = GrowthProduct.Create(text => profile + System.Text.RegularExpressions.Regex.Replace(
            text, @"\n    servers: \{[^}]*\}", ""));
        Assert.Contains("plan: scale-out", File.ReadAllText(product.Manifest));
        Assert.DoesNotContain("servers: {", File.ReadAllText(product.Manifest));

        Assert.Equal(expected, product.Row("monitoring/plan").State);
    }

    /// <summary>What is said anyway is looked at, and costs nothing.</summary>
    [Fact]
    public void What_a_profile_takes_as_advice_is_checked_when_it_is_said()
    {
        using var product = GrowthProduct.Create(text => Small + text.Replace("headcount: {", "headcount: { none: 0 } #"));

        var verdict = product.Decide();

        Assert.Equal("growth", verdict.EarnedStage);
        Assert.All(
            verdict.Findings.Where(finding => finding.Message.StartsWith("strategy/", StringComparison.Ordinal)),
            finding => Assert.Equal(FindingSeverity.Message, finding.Severity));
    }

    [Theory]
    [InlineData("mlguard: v1\ngates: { profile: standard }\n", "standard")]
    [InlineData("mlguard: v1\ngates: { profile: regulated }\n", "regulated")]
    [InlineData("mlguard: v1\ngates: { mode: warn }\n", "small")]
    public void A_floor_fixes_the_least_profile(string floor, string profile)
    {
        using var product = GrowthProduct.Create(text => Small + text);
        var verdict = product.Write("policy.yaml", floor).Decide(policy: product.PathOf("policy.yaml"));

        Assert.Equal(profile, VerdictFile.Read(JsonReport.Write(verdict)).Value!.Profile);
        Assert.Equal(
            profile != "small", verdict.Findings.Any(finding => finding.Message.Contains($"the organisation's floor is {profile}")));
    }

    [Fact]
    public void A_policy_that_raises_a_row_asks_it_of_everybody()
    {
        using var product = GrowthProduct.Create(text => Small + Without(text, "tactics") + "gates: { severity: { tactics: error } }\n");

        Assert.NotEqual("growth", product.Decide().EarnedStage);
    }

    [Fact]
    public void A_regulated_product_is_asked_for_governance_whatever_it_says_of_people()
    {
        using var product = GrowthProduct.Create(text => "profile: regulated\n" + text);

        Assert.Equal(RowState.Failed, product.Row("governance/incidents").State);
        Assert.Equal(RowState.Failed, product.Row("governance/logs").State);
        Assert.Contains("incidents:", PromotedText.Of("mlguard: v1\nprofile: regulated\nstage: mvp\n", Stage.Growth).Text);
    }

    [Fact]
    public void A_promotion_asks_a_small_product_for_less()
    {
        var small = PromotedText.Of("mlguard: v1\nprofile: small\nstage: mvp\n", Stage.Growth).Text!;

        Assert.DoesNotContain("\nstrategy:", small);
        Assert.DoesNotContain("abTest", small);
        Assert.Contains("\nmonitoring:", small);
        Assert.Contains("rollback:", small);
    }

    [Fact]
    public void A_change_of_profile_is_a_change_for_the_worse_when_less_is_asked()
    {
        var standard = VerdictFile.Read(SampleVerdicts.Text("growth")).Value!;
        var small = standard with { Profile = "small" };

        Assert.True(VerdictDifference.Of(standard, small).IsWorse);
        Assert.False(VerdictDifference.Of(small, standard).IsWorse);
        Assert.Contains("- profile: from standard to small", DifferenceText.Plain(VerdictDifference.Of(standard, small)));
        Assert.Empty(VerdictDifference.Of(standard with { Profile = "" }, standard).Changes);
    }

    /// <summary>The first stage, the practices, evaluation, rollback and monitoring are everybody's.</summary>
    [Fact]
    public void No_profile_goes_without_what_the_practices_need()
    {
        string[] kept =
        [
            "serving/log", "serving/tests", "docs/tests", "docs/tests/results", "docs/tests/coverage", "docs/modelCard",
            "architecture/technical/fallback/symbol", "training/quality", "training/quality/beats", "training/slices", "rollout/rollback",
            "monitoring", "monitoring/plan", "monitoring/runbook", "pipelines/regulation/gdpr", "governance/euAiAct", "code/findings",
        ];

        Assert.All(kept, id => Assert.Equal(ProductProfile.Small, RequirementTable.Find(id)!.AskedFrom));
        Assert.All(
            RequirementTable.All.Where(row => row.RequiredFrom == RequiredFrom.Mvp),
            row => Assert.Equal(ProductProfile.Small, row.AskedFrom));
    }

    private static string Without(string manifest, params string[] sections) =>
        sections.Aggregate(manifest, (text, section) => System.Text.RegularExpressions.Regex.Replace(
            text, $@"(?m)^{section}:.*\n(?:[ #-].*\n|\n)*", ""));
}
