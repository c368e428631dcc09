using System.Text.Json;
using MlGuard.Lifecycle.Decisions;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Writers.Reports;
using MlGuard.Lifecycle.Tests.Products;
using Finding = MlGuard.Lifecycle.Api.Finding;

namespace MlGuard.Lifecycle.Tests;

public sealed class VerdictTests
{
    private const string SometimesLogged = """
        namespace Fraud.Serving;

        public sealed class Output { public float Probability { get; set; } }

        public static class DecisionLog
        {
            public static void Keep(float score, string modelVersion) => Console.WriteLine(modelVersion + score);
        }

        public static class Program
        {
            public static void Main(PredictionEngine<Fraud.Training.Row, Output> engine)
            {
                var score = engine.Predict(new Fraud.Training.Row()).Probability;
                if (score > 0.5f)
                    DecisionLog.Keep(score, "fraud-2.3.0");
            }
        }
        """;

    [Fact]
    public void All_states_are_reached_in_one_product()
    {
        using var product = TestProduct.Fraud(text => text
            .Replace("  market: 4.2M cardholders\n", "")
            .Replace(
                "  quality: { recallAt1pctFpr: { min: 0.50, from: artifacts/eval.json#/recallAt1pctFpr } }",
                "  quality: { recallAt1pctFpr: { min: 0.50, from: artifacts/broken.json#/x } }")
            .Replace("mlNeeded: {", "mlNeeded: { result: artifacts/baseline.json#/recall,")
            .Replace("mode: realtime", "mode: batch")
            .Replace("feasible: go", "feasible: unknown")
            + "docs: { tests: { results: artifacts/tests.trx } }\n"
            + "serving: { log: Fraud.Serving.DecisionLog }\n"
            + "waivers: [{ rule: discovery/market, owner: lea, approved: ines, reason: r, expires: 2027-03-31 }]\n"
            + "attestations: [{ rule: data/assessment, by: lea, date: 2026-11-01, evidence: docs/proof.md }]\n");
        product.Write("docs/proof.md", Documents.Report).Write("artifacts/broken.json", "{")
            .Write("artifacts/tests.trx", GrowthProduct.Trx(SampleCode.Tests))
            .WithCode(SometimesLogged, "Fraud.Serving");

        var verdict = product.Decide();

        Assert.Equal(Enum.GetValues<RowState>().Order(), verdict.Rows.Select(row => row.State).Distinct().Order());
        AssertState(RowState.Proven, "training/run");
        AssertState(RowState.Attested, "data/assessment");
        AssertState(RowState.Declared, "discovery/feasible");
        AssertState(RowState.Unbound, "docs/tests/results");
        AssertState(RowState.Waived, "discovery/market");
        AssertState(RowState.NotApplicable, "architecture/business/peak");
        AssertState(RowState.Pending, "discovery/mlNeeded/result");
        AssertState(RowState.Conditional, "serving/log");
        AssertState(RowState.Failed, "governance/euAiAct");
        AssertState(RowState.Broken, "training/quality");

        void AssertState(RowState expected, string rule) => Assert.Equal(expected, verdict.Rows.Single(row => row.Rule == rule).State);
    }

    [Theory]
    [InlineData(null, false, FindingSeverity.Warning)]
    [InlineData(null, true, FindingSeverity.Error)]
    [InlineData(GateMode.Report, true, FindingSeverity.Message)]
    [InlineData(GateMode.Warn, true, FindingSeverity.Warning)]
    [InlineData(GateMode.Enforce, false, FindingSeverity.Error)]
    public void The_mode_says_how_loud_a_missing_row_is(GateMode? mode, bool ci, FindingSeverity expected)
    {
        using var product = TestProduct.Fraud(text => text.Replace("  gain: 2.4M EUR/year\n", ""));

        Assert.Equal(expected, SeverityOf(product.Check(mode, ci).Findings, "MLG9101"));
        Assert.Equal(expected, SeverityOf(product.Decide(mode, ci).Findings, "MLG9005"));
        Assert.Equal(1, product.Decide(mode, ci).ExitCode);
    }

    [Fact]
    public void The_manifest_changes_the_default_and_the_build_outbids_it()
    {
        using var product = TestProduct.Fraud(text => text.Replace("  gain: 2.4M EUR/year\n", "") + "gates: { mode: enforce }\n");

        Assert.Equal(FindingSeverity.Error, SeverityOf(product.Check().Findings, "MLG9101"));
        Assert.Equal(FindingSeverity.Warning, SeverityOf(product.Check(GateMode.Warn).Findings, "MLG9101"));
    }

