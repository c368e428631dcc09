using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Tests.Products;

namespace MlGuard.Lifecycle.Tests;

public sealed class WaiverTests
{
    private const string NoMarket = "  market: 4.2M cardholders\n";

    [Fact]
    public void A_waiver_earns_the_stage_with_a_mark()
    {
        using var product =
            Waiving("{ rule: discovery/market, kind: accepted-risk, owner: lea, approved: ines, reason: The survey is due., expires: "
                + "2027-03-31 }");

        var verdict = product.Decide(GateMode.Enforce);

        Assert.Equal(RowState.Waived, verdict.Rows.Single(row => row.Rule == "discovery/market").State);
        Assert.Equal(("mvp", true, 0), (verdict.EarnedStage, verdict.HasWaivers, verdict.ExitCode));
        Assert.DoesNotContain(verdict.Findings, finding => finding.Code is "MLG9009" or "MLG9101");
    }

    [Theory]
    [InlineData("owner: lea, approved: ines, reason: r, expires: 2027-03-31", "rule: discovery/markte", "Did you mean 'discovery/market'?")]
    [InlineData("approved: ines, reason: r, expires: 2027-03-31", "rule: discovery/market", "'owner' is missing")]
    [InlineData("owner: lea, reason: r, expires: 2027-03-31", "rule: discovery/market", "'approved' is missing")]
    [InlineData("owner: lea, approved: ines, expires: 2027-03-31", "rule: discovery/market", "'reason' is missing")]
    [InlineData("owner: lea, approved: ines, reason: TODO, expires: 2027-03-31", "rule: discovery/market", "'reason' is missing")]
    [InlineData("owner: lea, approved: ines, reason: r", "rule: discovery/market", "'expires' is missing")]
    [InlineData("owner: lea, approved: ines, reason: r, expires: 2027-05-23", "rule: discovery/market", "more than 180 days ahead")]
    [InlineData("owner: lea, approved: lea, reason: r, expires: 2027-03-31", "rule: discovery/market", "approved it alone")]
    [InlineData("owner: lea, approved: ines, reason: r, expires: 2027-03-31", "rule: stage", "cannot be waived")]
    public void A_void_waiver_is_told_and_does_not_count(string rest, string rule, string because)
    {
        using var product = Waiving($"{{ {rule}, {rest} }}");

        var verdict = product.Decide(GateMode.Enforce);

        Assert.Contains(verdict.Findings, finding => finding is { Code: "MLG9009", Severity: FindingSeverity.Error, Line: > 1 }
            && finding.Message.Contains(because));
        Assert.Equal(RowState.Failed, verdict.Rows.Single(row => row.Rule == "discovery/market").State);
        Assert.Null(verdict.EarnedStage);
    }

    [Theory]
    [InlineData("2026-11-23", RowState.Waived)]
    [InlineData("2026-11-22", RowState.Failed)]
    public void The_last_day_still_counts_and_the_next_one_fails(string expires, object expected)
    {
        using var product = Waiving($"{{ rule: discovery/market, owner: lea, approved: ines, reason: r, expires: {expires} }}");

        var row = product.Row("discovery/market");

        Assert.Equal(expected, row.State);
        Assert.Equal(Equals(expected, RowState.Failed), row.Reason.Contains("the waiver expired on 2026-11-22"));
        Assert.Equal(Equals(expected, RowState.Waived), product.Check().Findings.Any(finding => finding.Message.Contains("in 0 days")));
    }

    [Fact]
    public void A_waiver_that_nothing_needs_warns()
    {
        using var product = TestProduct.Fraud(text => text
            + "waivers: [{ rule: discovery/gain, owner: lea, approved: ines, reason: r, expires: 2027-03-31 }]\n");

        Assert.Contains(
            product.Decide(GateMode.Enforce).Findings, finding => finding is { Code: "MLG9009", Severity: FindingSeverity.Warning }
            && finding.Message.Contains("nothing of it fails"));
    }

    [Fact]
    public void Two_waivers_of_one_scope_are_both_void()
    {
        const string Waiver = "{ rule: discovery/market, owner: lea, approved: ines, reason: r, expires: 2027-03-31 }";
        using var product = Waiving($"{Waiver}, {Waiver}");

        Assert.Equal(RowState.Failed, product.Row("discovery/market").State);
        Assert.Contains(product.Check().Findings, finding => finding.Code == "MLG9009" && finding.Message.Contains("twice"));
    }

    [Theory]
    [InlineData("devices", RowState.Waived)]
    [InlineData("source=devices", RowState.Waived)]
    [InlineData("transactions", RowState.Failed)]
    public void A_scope_narrows_a_waiver(string scope, object expected)
    {
        using var product = TestProduct.Fraud(text => text.Replace("data: [", "data: [{ name: devices, owner: risk, quality: fair }, ")
            + $"waivers: [{{ rule: data/sources/personal, scope: {scope}, owner: lea, approved: ines, reason: r, expires: 2027-03-31 "
                + $"}}]\n");

        Assert.Equal(expected, product.Row("data/sources/personal").State);
    }

