using System.Text;
using MlGuard.Catalogue;
using MlGuard.Lifecycle.Evidence.Code;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Tests.Products;
using MlGuard.Lifecycle.Writers.Reports;

namespace MlGuard.Lifecycle.Tests.Adversary;

/// <summary>What the compiler found, hidden in each way that there is: counted, or named.</summary>
public sealed class CodeFindingTests
{
    private const string Row = "code/findings";
    private const string Project = "Fraud.Training";

    private static readonly string s_bug = CodeRules.All.First(rule => rule.Tier == Tier.Bug && rule.Id[3] != '7').Id;
    private static readonly string s_practice = CodeRules.All.First(rule => rule.Tier == Tier.Practice).Id;
    private static readonly string s_opinion = CodeRules.All.First(rule => rule.Tier is Tier.Opinion or Tier.Advice).Id;

    public static TheoryData<string, string?> Tiers => new()
    {
        { "MLG7006", null },
        { s_bug, "mvp" },
        { s_practice, "growth" },
        { s_opinion, "maturity" },
    };

    [Theory]
    [MemberData(nameof(Tiers))]
    public void An_open_finding_costs_the_stage_that_asks_for_none(string rule, string? earned)
    {
        using var product = GrowthProduct.Create(example: "maturity");
        product.WithFindings(Project, new CodeFinding(rule, "src/Train.cs", 12, false, ""));

        var verdict = product.Decide(GateMode.Enforce, ci: true);

        Assert.Equal(earned, verdict.EarnedStage);
        Assert.Equal(earned ?? "", verdict.Rows.Single(row => row.Rule == Row).Reaches);
        Assert.Contains($"findings  {(earned == "maturity" ? 0 : 1)} open", TerminalReport.Write(verdict));
        Assert.Equal(
            earned != "maturity",
            verdict.Findings.Any(finding => finding is { Code: "MLG9116", Severity: FindingSeverity.Error }
                && finding.Message.Contains($"{rule} is open in src/Train.cs(12)", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("target: growth\n", "; growth asks for more, and MLG3001 is open in src/Train.cs(12)")]
    [InlineData("", null)]
    public void What_the_target_asks_is_said_while_the_stage_is_fulfilled(string target, string? says)
    {
        using var product = TestProduct.Fraud(text => LaterRowTests.Replaced(text, "\nstage: mvp\n", $"\nstage: mvp\n{target}"));
        product.WithFindings(Project, new CodeFinding("MLG3001", "src/Train.cs", 12, false, ""));

        var row = product.Decide(GateMode.Enforce, ci: true).Rows.Single(row => row.Rule == Row);

        Assert.Equal((RowState.Proven, "mvp"), (row.State, row.Reaches));
        Assert.EndsWith(says ?? "holds none that mvp asks to close", row.Reason);
    }

    /// <summary>A row that the stage is left for stands beside those that are fulfilled for it, and not among them.</summary>
    [Fact]
    public void What_is_fulfilled_for_less_than_the_target_is_counted_apart()
    {
        using var product = GrowthProduct.Create(text => LaterRowTests.Replaced(
            text, "\nstage: growth\n", "\nstage: mvp\ntarget: growth\n"));
        product.WithFindings(Project, new CodeFinding(s_bug, "src/Train.cs", 12, false, ""));

        var verdict = product.Decide(GateMode.Enforce, ci: true);

        var target = verdict.Report.Split('\n').Single(line => line.StartsWith("  target ", StringComparison.Ordinal));
        Assert.EndsWith(" · 1 fulfilled for mvp alone", target);
        var counts = System.Text.RegularExpressions.Regex.Matches(target, @"(?<=left: |· )\d+")
            .Sum(count => int.Parse(count.Value, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(verdict.PlanSize, counts);
    }

    [Fact]
    public void A_finding_names_the_stage_that_asks_for_its_row()
    {
        using var product = GrowthProduct.Create();
        product.WithFindings(Project, new CodeFinding(s_bug, "src/Train.cs", 12, false, ""));

        var finding = product.Decide(GateMode.Enforce, ci: true).Findings.Single(finding => finding.Code == "MLG9116");

        Assert.EndsWith(" [growth]", finding.Message);
    }

    /// <summary>The compiler repeats what an earlier gate said; this one has looked since.</summary>
    [Theory]
    [InlineData("RunAsync", 0)]
    [InlineData("Evaluate", 0)]
    [InlineData("Ship", 1)]
    public void A_gate_repeats_nothing_of_the_one_before_that_no_longer_holds(string method, int left)
    {
        using var product = GrowthProduct.Create(
            text => left == 0
                ? text
                : LaterRowTests.Replaced(text, "toProduction: Fraud.Data.ServingFeed", "toProduction: Shipping.Ship"),
            training: code => code + "\npublic static class Shipping { public static int Ship(int rows) => rows + 1; }\n");
        product.WithFindings(
            Project, new CodeFinding(RuleIds.UntestedPipeline, "src/Train.cs", 12, false, "")
            {
                Message = $"No test that asserts and passed reached '{method}' when the gate last looked, on 2026-11-20, so it breaks unseen.",
            });

        MlGuard.Lifecycle.Decisions.Verdict verdict = product.Decide(GateMode.Enforce, ci: true);

        Assert.Equal(left, verdict.Code.Sum(project => project.Findings.Length));
    }

    [Theory]
    [InlineData("", RowState.Failed)]
    [InlineData("The file comes from our own registry, which signs it.", RowState.Proven)]
    public void What_is_suppressed_is_open_unless_it_says_why(string justification, object expected)
    {
        using var product = TestProduct.Fraud();
        product.WithFindings(Project, new CodeFinding("MLG7006", "src/Train.cs", 12, true, justification));

        var verdict = product.Decide(GateMode.Enforce, ci: true);

        Assert.Equal(expected, verdict.Rows.Single(row => row.Rule == Row).State);
        Assert.Contains("MLG7006", verdict.Rows.Single(row => row.Rule == Row).Reason);
        Assert.Contains("MLG7006", JsonReport.Write(verdict));
    }

    public static TheoryData<string, string> Blind => new()
    {
        { "no log", "the compiler left no log of its findings" },
        { "another build", "the compiler's log is of another build" },
        { "analyzers off", "the build skips analyzers" },
        { "damaged", "the compiler left no log of its findings" },
        { "another language", "MlGuard's rules read C# alone" },
    };

    [Theory]
    [MemberData(nameof(Blind))]
    public void A_project_whose_findings_nobody_has_seen_is_unseen(string way, string says)
    {
        using var product = TestProduct.Fraud();
        _ = way switch
        {
            "no log" => product.WithoutLog(Project),
            "another build" => product.Logged(Project, log => log with { Mvid = Guid.NewGuid().ToString() }),
            "analyzers off" => product.Logged(Project, log => log with { Fault = "the build skips analyzers" }),
            "damaged" => product.Write($"obj/{Project}{CodeFindings.Ending}", "mlguard-code\t1\na\tx"),
            _ => product.WithFacts("Reports", CompiledFacts.Of(SampleCode.Training) with { Project = "src/Reports/Reports.fsproj" }),
        };

        var verdict = product.Decide(GateMode.Enforce, ci: true);

        Assert.Null(verdict.EarnedStage);
        Assert.Contains(says, verdict.Rows.Single(row => row.Rule == Row).Reason);
        Assert.Contains("; unseen: src/", TerminalReport.Write(verdict));
        // No build of it makes a log that the rules do not write.
        Assert.Equal(
            way == "another language",
            verdict.Findings.Any(finding => finding.Message.Contains("by hand, and waive the project", StringComparison.Ordinal)));
    }

    /// <summary>A rule that is off finds nothing, which is not the same as nothing being there.</summary>
    [Theory]
    [InlineData("MLG7006", null)]
    [InlineData("MLG1001", "mvp")]
    public void A_rule_that_is_switched_off_counts_as_open(string rule, string? earned)
    {
        using var product = GrowthProduct.Create();
        product.Logged(Project, log => log with { SwitchedOff = [rule] });

        var verdict = product.Decide(GateMode.Enforce, ci: true);

        Assert.Equal(earned, verdict.EarnedStage);
        Assert.Contains($"{rule} is switched off", verdict.Rows.Single(row => row.Rule == Row).Reason);
    }

    /// <summary>A fallback that is there and hides the failure is not called missing.</summary>
    [Theory]
    [InlineData("", "fallback no finding")]
    [InlineData("MLG5001", "fallback missing 1")]
    [InlineData("MLG5002", "fallback with 1 catch that tells nobody of the failure (MLG5002)")]
    [InlineData("MLG5001 MLG5002 MLG5002", "fallback missing 1 and 2 catches that tell nobody of the failure (MLG5002)")]
    public void The_practices_say_what_is_wrong_with_a_fallback(string rules, string says)
    {
        using var product = GrowthProduct.Create();
        product.WithFindings(
            "Fraud.Serving",
            [
                .. rules.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    .Select((rule, line) => new CodeFinding(rule, "src/Serve.cs", line + 1, false, "")),
            ]);

        var line = MlGuard.Lifecycle.Writers.Reports.StandingLines.Of(product.Decide())
            .Single(line => line.StartsWith("practices", StringComparison.Ordinal));

        Assert.Contains($" · {says} · ", line);
    }

    [Fact]
    public void A_waiver_of_one_project_covers_no_other_and_is_named()
    {
        using var product = TestProduct.Fraud(text => text
            + $"waivers: [{{ rule: {Row}, scope: src/Other/Other.csproj, owner: lea, approved: ines, reason: r, expires: 2027-03-31 }}]\n");
        product.WithoutLog(Project);

        Assert.Equal(RowState.Failed, product.Row(Row, ci: true).State);
    }

    [Fact]
    public void The_compilers_log_is_read_in_both_versions_that_compilers_write()
    {
        var second = CompilerLog.Read(Encoding.UTF8.GetBytes("""
            { "runs": [{ "tool": { "driver": { "rules": [
                { "id": "MLG1001", "properties": { "isEverSuppressed": "true", "suppressionKinds": ["external"] } },
                { "id": "CA1000", "properties": { "suppressionKinds": ["external"] } }, { "id": "MLG7006" }] } },
              "results": [
                { "ruleId": "MLG7006", "suppressions": [{ "kind": "inSource", "justification": "ours" }],
                  "locations": [{ "physicalLocation":
                    { "artifactLocation": { "uri": "file:///p/a%20b.cs" }, "region": { "startLine": 7 } } }] },
                { "ruleId": "CA1000" }] }] }
            """), path => path).Value!;
        var first = CompilerLog.Read(Encoding.UTF8.GetBytes("""
            { "runs": [{ "results": [{ "ruleId": "MLG7006", "suppressionStates": ["suppressedInSource"],
              "locations": [{ "resultFile": { "uri": "file:///p/c.cs", "region": { "startLine": 3 } } }] }] }] }
            """), path => path).Value!;

        Assert.Equal(["MLG1001"], second.SwitchedOff);
        Assert.Equal(new CodeFinding("MLG7006", "/p/a b.cs", 7, true, "ours"), Assert.Single(second.Findings));
        Assert.True(second.HasRun);
        Assert.Equal(new CodeFinding("MLG7006", "/p/c.cs", 3, true, ""), Assert.Single(first.Findings));
        Assert.True(Assert.Single(first.Findings).IsOpen);
        Assert.Null(first.HasRun);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{ "runs": 1 }""")]
    public void A_log_that_is_none_is_a_fault(string text) =>
        Assert.NotNull(CompilerLog.Read(Encoding.UTF8.GetBytes(text), path => path).Fault);

    [Fact]
    public void Findings_are_read_as_they_were_written()
    {
        var findings = new CodeFindings("m", "", [new("MLG7006", "a\tb.cs", 7, true, "because\nso")], ["MLG1001"]);
        var read = CodeFindings.Read(findings.Write())!;

        Assert.Equal(findings.Findings, read.Findings);
        Assert.Equal(findings.SwitchedOff, read.SwitchedOff);
        Assert.Null(CodeFindings.Read(findings.Write()[..^8]));
    }
}
