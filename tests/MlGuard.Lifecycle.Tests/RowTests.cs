using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Requirements;
using MlGuard.Lifecycle.Tests.Products;

namespace MlGuard.Lifecycle.Tests;

/// <summary>
/// Every row of mvp: earned by the first example, missed when its key is gone, failed or broken when what it says is not so.
/// </summary>
public sealed class RowTests
{
    /// <summary>The row, the text to take from the example, and what to put there so that the row is missing.</summary>
    public static TheoryData<string, string, string> Missing => new()
    {
        { "mlguard", "mlguard: v1\n", "" },
        { "project", "project: fraud-detection\n", "" },
        { "project", "owner: payments-ml\n", "owner:\n" },
        { "stage", "stage: mvp\n", "" },
        {
            "discovery/problem",
            "  problem: Card-not-present fraud costs 6.1M EUR/year and our rules catch 41% of it.\n",
            "  problem: TODO\n"
        },
        { "discovery/problem", "Card-not-present fraud costs 6.1M EUR/year and our rules catch 41% of it.", "Fraud is bad." },
        { "discovery/market", "  market: 4.2M cardholders\n", "" },
        { "discovery/solution", "  solution: binary-classification\n", "" },
        { "discovery/mlNeeded/baseline", "baseline: rules-engine v3, ", "" },
        { "discovery/mlNeeded/why", "Fraud patterns change weekly; 312 rules cannot follow.", "<why>" },
        { "discovery/mlNeeded/why", "Fraud patterns change weekly; 312 rules cannot follow.", "because" },
        { "discovery/gain", "  gain: 2.4M EUR/year\n", "" },
        { "discovery/feasible", "  feasible: go\n", "" },
        { "data/sources", "data: [{ name: transactions, owner: data-eng, quality: good, personal: pseudonymised }]\n", "" },
        { "data/sources", "owner: data-eng, ", "" },
        { "data/sources/quality", "quality: good, ", "" },
        { "data/sources/personal", ", personal: pseudonymised", "" },
        { "priority/cost", "cost: 540k EUR, ", "" },
        { "priority/complexity", ", complexity: 3", "" },
        { "architecture/technical/mode", "mode: realtime, ", "" },
        { "architecture/technical/fallback", ", fallback: rules-engine v3", "" },
        { "training/run", "  run: Fraud.Training.TrainPipeline.RunAsync\n", "" },
        { "training/quality", "  quality: { recallAt1pctFpr: { min: 0.50, from: artifacts/eval.json#/recallAt1pctFpr } }\n", "" },
        { "training/quality", "min: 0.50, ", "" },
        { "docs/tests", "  run: Fraud.Training.TrainPipeline.RunAsync\n", "" },
    };

    public static TheoryData<string> MvpRows =>
        [.. RequirementTable.All.Where(row => row.RequiredFrom == RequiredFrom.Mvp).Select(row => row.Id)];

    [Theory]
    [MemberData(nameof(MvpRows))]
    public void The_first_example_earns_the_row(string rule)
    {
        using var product = TestProduct.Fraud();

        var row = product.Row(rule);

        Assert.True(row.Binds);
        Assert.True(
            row.State == (rule == "training/quality" || SaidRows.All.Contains(rule) ? RowState.Declared : RowState.Proven), row.Reason);
    }

