using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Tests.Products;
using MlGuard.Lifecycle.Writers.Reports;

namespace MlGuard.Lifecycle.Tests.Adversary;

/// <summary>Numbers, results and workflows that look like a gate and let everything through.</summary>
public sealed class NumberTests
{
    [Theory]
    [InlineData("{ min: 0.62, from: artifacts", "{ min: 0, max: 1000000, from: artifacts", "training/quality", "passes any model")]
    [InlineData("{ min: 0.62, from: artifacts", "{ min: 0%, max: 999, from: artifacts", "training/quality", "passes any model")]
    [InlineData("maxGap: 0.05", "maxGap: 1", "governance/fairness", "half as well")]
    [InlineData("maxGap: 0.05", "maxGap: 100%", "governance/fairness", "half as well")]
    [InlineData("maxGap: 0.05", "maxGap: 0.99", "governance/fairness", "half as well")]
    [InlineData("max: 0.2", "max: 5000", "monitoring", "never alerts")]
    [InlineData("max: 0.5%", "max: 1", "monitoring", "never alerts")]
    [InlineData("max: 0.5%", "max: 100%", "monitoring", "never alerts")]
    [InlineData("metric: latencyP99, max: 80ms", "metric: latencyP99, max: 5h", "monitoring", "given up")]
    [InlineData("metric: latencyP99, max: 80ms", "metric: outage, max: 90d", "monitoring", "nobody can miss")]
    [InlineData("max: 21d", "max: 3650d", "monitoring/modelAge", "nobody can miss")]
    [InlineData("max: 21d", "max: 10y", "monitoring/modelAge", "nobody can miss")]
    [InlineData("within: 10min", "within: 400d", "rollout/rollback", "nobody can miss")]
    [InlineData("latencyP99: 80ms", "latencyP99: 2d", "architecture/business/latencyP99", "given up")]
    public void Bounds_that_nothing_misses_are_none(string from, string to, string rule, string says)
    {
        using var product = GrowthProduct.Create(text => LaterRowTests.Replaced(text, from, to));

        var row = product.Row(rule, ci: true);

        Assert.Equal(RowState.Failed, row.State);
        Assert.Contains(says, row.Reason);
    }

    [Theory]
    [InlineData("auc", "0.50", RowState.Failed)]
    [InlineData("areaUnderRocCurve", "0.01", RowState.Failed)]
    [InlineData("auc", "0.51", RowState.Declared)]
    [InlineData("prAuc", "0.10", RowState.Declared)]
    public void What_a_guess_reaches_is_no_minimum(string metric, string min, object expected)
    {
        using var product = TestProduct.Fraud(text => LaterRowTests.Replaced(
            text, "recallAt1pctFpr: { min: 0.50,", $"{metric}: {{ min: {min},"));

        var row = product.Row("training/quality");

        Assert.True(expected.Equals(row.State), row.Reason);
        Assert.Equal(expected is RowState.Failed, row.Reason.Contains("passes any model", StringComparison.Ordinal));
    }

    /// <summary>What a real team might mean.</summary>
    [Theory]
    [InlineData("max: 0.5%", "max: 5", "monitoring")]
    [InlineData("max: 0.5%", "max: 90%", "monitoring")]
    [InlineData("metric: latencyP99, max: 80ms", "metric: latencyP99, max: 2min", "monitoring")]
    [InlineData("metric: latencyP99, max: 80ms", "metric: backupAge, max: 30d", "monitoring")]
    [InlineData("max: 21d", "max: 3y", "monitoring/modelAge")]
    [InlineData("within: 10min", "within: 30d", "rollout/rollback")]
    [InlineData("latencyP99: 80ms", "latencyP99: 90s", "architecture/business/latencyP99")]
    public void Bounds_that_are_only_generous_hold(string from, string to, string rule)
    {
        using var product = GrowthProduct.Create(text => LaterRowTests.Replaced(text, from, to));

        var row = product.Row(rule, ci: true);

        Assert.True(row.State is RowState.Proven or RowState.Declared, row.Reason);
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("62")]
    [InlineData("150%")]
    public void A_share_that_cannot_reach_its_minimum_is_in_another_unit(string min)
    {
        using var product = GrowthProduct.Create(
            text => LaterRowTests.Replaced(text, "{ min: 0.62, from: artifacts", $"{{ min: {min}, from: artifacts"));

        var row = product.Row("training/quality", ci: true);

        Assert.Equal(RowState.Broken, row.State);
        Assert.Contains($"beside a minimum of {min}, which are different units", row.Reason);
    }

    [Fact]
    public void One_slice_that_is_everything_is_none()
    {
        using var product = GrowthProduct.Create(
            text => LaterRowTests.Replaced(text, "by: [country, channel, customer-age]", "by: [rows]"));
        product.Write("artifacts/eval/slices.json", GrowthProduct.Evidence("\"slices\": { \"rows\": { \"all\": 0.66 } }"));

        var row = product.Row("training/slices", ci: true);

        Assert.Equal(RowState.Failed, row.State);
        Assert.Contains("nothing is compared", row.Reason);
    }