    [Fact]
    public void Severity_raises_a_row_and_cannot_lower_one_of_mvp()
    {
        using var raised = TestProduct.Fraud(text => text + "gates: { severity: { governance/euAiAct: error, training/slices: error } }\n");
        Assert.Equal(FindingSeverity.Error, SeverityOf(raised.Check(GateMode.Enforce).Findings, "MLG9115"));
        Assert.Equal(FindingSeverity.Error, SeverityOf(raised.Check(GateMode.Enforce).Findings, "MLG9109"));
        Assert.Null(raised.Decide().EarnedStage);

        using var lowered = TestProduct.Fraud(text => text.Replace("  gain: 2.4M EUR/year\n", "")
            + "gates: { severity: { discovery/gain: warn } }\n");
        Assert.Equal(FindingSeverity.Error, SeverityOf(lowered.Check(GateMode.Enforce).Findings, "MLG9101"));
        Assert.Contains(lowered.Check().Findings, finding => finding.Code == "MLG9003" && finding.Message.Contains("cannot lower it"));
        Assert.Null(lowered.Decide().EarnedStage);
    }

    [Fact]
    public void A_first_manifest_is_met_with_five_lines_and_a_count()
    {
        using var product = new TestProduct("mlguard: v1\nstage: mvp\n");

        var findings = product.Check(GateMode.Enforce).Findings;

        Assert.Equal(6, findings.Length);
        Assert.All(findings, finding => Assert.Equal(FindingSeverity.Error, finding.Severity));
        Assert.Contains("more findings", findings[5].Message);
    }

    [Fact]
    public void Growth_lists_everything_that_is_missing()
    {
        using var product = TestProduct.Fraud(text => text.Replace("stage: mvp", "stage: growth"));

        Assert.True(product.Check().Findings.Length > 30);
        Assert.Equal("mvp", product.Decide().EarnedStage);
    }

    [Theory]
    [InlineData("stage: mvp")]
    [InlineData("stage: growth")]
    public void The_gate_repeats_the_build_word_for_word(string stage)
    {
        using var product = TestProduct.Fraud(text => text.Replace("stage: mvp", stage).Replace("  gain: 2.4M EUR/year\n", ""));

        var check = product.Check(GateMode.Enforce).Findings;
        var gate = product.Decide(GateMode.Enforce).Findings;

        Assert.Empty(check.Except(gate));
        Assert.Equal(gate.Length, gate.Distinct().Count());
    }

    [Fact]
    public void Dates_warn_in_the_build_and_fail_at_the_gate()
    {
        using var product = TestProduct.Fraud(text => text.Replace("stage: mvp", "stage: growth")
            + "governance: { euAiAct: { class: minimal, why: It only sorts our own mail by topic., date: 2024-02-10, by: legal } }\n");

        Assert.Equal(
            FindingSeverity.Warning,
            product.Check(GateMode.Enforce).Findings.Single(finding => finding.Message.StartsWith(
                "governance/euAiAct", StringComparison.Ordinal)).Severity);
        Assert.Equal(
            FindingSeverity.Error,
            product.Decide(GateMode.Enforce).Findings.Single(finding => finding.Message.StartsWith(
                "governance/euAiAct", StringComparison.Ordinal)).Severity);
    }

    [Fact]
    public void A_project_that_left_no_facts_is_told()
    {
        using var product = TestProduct.Fraud();

        var finding = Assert.Single(product.Decide(
            ci: true,
            missing: [
                new("src/Other/Other.csproj", "it was never restored", "Run 'dotnet restore'."),
            ]).Findings, finding => finding.Code == "MLG9007");

        Assert.Equal(("src/Other/Other.csproj", FindingSeverity.Error), (finding.File, finding.Severity));
    }