    [Theory]
    [MemberData(nameof(Missing))]
    public void Missed_and_told_in_the_build_already(string rule, string from, string to)
    {
        using var product = TestProduct.Fraud(text => text.Replace(from, to));

        Assert.Equal(RowState.Failed, product.Row(rule).State);
        Assert.Equal(rule == "data/sources/quality", product.Decide().EarnedStage == "mvp");
        // A bound and a test are looked for where their evidence is read: at the gate.
        if (rule != "docs/tests" && from != "min: 0.50, ")
            Assert.Contains(product.Check(GateMode.Enforce).Findings, finding => finding.Message.StartsWith(
                $"{rule}: ", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_row_of_mvp_is_tried_in_these_tests() =>
        Assert.Equal(
            RequirementTable.All.Where(row => row.RequiredFrom == RequiredFrom.Mvp && row.Id != "code/findings").Select(row => row.Id)
                .Order(),
            Missing.Select(data => data.Data.Item1).Distinct().Where(id => RequirementTable.Find(id)!.RequiredFrom == RequiredFrom.Mvp)
                .Order());

    [Theory]
    [InlineData("discovery/feasible", "feasible: go", "feasible: no-go")]
    [InlineData("discovery/gain", "gain: 2.4M EUR/year", "gain: 0 EUR/year")]
    [InlineData("priority/cost", "cost: 540k EUR", "cost: -1 EUR")]
    [InlineData(
        "data/sources", "data: [{ name: transactions,",
        "data: [{ name: transactions, owner: x, quality: good, personal: none }, { name: transactions,")]
    [InlineData("training/quality", "min: 0.50", "min: 0.60")]
    [InlineData("training/quality", "min: 0.50", "max: 50%")]
    [InlineData("discovery/solution", "binary-classification", "regression")]
    public void Failed_when_what_it_says_is_not_so(string rule, string from, string to)
    {
        using var product = TestProduct.Fraud(text => text.Replace(from, to));

        Assert.Equal(RowState.Failed, product.Row(rule).State);
        Assert.Null(product.Decide().EarnedStage);
    }

    [Theory]
    [InlineData("solution: binary-classification", "solution: dimensionality-reduction", "discovery/solution")]
    [InlineData("feasible: go", "feasible: unknown", "discovery/feasible")]
    [InlineData("quality: good", "quality: unknown", "data/sources/quality")]
    public void Declared_when_mvp_allows_it_and_nothing_compares_it(string from, string to, string rule)
    {
        using var product = TestProduct.Fraud(text => text.Replace(from, to));

        Assert.Equal(RowState.Declared, product.Row(rule).State);
        Assert.Equal("mvp", product.Decide().EarnedStage);
    }

    [Theory]
    [InlineData("""{ "recallAt1pctFpr": "0.58" }""")]
    [InlineData("""{ "recallAt1pctFpr": NaN }""")]
    [InlineData("""{ "recallAt1pctFpr": 1e999 }""")]
    [InlineData("""{ "recall": 0.58 }""")]
    [InlineData("""{ "recallAt1pctFpr": 0.58 """)]
    [InlineData("")]
    [InlineData("[]")]
    public void Quality_is_broken_when_its_evidence_cannot_be_used(string json)
    {
        using var product = TestProduct.Fraud().Write("artifacts/eval.json", json);

        Assert.Equal(RowState.Broken, product.Row("training/quality").State);
        Assert.Equal(2, product.Decide().ExitCode);
    }

    [Fact]
    public void Quality_waits_for_its_evidence_at_home_and_not_on_a_build_server()
    {
        using var product = TestProduct.Fraud();
        File.Delete(Path.Combine(product.Root, "artifacts/eval.json"));

        Assert.Equal(RowState.Pending, product.Row("training/quality").State);
        Assert.Equal(RowState.Failed, product.Row("training/quality", ci: true).State);
        Assert.Null(product.Decide().EarnedStage);
        Assert.DoesNotContain(product.Check(ci: true).Findings, finding => finding.Message.StartsWith(
            "training/quality", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("3BA7E7F9A7C4A5C9", "", RowState.Broken)]
    [InlineData(null, "", RowState.Broken)]
    [InlineData("own", "", RowState.Proven)]
    [InlineData("own", "other", RowState.Failed)]
    public void Quality_counts_for_the_model_that_it_was_measured_on(string? measuredOn, string declaredHash, object expected)
    {
        var model = "a model"u8.ToArray();
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(model));
        var other = new string('0', 64);
        var named = measuredOn == "own" ? (declaredHash == "other" ? other : hash) : measuredOn;
        using var product = TestProduct.Fraud(text => text.Replace(
            "  quality:",
            $"  artifact: {{ path: models/m.zip{(declaredHash == "other" ? $", hash: \"sha256:{other}\"" : "")} }}\n  quality:"));
        product.Write("models/m.zip", model);
        product.Write(
            "artifacts/eval.json",
            named is null ? """{ "recallAt1pctFpr": 0.58 }""" : $$"""{ "recallAt1pctFpr": 0.58, "model": { "sha256": "{{named}}" } }""");

        Assert.Equal(expected, product.Row("training/quality").State);
    }

    [Fact]
    public void The_owner_is_looked_for_among_the_known()
    {
        using var product = TestProduct.Fraud().Write(".github/CODEOWNERS", "# who\n* @acme/data-eng @lea\n");

        Assert.Equal(RowState.Declared, product.Row("project").State);
        Assert.Contains(
            product.Check(GateMode.Enforce).Findings,
            finding => finding is { Code: "MLG9100", Severity: FindingSeverity.Warning, Line: 4 });

        product.Write(".github/CODEOWNERS", "* @acme/payments-ml\n");
        Assert.Equal(RowState.Proven, product.Row("project").State);
    }

    [Fact]
    public void Notebooks_stand_where_they_may_or_are_named_without_a_warning_at_mvp()
    {
        using var product = TestProduct.Fraud();
        Assert.Equal(RowState.Failed, product.Row("training/notebooks", notebooks: "src/train.ipynb").State);
        Assert.Contains(
            product.Check(GateMode.Enforce, notebooks: "src/train.ipynb").Findings,
            finding => finding is { Code: "MLG9109", Severity: FindingSeverity.Message });

        using var allowing = TestProduct.Fraud(text => text + "  notebooks: { allow: [research/**] }\n");
        Assert.Equal(RowState.Proven, allowing.Row("training/notebooks", notebooks: "research/a/b.ipynb").State);
        Assert.Equal(
            RowState.Proven, allowing.Row("training/notebooks", notebooks: Path.Combine(allowing.Root, "research", "b.dib")).State);
        Assert.Equal(RowState.Failed, allowing.Row("training/notebooks", notebooks: "researching/b.ipynb").State);
    }

    [Theory]
    [InlineData("2026-01-27", RowState.Proven)]
    [InlineData("2025-11-23", RowState.Proven)]
    [InlineData("2025-11-22", RowState.Failed)]
    [InlineData("2026-11-24", RowState.Failed)]
    public void An_assessment_holds_for_a_year(string date, object expected)
    {
        using var product = TestProduct.Fraud(text => text.Replace(
            "data: [{ name: transactions, owner: data-eng, quality: good, personal: pseudonymised }]",
            $"data: {{ assessment: {{ date: {date}, by: nils, report: docs/a.md }}, sources: [{{ name: t, owner: e, quality: good, "
                + $"personal: none }}] }}"));

        product.Write(".github/CODEOWNERS", "* @nils @payments-ml\n");
        Assert.Equal(RowState.Failed, product.Row("data/assessment").State);
        product.Write("docs/a.md", Documents.Report);
        Assert.Equal(expected, product.Row("data/assessment").State);
    }

    [Theory]
    [InlineData("minimal", "2026-02-10", RowState.Declared)]
    [InlineData("minimal", "2024-02-10", RowState.Failed)]
    [InlineData("prohibited", "2026-02-10", RowState.Failed)]
    public void The_risk_class_is_said_once_a_year(string risk, string date, object expected)
    {
        using var product = TestProduct.Fraud(text => text
            + $"governance: {{ euAiAct: {{ class: {risk}, why: It only sorts our own mail by topic., date: {date}, by: legal }} }}\n");

        Assert.Equal(expected, product.Row("governance/euAiAct").State);
    }

    [Fact]
    public void A_hosted_product_trains_nothing()
    {
        using var product = TestProduct.Fraud(text => text
            .Replace("solution: binary-classification", "solution: { task: text-generation, approach: hosted }")
            .Replace("  run: Fraud.Training.TrainPipeline.RunAsync\n", "")).WithoutCode();

        Assert.Equal(RowState.NotApplicable, product.Row("training/run").State);
        Assert.Equal(RowState.NotApplicable, product.Row("docs/tests").State);
        Assert.Equal("mvp", product.Decide().EarnedStage);
    }
}