    [Fact]
    public void A_day_that_nobody_lives_to_see_binds_nobody()
    {
        using var product = GrowthProduct.Create(text => System.Text.RegularExpressions.Regex.Replace(
            text, @"(review: )\d{4}-\d\d-\d\d", "${1}2076-01-01"));

        var row = product.Row("iterate/review");

        Assert.Equal(RowState.Failed, row.State);
        Assert.Contains("binds nobody", row.Reason);
    }

    [Theory]
    [InlineData("""failures="2" """, "it counts 'failures' as 2")]
    [InlineData("""errors="1" failures="0" """, "it counts 'errors' as 1")]
    [InlineData("""timestamp="2019-05-05T10:00:00" """, "days ago (limit 180)")]
    public void JUnit_counts_and_days_are_read_too(string attributes, string says)
    {
        using var product = GrowthProduct.Create();
        var cases = string.Concat(LinesOf(GrowthProduct.Trx(GrowthCode.Tests)));
        product.Write("artifacts/tests.trx", $"<testsuite {attributes}>{cases}</testsuite>");

        var row = product.Row("docs/tests/results", ci: true);

        Assert.True(row.State is RowState.Failed or RowState.Broken, row.Reason);
        Assert.Contains(says, row.Reason);
    }

    /// <summary>Bought or trained, a number without a model is nobody's.</summary>
    [Theory]
    [InlineData("training/slices")]
    [InlineData("training/quality/beats")]
    [InlineData("governance/fairness")]
    public void Numbers_of_no_declared_model_are_declared(string rule)
    {
        using var product = GrowthProduct.Create(text => System.Text.RegularExpressions.Regex.Replace(
            LaterRowTests.Replaced(text, "min: 0.55 }", "min: 0.30 }"), @"\n  artifact: \{[^}]*\}", ""));

        Assert.Equal(RowState.Declared, product.Row(rule, ci: true).State);
    }

    [Theory]
    [InlineData("dotnet build -t:MlGuardGate -p:MlGuardMode=report", "'MlGuardMode=report'")]
    [InlineData("dotnet publish -p:MlGuardMode=Warn", "'MlGuardMode=warn'")]
    [InlineData("dotnet publish -p:MlGuardManifest= -c Release", "'MlGuardManifest='")]
    public void A_workflow_that_asks_and_forbids_a_no_asks_nothing(string command, string says)
    {
        using var product = GrowthProduct.Create();
        product.Write(
            ".github/workflows/promote.yml", $"on: [workflow_dispatch]\njobs: {{ a: {{ steps: [{{ run: '{command}' }}] }} }}\n");

        var row = product.Row("training/productionize", ci: true);

        Assert.Equal(RowState.Failed, row.State);
        Assert.Contains(says, row.Reason);
    }

    [Theory]
    [InlineData("dotnet publish", true, RowState.Failed)]
    [InlineData("dotnet publish", false, RowState.Declared)]
    [InlineData("dotnet build -t:MlGuardGate", true, RowState.Proven)]
    public void A_gate_that_the_build_files_switch_off_is_not_asked_by_a_publish(string command, bool ci, object expected)
    {
        using var product = GrowthProduct.Create();
        product.Write(
            ".github/workflows/promote.yml",
            $"on: [workflow_dispatch]\njobs: {{ a: {{ steps: [{{ run: dotnet test }}, {{ run: '{command}' }}, "
                + "{ run: docker push shop }] } }\n");

        var row = product.DecideSwitchedOff(ci).Rows.Single(row => row.Rule == "training/productionize");

        Assert.Equal(expected, row.State);
    }

    /// <summary>No gap stands beside an earned stage without saying why it costs nothing.</summary>
    [Fact]
    public void A_gap_that_does_not_bind_yet_says_so()
    {
        using var product = TestProduct.Fraud();

        var report = TerminalReport.Write(product.Decide());

        Assert.Contains("earned mvp", report);
        Assert.Contains("1 failed (data/assessment, which binds from growth on)", report);
    }

    [Fact]
    public void The_verdict_says_its_own_ground_also_where_there_is_nothing_to_say()
    {
        using var product = TestProduct.Fraud();

        var report = TerminalReport.Write(product.Decide());

        Assert.All(
            new[] { "mode", "rows", "projects", "left out", "evidence", "findings", "waivers", "severity", "floor", "day" },
            name => Assert.Matches($"\n  {name} +[a-z0-9]", report));
    }

    [Fact]
    public void What_was_raised_lowered_and_asked_in_vain_is_told_apart()
    {
        using var product = GrowthProduct.Create(text => text
            + "gates: { severity: { training/repro: error, rollout/shadow: message, iterate/review: warn } }\n");
        product.Write("../org/floor.yaml", "mlguard: v1\ngates: { mode: warn }\n");

        var report = TerminalReport.Write(product.Decide(policy: product.PathOf("../org/floor.yaml")));

        Assert.Contains(
            "severity  raised: training/repro; lowered: rollout/shadow; asked lower and not followed: iterate/review\n", report);
        Assert.Contains("floor     MlGuardPolicy\n", report);
    }

    private static IEnumerable<string> LinesOf(string trx) =>
        System.Text.RegularExpressions.Regex.Matches(trx, "className=\"([^\"]+)\" name=\"([^\"]+)\"")
            .Select(match => $"""<testcase classname="{match.Groups[1].Value}" name="{match.Groups[2].Value}" />""");
}