    /// <summary>Code that was not found may stand in a project that was not seen: that is said first, and nothing beside it.</summary>
    [Fact]
    public void What_follows_from_a_project_that_was_not_seen_is_not_said()
    {
        using var product = TestProduct.Fraud(text => text.Replace("run: Fraud.Training.", "run: Fraud.Elsewhere."));
        var missing = new MissingProject("src/Elsewhere/Elsewhere.csproj", "it was never restored", "Run 'dotnet restore'.");

        var unseen = product.Decide(ci: true, missing: [missing]);
        var seen = product.Decide(ci: true);

        Assert.Contains(seen.Findings, finding => finding.Message.StartsWith("training/run: ", StringComparison.Ordinal));
        Assert.Equal("MLG9007", unseen.Findings[0].Code);
        Assert.DoesNotContain(unseen.Findings, finding => finding.Message.StartsWith("training/run: ", StringComparison.Ordinal));
        Assert.Contains(
            "while the code of 'src/Elsewhere/Elsewhere.csproj' is unknown", unseen.Rows.Single(row => row.Rule == "training/run").Reason);
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("mlguard-facts\t2\n")]
    [InlineData("mlguard-facts\t1\na\tA\tP\tnet10.0\t0\t\nm\t7\tx\nend\t1\n")]
    [InlineData("mlguard-facts\t1\na\tA\tP\tnet10.0\t0\t\nt\t-1\tPublic\t0\t0\nend\t1\n")]
    public void Damaged_facts_are_a_finding(string text)
    {
        using var product = TestProduct.Fraud();
        product.Write("obj/Fraud.Training.facts", text);

        var verdict = product.Decide(ci: true);

        Assert.Contains(verdict.Findings, finding => finding is { Code: "MLG9008", Severity: FindingSeverity.Error });
        Assert.Equal(RowState.Failed, verdict.Rows.Single(row => row.Rule == "training/run").State);
    }

    [Fact]
    public void Facts_that_were_cut_off_are_damaged()
    {
        var text = FactsFile.Write(CompiledFacts.Of(SampleCode.Training));

        Assert.Null(FactsFile.Read(text).Fault);
        Assert.NotNull(FactsFile.Read(text[..(text.Length / 2)]).Fault);
        Assert.NotNull(FactsFile.Read(text[..text.LastIndexOf("end", StringComparison.Ordinal)]).Fault);
    }

    [Fact]
    public void The_summary_names_stages_sections_and_gaps()
    {
        using var product = TestProduct.Fraud();

        var report = TerminalReport.Write(product.Decide());

        Assert.StartsWith("MlGuard lifecycle: fraud-detection   declared mvp · earned mvp\n", report);
        Assert.Contains("\n  discovery     1 proven · 6 declared\n", report);
        Assert.Contains("\n  training      2 proven · 1 declared\n", report);
        Assert.Matches(@"\n  Next stage \(growth\): \d+ gaps, first: ruleset, model, discovery/market/source, \.\.\.\n", report);
        Assert.All(report, character => Assert.True(character is '·' or '\n' or (>= ' ' and <= '~')));
    }

    [Fact]
    public void The_json_report_holds_every_row_and_no_folder_of_this_machine()
    {
        using var product = TestProduct.Fraud(text => text.Replace("  gain: 2.4M EUR/year\n", ""));
        var verdict = product.Decide();

        var json = JsonReport.Write(verdict);
        using var document = JsonDocument.Parse(json);

        Assert.Equal(verdict.Rows.Length, document.RootElement.GetProperty("rows").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, document.RootElement.GetProperty("earned").ValueKind);
        Assert.DoesNotContain(product.Root, json);
    }

    [Fact]
    public void What_a_check_depended_on_is_listed_whether_it_exists_or_not()
    {
        using var product = new TestProduct(TestProduct.Example("growth"));

        var files = product.Check().FilesRead;

        Assert.Contains(product.Manifest, files);
        Assert.Contains(Path.Combine(product.Root, "docs", "runbook.md"), files);
        Assert.Contains(Path.Combine(product.Root, ".github", "CODEOWNERS"), files);
        Assert.Contains(Path.Combine(product.Root, "models", "fraud-2.3.0.zip"), files);
        Assert.DoesNotContain(files, file => Path.GetExtension(file) is ".trx" or ".xml"
            || file.EndsWith("metrics.json", StringComparison.Ordinal));
    }

    private static FindingSeverity SeverityOf(ImmutableArray<Finding> findings, string code) =>
        findings.First(finding => finding.Code == code).Severity;

    /// <summary>Most tests ask about one row: they must hear what the verdict of all says.</summary>
    [Fact]
    public void A_row_that_is_decided_alone_is_the_one_of_the_verdict()
    {
        using var product = GrowthProduct.Create(example: "maturity");
        ImmutableArray<RowVerdict> all = [.. product.Decide(ci: true).Rows.Where(row => row.Rule != "stage")];

        var alone = product.Rows([.. all.Select(row => row.Rule)], ci: true);

        Assert.Equal(all.Select(Said), alone.Select(Said));

        static string Said(RowVerdict row) => (row with { Files = [] }) + string.Join(", ", row.Files);
    }
}