    [Fact]
    public void An_approver_is_known_where_anybody_is()
    {
        using var product = Waiving(
            "{ rule: discovery/market, owner: lea, approved: ines, reason: r, expires: 2027-03-31 }",
            "people: { lea: Lea, payments-ml: The team }\n");
        Assert.Equal(RowState.Failed, product.Row("discovery/market").State);

        using var known = Waiving(
            "{ rule: discovery/market, owner: lea, approved: ines, reason: r, expires: 2027-03-31 }", "people: [lea, ines, payments-ml]\n");
        Assert.Equal(RowState.Waived, known.Row("discovery/market").State);
    }

    [Fact]
    public void The_wrong_model_and_a_prohibited_product_cannot_be_waived()
    {
        using var product = TestProduct.Fraud(text => text
            .Replace("  quality:", $"  artifact: {{ hash: \"sha256:{new string('0', 64)}\" }}\n  quality:")
            + "governance: { euAiAct: { class: prohibited, why: It scores citizens by their behaviour., date: 2026-02-10, by: legal } }\n"
            + "waivers: [{ rule: training/quality, owner: lea, approved: ines, reason: r, expires: 2027-03-31 }, { rule: "
                + "governance/euAiAct, owner: lea, approved: ines, reason: r, expires: 2027-03-31 }]\n");
        product.Write("artifacts/eval.json", $$"""{ "recallAt1pctFpr": 0.58, "model": { "sha256": "{{new string('1', 64)}}" } }""");

        Assert.Equal(RowState.Broken, product.Row("training/quality").State);
        Assert.Equal(RowState.Failed, product.Row("governance/euAiAct").State);
        Assert.Equal(2, product.Decide().Findings.Count(finding => finding.Message.Contains("cannot be waived")));
    }

    [Theory]
    [InlineData("stage")]
    [InlineData("mlguard")]
    public void Nobody_vouches_for_what_the_gate_alone_decides(string rule)
    {
        using var product = TestProduct.Fraud(text => text
            + $"attestations: [{{ rule: {rule}, by: lea, date: 2026-11-01, evidence: docs/proof.md }}]\n");
        product.Write("docs/proof.md", Documents.Report);

        Assert.NotEqual(RowState.Attested, product.Row(rule).State);
        Assert.Single(product.Decide().Findings, finding => finding.Message.Contains("only the gate decides this row"));
    }

    [Theory]
    [InlineData("2026-11-01", "docs/proof.md", RowState.Attested, "")]
    [InlineData("2026-05-27", "docs/proof.md", RowState.Attested, "")]
    [InlineData("2026-05-26", "docs/proof.md", RowState.Failed, "181 days old")]
    [InlineData("2026-12-01", "docs/proof.md", RowState.Failed, "lies ahead")]
    [InlineData("2026-11-01", "docs/none.md", RowState.Failed, "is not there")]
    [InlineData("2026-11-01", "../proof.md", RowState.Failed, "leads out")]
    public void An_attestation_stands_in_for_what_nobody_saw(string date, string evidence, object expected, string because)
    {
        using var product = TestProduct.Fraud(text => text
            + $"attestations: [{{ rule: docs/tests, by: lea, date: {date}, evidence: {evidence} }}]\n");
        product.WithoutCode().WithCode(SampleCode.Training, "Fraud.Training").Write("docs/proof.md", Documents.Report);

        Assert.Equal(expected, product.Row("docs/tests").State);
        Assert.Equal(
            because.Length > 0, product.Check().Findings.Any(finding => finding.Code == "MLG9009" && finding.Message.Contains(because)));
    }

    [Fact]
    public void An_attestation_does_not_stand_against_what_was_seen()
    {
        using var product = TestProduct.Fraud(text => text.Replace("min: 0.50", "min: 0.90")
            + "attestations: [{ rule: training/quality, by: lea, date: 2026-11-01, evidence: docs/proof.md }]\n");
        product.Write("docs/proof.md", Documents.Report);

        Assert.Equal(RowState.Failed, product.Row("training/quality").State);
    }

    /// <summary>Nobody looked, nobody can follow, or it is not written yet: a person may vouch. A failure that was seen stays.</summary>
    [Theory]
    [InlineData("NotExecuted", RowState.Attested, "")]
    [InlineData("Failed", RowState.Failed, "failed")]
    public void A_test_that_did_not_run_is_an_absence_and_one_that_failed_was_seen(string outcome, object expected, string seen)
    {
        const string Row = "architecture/technical/fallback/symbol";
        using var product = GrowthProduct.Create(text => text.Replace(
            "attestations:\n", $"attestations:\n  - {{ rule: {Row}, by: lea, date: 2026-11-01, evidence: docs/proof.md }}\n"));
        var results = GrowthProduct.Trx(GrowthCode.Tests).Replace("outcome=\"Passed\"", $"outcome=\"{outcome}\"");
        product.Write("docs/proof.md", Documents.Report).Write("artifacts/tests.trx", results);

        var row = product.Row(Row);
        var said = product.Decide().Findings
            .Where(finding => finding.Message.Contains($"attestation of '{Row}'") && finding.Message.Contains("this was seen"));

        Assert.Equal(expected, row.State);
        Assert.Contains(seen, row.Seen);
        Assert.Equal(seen.Length > 0, row.Seen.Length > 0);
        Assert.Equal(seen.Length > 0, said.Any());
    }

    private static TestProduct Waiving(string waiver, string more = "") =>
        TestProduct.Fraud(text => text.Replace(NoMarket, "") + more + $"waivers: [{waiver}]\n");
}
