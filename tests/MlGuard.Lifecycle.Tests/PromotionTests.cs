using System.Text;
using System.Text.RegularExpressions;
using MlGuard.Catalogue;
using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Decisions;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Requirements;
using MlGuard.Lifecycle.Writers.Promotion;
using MlGuard.Lifecycle.Tests.Products;

namespace MlGuard.Lifecycle.Tests;

/// <summary>A promotion adds what the next stage asks for, changes nothing that is said, and says what it cannot do.</summary>
public sealed class PromotionTests
{
    private const string Start = "mlguard: v1\nstage: mvp\n";

    private static readonly string[] s_stages = ["mvp", "growth", "maturity"];

    [Fact]
    public void The_first_example_grows_into_the_sections_of_growth()
    {
        var grown = Bare(Promoted(TestProduct.Example("mvp"), "growth"));

        Assert.Contains("\nstage: mvp\ntarget: growth\n", grown);
        Assert.Contains("\n  gain:\n    amount: 2.4M EUR/year\n    basis: TODO\n", grown);
        Assert.Contains(
            "\n  mlNeeded:\n    baseline: rules-engine v3\n    why: Fraud patterns change weekly; 312 rules cannot follow.\n    result: TODO\n",
            grown);
        Assert.Contains(
            "\ndata:\n  sources:\n  - name: transactions\n    owner: data-eng\n    quality: good\n    personal: pseudonymised\n"
                + "    kind: TODO\n",
            grown);
        Assert.Contains("\nmonitoring:\n  - watch: TODO\n    every: TODO\n    owner: TODO\n    max: TODO\n    plan: TODO\n    runbook: TODO\n", grown);
        Assert.Contains("\nstrategy:\n  northStar:\n    metric: TODO\n    now: TODO\n    target: TODO\n    by: TODO\n", grown);
        Assert.Contains("\n      min: 0.50\n      beats: [TODO]\n", grown);
        Assert.DoesNotContain(grown.Split('\n'), line => line.Length > 140);
        string[] sections =
        [
            "discovery", "data", "stages", "priority", "architecture", "strategy", "tactics", "pipelines", "training", "serving", "rollout",
            "monitoring", "docs", "iterate", "governance",
        ];
        Assert.Equal(sections.ToList(), [.. sections.OrderBy(section => grown.IndexOf($"\n{section}:", StringComparison.Ordinal))]);
        Assert.All(sections, section => Assert.Contains($"\n{section}:", grown));
    }

    /// <summary>No number stands for two decisions, whoever wrote the first.</summary>
    [Theory]
    [InlineData("", "docs/adr/0001-growth.md")]
    [InlineData("docs/adr/0001-use-fasttree.md", "docs/adr/0002-growth.md")]
    [InlineData("docs/adr/0001-use-fasttree.md|docs/adr/0007-feeds.md", "docs/adr/0008-growth.md")]
    [InlineData("docs/adr/0004-feeds.md", "docs/adr/0001-growth.md")]
    [InlineData("docs/0001-feeds.md", "docs/adr/0001-growth.md")]
    public void A_record_of_a_decision_takes_a_number_that_is_free(string there, string expected)
    {
        using var product = TestProduct.Fraud();
        foreach (var path in there.Split('|', StringSplitOptions.RemoveEmptyEntries))
            product.Write(path, Documents.Decision);

        var result = MlGuard.Lifecycle.Api.StagePromotion.Run(product.Manifest, "growth");

        Assert.Contains(expected, result.Templates.Select(template => template.Path));
        Assert.Contains($"record: {expected}", Encoding.UTF8.GetString(result.Content!));
    }

    [Fact]
    public void Two_records_of_one_promotion_take_two_numbers()
    {
        using var product = TestProduct.Fraud();
        product.Write("docs/adr/0001-use-fasttree.md", Documents.Decision).Write("docs/adr/0002-feeds.md", Documents.Decision);

        var paths = MlGuard.Lifecycle.Api.StagePromotion.Run(product.Manifest, "maturity").Templates.Select(template => template.Path);

        Assert.Equal(
            ["docs/adr/0003-growth.md", "docs/adr/0004-maturity.md"],
            paths.Where(path => path.StartsWith("docs/adr/", StringComparison.Ordinal)).Order());
    }

    [Theory]
    [InlineData("mvp", "growth")]
    [InlineData("mvp", "maturity")]
    [InlineData("growth", "maturity")]
    public void Everything_that_the_stage_asks_for_stands_in_it_and_is_a_gap_until_answered(string example, string stage)
    {
        var text = TestProduct.Example(example);
        var grown = Promoted(text, stage);
        var (before, after) = (Read(text), Read(grown));

        Assert.True(Values.Of(after).SetEquals(Values.Of(before)));
        var target = Enum.Parse<Stage>(stage, ignoreCase: true);
        var gaps = StageKeys.Gaps(after, target);
        Assert.NotEmpty(gaps);
        Assert.Equal(StageKeys.Gaps(before, target), gaps);
        foreach (var row in RequirementTable.All.Where(row => row.BindsFrom <= target && row.When.Applies(before)))
            foreach (var field in RowExample.Fields(row).Where(field => !field.IsOptional && !field.Path.Contains('<')))
                Assert.All(after.Find(field.Path), entry => Assert.NotNull(entry.Value));
    }

    /// <summary>
    /// The plan of the promoted example is what the unpromoted one would miss at that stage, and it costs the stage of today nothing.
    /// </summary>
    [Fact]
    public void The_gate_shows_what_was_added_as_a_plan_and_fails_nothing()
    {
        using var asked = TestProduct.Fraud(text => text.Replace("stage: mvp", "stage: growth"));
        using var promoted = TestProduct.Fraud(text => Promoted(text, "growth"));

        var (claimed, aimed) = (asked.Decide(), promoted.Decide());

        Assert.Equal(("mvp", "mvp", "growth"), (aimed.DeclaredStage, aimed.EarnedStage, aimed.Target));
        Assert.Equal(0, aimed.ExitCode);
        Assert.All(aimed.Findings, finding => Assert.Equal(FindingSeverity.Message, finding.Severity));
        Assert.Equal(
            claimed.Rows.Where(row => row.Binds && row.IsOpen && row.Rule is not "stage").Select(row => row.Rule), aimed.Plan);
        Assert.Contains($"target growth, {aimed.Plan.Length} of ", aimed.Report);
        Assert.All(
            promoted.Check(ci: true).Findings, finding => Assert.Equal(FindingSeverity.Message, finding.Severity));
    }

    [Fact]
    public void A_row_says_once_what_it_misses()
    {
        using var product = TestProduct.Fraud(text => Promoted(text, "growth").Replace("stage: mvp\ntarget: growth", "stage: growth"));

        var messages = product.Check().Findings.Select(finding => finding.Message).ToList();

        Assert.Equal(messages.Count, messages.Select(message => message.Split(':')[0]).Distinct().Count());
    }

    [Fact]
    public void In_two_steps_it_comes_to_maturity()
    {
        var twice = Bare(Promoted(Promoted(TestProduct.Example("mvp"), "growth"), "maturity"));

        Assert.Contains("\nstage: mvp\ntarget: maturity\n", twice);
        Assert.Contains("\n  maturity:\n    signoff:\n      tech-lead: TODO\n      product: TODO\n      budget: TODO\n", twice);
        Assert.Contains("availability: TODO", twice);
        Assert.Equal(Values.Of(Read(TestProduct.Example("mvp"))).Order(), Values.Of(Read(twice)).Order());
    }

    [Fact]
    public void Every_remark_of_the_sample_stays_when_it_comes_to_maturity()
    {
        var text = File.ReadAllText(GeneratedFile.PathOf("samples/FraudDetection/mlguard.yaml"));

        var grown = Promoted(text, "maturity");

        Assert.All(
            text.Split('\n').Where(line => line.Contains('#')).Select(line => line[line.IndexOf('#')..]),
            remark => Assert.Contains(remark, grown));
        Assert.True(Values.Of(Read(grown)).SetEquals(Values.Of(Read(text))));
    }

    [Theory]
    [InlineData("mvp", "mvp")]
    [InlineData("mvp", "growth")]
    [InlineData("growth", "maturity")]
    public void A_second_promotion_changes_nothing(string example, string stage)
    {
        using var product = new TestProduct(TestProduct.Example(example));
        Promote(product, stage);

        var again = StagePromotion.Run(product.Manifest, stage);

        Assert.Empty(again.Findings);
        Assert.Null(again.Content);
        Assert.Contains("Nothing had to be added", again.Message);
    }

    /// <summary>Short forms, empty and open places, in brackets and on lines; each shown in full.</summary>
    [Theory]
    [InlineData("discovery:\n  market: 4.2M cardholders # many\n", "\n  market:\n    size: 4.2M cardholders # many\n    source: TODO\n")]
    [InlineData("discovery:\n  market: \"4.2M cardholders\"\n", "\n  market:\n    size: \"4.2M cardholders\"\n    source: TODO\n")]
    [InlineData("discovery: { gain: 1 EUR/year }\n", "\n  gain:\n    amount: 1 EUR/year\n    basis: TODO\n  feasible:\n")]
    [InlineData("discovery:\n  gain: 1,000 EUR/year # a comma\n", "\n  gain:\n    amount: 1,000 EUR/year # a comma\n    basis: TODO\n")]
    [InlineData("discovery:\n  gain:\n", "\n  gain:\n    amount: TODO\n    basis: TODO\n")]
    [InlineData("discovery:\n  gain: TODO\n", "\n  gain:\n    amount: TODO\n    basis: TODO\n")]
    [InlineData("data:\n  - name: a\n    owner: b\n", "\ndata:\n  sources:\n  - name: a\n    owner: b\n")]
    [InlineData("data:\n- name: a\n\n  # why\n  owner: b\n", "\ndata:\n  sources:\n  - name: a\n\n    # why\n    owner: b\n")]
    [InlineData("data: # all\n  - { name: a, owner: b }\n", "\ndata: # all\n  sources:\n  - name: a\n    owner: b\n    quality: TODO\n")]
    [InlineData("data:\n  sources: []\n", "\n  sources:\n    - name: TODO\n      owner: TODO\n")]
    [InlineData("strategy: # soon\npriority: {}\n", "\nstrategy: # soon\n  northStar:\n    metric: TODO\n")]
    [InlineData("strategy: TODO # soon\n", "\n  northStar:\n    metric: TODO\n")]
    [InlineData("priority: {}\n", "\npriority: { cost: TODO, complexity: TODO, gain: TODO, confidence: TODO }\n")]
    [InlineData(
        "priority: { cost: 1 EUR, }\n", "\npriority:\n  cost: 1 EUR\n  complexity: TODO\n  gain: TODO\n  confidence: TODO\n")]
    [InlineData("priority: {\n  cost: 1 EUR # all\n}\n", "\n  cost: 1 EUR, complexity: TODO, gain: TODO, confidence: TODO # all\n}\n")]
    [InlineData("monitoring: TODO # soon\n", "\nmonitoring: # soon\n  - watch: TODO\n    every: TODO\n    owner: TODO\n")]
    [InlineData("monitoring: TODO\n", "\nmonitoring:\n  - watch: TODO\n    every: TODO\n    owner: TODO\n")]
    [InlineData("monitoring: [TODO]\n", "\nmonitoring:\n  - watch: TODO\n    every: TODO\n    owner: TODO\n")]
    [InlineData(
        "monitoring:\n  - watch: errors # ours\n    every: 1min\n",
        "\n  - watch: errors # ours\n    every: 1min\n    owner: TODO\n    max: TODO\n    plan: TODO\n    runbook: TODO\n")]
    [InlineData(
        "monitoring:\n  - watch: errors # ours\n    every: 1min\n    min: 0.1\n",
        "\n    min: 0.1\n    plan: TODO\n    runbook: TODO\n")]
    [InlineData("strategy:\n  budget:\n    total: 1 EUR\n", "\n    total: 1 EUR\n    people: TODO\n")]
    [InlineData("strategy:\n  budget: { total: 1 EUR, data: 1 EUR }\n", "\n  budget: { total: 1 EUR, data: 1 EUR }\n")]
    [InlineData("pipelines:\n  buy: none\n", "\n  buy: none\n  featureStore:\n    decision: TODO\n")]
    [InlineData("architecture:\n  technical:\n    queues: none\n", "\n    databases: [TODO]\n")]
    [InlineData(
        "discovery:\n  problem: |\n    Fraud costs us very much,\n    more every year.\n  gain: 1 EUR/year\n",
        "\n    more every year.\n  market:\n    size: TODO\n    source: TODO\n")]
    [InlineData(
        "discovery:\n  problem: >\n    Fraud costs us very much,\n    more every year.\n",
        "\n    more every year.\n  market:\n    size: TODO\n    source: TODO\n")]
    public void What_stands_there_stays_and_grows_in_place(string section, string expected)
    {
        var grown = Bare(Promoted(Start + section, "growth"));

        Assert.Contains(expected, grown);
        Assert.Equal(Values.Of(Read(Start + section)).Order(), Values.Of(Read(grown)).Order());
    }

    /// <summary>A key before which none of its map stands goes where the lifecycle has it.</summary>
    [Theory]
    [InlineData(
        "discovery:\n  gain: 1 EUR/year\n",
        "\ndiscovery:\n  problem: TODO\n  market:\n    size: TODO\n    source: TODO\n  solution:\n    task: TODO\n    approach: TODO\n"
            + "  mlNeeded:\n    baseline: TODO\n    why: TODO\n    result: TODO\n  gain:")]
    [InlineData("discovery:\n  # in euros\n  gain: 1 EUR/year\n", "    why: TODO\n    result: TODO\n  # in euros\n  gain:")]
    [InlineData(
        "tactics:\n  - due: 2026-11-13\n    issue: A-1\n",
        "\ntactics:\n  - what: TODO\n    who: TODO\n    due: 2026-11-13\n    issue: A-1\n")]
    [InlineData("monitoring:\n- every: 1min\n", "\nmonitoring:\n- watch: TODO\n  every: 1min\n  owner: TODO\n")]
    [InlineData("architecture:\n  technical: # built\n    mode: realtime\n", "\narchitecture:\n  business:\n    requests: TODO\n")]
    public void What_comes_first_is_added_first(string section, string expected)
    {
        var grown = Bare(Promoted(Start + section, "growth"));

        Assert.Contains(expected, grown);
        Assert.Equal(Values.Of(Read(Start + section)).Order(), Values.Of(Read(grown)).Order());
    }

    /// <summary>A list that has begun grows by what it lacks, and by nothing that it holds.</summary>
    [Theory]
    [InlineData("monitoring:\n  - watch: servers\n    every: 1min\n")]
    [InlineData("monitoring:\n- watch: servers\n  every: 1min\n")]
    [InlineData("monitoring:\n  - { watch: servers, every: 1min }\n")]
    [InlineData("monitoring: [{ watch: servers, every: 1min }]\n")]
    [InlineData("monitoring:\n  - { watch: servers, metric: latencyP99, max: 80ms, every: 1min, owner: mlops, plan: page, runbook: docs/runbook.md#down }\n")]
    [InlineData("monitoring:\n  - { watch: servers, every: 1min } # down\n  - watch: TODO\n")]
    public void A_list_that_has_begun_is_completed(string section)
    {
        var made = PromotedText.Of($"mlguard: v1\nstage: mvp\n{section}", Stage.Growth);

        Assert.True(made.Text is not null, string.Join(", ", made.Faults));
        var watched = Read(made.Text).Find("monitoring[].watch");
        Assert.Equal(["servers"], watched.Select(entry => entry.Text).OfType<string>());
        Assert.Equal(5, watched.Length);
        Assert.DoesNotContain("for example servers", made.Text);
        Assert.Contains("for example model-age", made.Text);
        Assert.Equal(made.Text, PromotedText.Of(made.Text, Stage.Growth).Text);
    }

    [Theory]
    [InlineData("mlguard: v1\n", "mvp", "\nstage: mvp\ntarget: growth\n")]
    [InlineData("mlguard: v1\nstage:\n", "mvp", "\nstage: mvp\ntarget: growth\n")]
    [InlineData("mlguard: v1\nstage: TODO # which?\n", "mvp", "\nstage: mvp # which?\ntarget: growth\n")]
    [InlineData("mlguard: v1\nstage: \"mvp\" # ours\n", "mvp", "\nstage: \"mvp\" # ours\ntarget: growth\n")]
    [InlineData("{ mlguard: v1, stage: mvp }", "mvp", "stage: mvp, target: growth")]
    [InlineData("{ mlguard: v1 }", "mvp", "stage: mvp, target: growth")]
    [InlineData("mlguard: v1\nstage: mvp\ntarget: maturity # soon\n", "mvp", "\ntarget: growth # soon\n")]
    public void The_target_is_set_however_the_stage_stands(string text, string stage, string expected)
    {
        var grown = Promoted(text, "growth");

        Assert.Contains(expected, Bare(grown));
        Assert.Equal((stage, "growth"), (Read(grown).Text("stage"), Read(grown).Text("target")));
    }

    [Theory]
    [InlineData("mlguard: v1\nstage: mvp # ours\ntarget: growth  # soon\nproject: a\n", "mlguard: v1\nstage: growth # ours\nproject: a\n")]
    [InlineData("mlguard: v1\nstage: mvp\ntarget: maturity\n", "mlguard: v1\nstage: growth\ntarget: maturity\n")]
    [InlineData("mlguard: v1\nstage: \"mvp\"", "mlguard: v1\nstage: growth")]
    public void A_claim_sets_the_stage_and_takes_out_the_target_that_it_reaches(string text, string expected) =>
        Assert.Equal(expected, StageClaim.In(text, Stage.Growth));

    /// <summary>A remark that shows what nobody may write would be worse than none.</summary>
    [Fact]
    public void Each_answer_that_is_left_open_says_what_may_stand_there()
    {
        var grown = Promoted(TestProduct.Example("mvp"), "growth");

        Assert.All(grown.Split('\n').Where(line => line.Contains("TODO")), line => Assert.Contains("for example ", line));
        Assert.Contains("\n    steps: [TODO]  # a list: a percentage; for example [1%, 10%, 100%]\n", grown);
        Assert.Contains(
            "\n    decision: TODO  # one of invest, repeat, stop; for example invest\n",
            grown);
        Assert.Contains("\n  headcount: TODO  # a map, for example { ml-engineer: 3 }\n", grown);
    }

    [Fact]
    public void Line_ends_and_the_missing_last_one_are_kept()
    {
        var text = TestProduct.Example("mvp").TrimEnd().Replace("\n", "\r\n");

        var grown = Promoted(text, "growth");

        Assert.Equal(Promoted(TestProduct.Example("mvp").TrimEnd(), "growth").Replace("\n", "\r\n"), grown);
        Assert.DoesNotContain('\n', grown.Replace("\r\n", ""));
        Assert.False(grown.EndsWith('\n'));
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    public void The_encoding_and_its_mark_are_kept(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        using var product = new TestProduct("");
        product.Write("mlguard.yaml", [.. encoding.GetPreamble(), .. encoding.GetBytes(TestProduct.Example("mvp"))]);

        var content = StagePromotion.Run(product.Manifest, "growth").Content!;

        Assert.True(content.AsSpan().StartsWith(encoding.GetPreamble()));
        using var plain = new TestProduct(TestProduct.Example("mvp"));
        Promote(plain, "growth");
        Assert.Equal(File.ReadAllText(plain.Manifest), encoding.GetString(content.AsSpan(encoding.GetPreamble().Length)));
    }

    [Fact]
    public void What_does_not_apply_is_left_out()
    {
        var hosted = Bare(Promoted(
            Start
                + "discovery: { solution: { task: text-generation, approach: hosted } }\narchitecture: { technical: { mode: batch } "
                    + "}\ndata: [{ name: a, owner: b, quality: good, personal: none }]\n",
            "growth"));

        Assert.Contains("\nmodels:\n  - name: TODO\n    license: TODO\n    source: TODO\n", hosted);
        Assert.Contains("\n  prompts:\n    - file: TODO\n      version: TODO\n      owner: TODO\n", hosted);
        Assert.Contains("\n  incidents:\n    plan: ", hosted);
        Assert.Contains("\n    owner: TODO\n", hosted[hosted.IndexOf("\n  incidents:", StringComparison.Ordinal)..]);
        Assert.DoesNotContain("  tools:", hosted);
        Assert.DoesNotContain("  run: TODO", hosted);
        Assert.DoesNotContain("latencyP99", hosted);
        Assert.DoesNotContain("gdpr", hosted);
        Assert.DoesNotContain("fairness", hosted);
        Assert.DoesNotContain("labels", hosted);
    }

    [Theory]
    [InlineData("", "growth", "MLG9001")]
    [InlineData("- a\n", "growth", "MLG9001")]
    [InlineData("mlguard: v1\nstage: mvp\nstage: mvp\n", "growth", "MLG9001")]
    [InlineData("mlguard: v1\npriority: { cost: a lot }\n", "growth", "MLG9003")]
    [InlineData("mlguard: v1\nprioirty: { cost: 1 EUR }\n", "growth", "MLG9002")]
    [InlineData("mlguard: v1\nstage: growth\n", "mvp", "MLG9003")]
    [InlineData("mlguard: v1\nstage: mvp\n", "", "MLG9003")]
    [InlineData("mlguard: v1\nstage: mvp\n", "production", "MLG9003")]
    [InlineData("mlguard: v1\nstage: mvp\n", "1", "MLG9003")]
    public void What_cannot_be_promoted_is_told_and_left_alone(string text, string stage, string code)
    {
        using var product = new TestProduct(text);

        var result = StagePromotion.Run(product.Manifest, stage);

        Assert.Null(result.Content);
        Assert.Empty(result.Message);
        Assert.Contains(result.Findings, finding => finding.Code == code
            && finding.Severity == FindingSeverity.Error
            && finding.Message.Length is >= 40 and <= 320);
    }

    /// <summary>A literal text that stands too far left to stand under a key of its own.</summary>
    [Fact]
    public void A_key_that_must_be_added_by_hand_is_named()
    {
        using var product = new TestProduct("mlguard: v1\nstage: mvp\ndiscovery:\n  solution: |-\n   regression\n");

        var result = StagePromotion.Run(product.Manifest, "growth");

        Assert.Null(result.Content);
        var finding = Assert.Single(result.Findings);
        Assert.StartsWith("discovery.solution: ", finding.Message, StringComparison.Ordinal);
        Assert.Equal(("MLG9003", 3), (finding.Code, finding.Line));
    }

    [Fact]
    public void A_manifest_that_would_outgrow_its_bounds_is_told_in_time()
    {
        var text = Start + "data:\n" + string.Concat(Enumerable.Range(0, 1_500).Select(i => $"- name: s{i}\n  owner: lea\n"));
        var watch = System.Diagnostics.Stopwatch.StartNew();

        var result = PromotedText.Of(text, Stage.Growth);

        Assert.Null(result.Text);
        Assert.Contains("could not be read again", Assert.Single(result.Faults).Message);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Without_a_manifest_there_is_a_finding()
    {
        using var product = new TestProduct(Start);
        File.Delete(product.Manifest);

        Assert.Equal("MLG9004", Assert.Single(StagePromotion.Run(product.Manifest, "growth").Findings).Code);
    }

    /// <summary>
    /// Real manifests with keys taken out, emptied, opened and laid out anew: all values stay, the result is read, and a second promotion
    /// has nothing to do.
    /// </summary>
    [Fact]
    public void No_manifest_loses_a_value()
    {
        var random = new Random(20261124);
        var promoted = 0;
        for (var round = 0; round < Trials.Of(90, 320); round++)
        {
            var text = GeneratedManifest.Of(TestProduct.Example(s_stages[round % s_stages.Length]), random);
            var stage = (Stage)(round / 3 % 3);
            var before = LoadedManifest.Of(text, new ProductFolder(Path.GetTempPath()));
            var result = PromotedText.Of(text, stage);
            Assert.True(result.Text is null != result.Faults.IsEmpty, text);
            if (result.Text is null)
            {
                Assert.True(
                    !before.Faults.IsEmpty || result.Faults[0].Message.StartsWith("stage:", StringComparison.Ordinal),
                    $"{result.Faults.FirstOrDefault()?.Message}\n{text}");
                continue;
            }

            promoted++;
            Assert.True(Values.Of(Read(result.Text)).SetEquals(Values.Of(before.Manifest!)), text);
            Assert.Equal(result.Text, PromotedText.Of(result.Text, stage).Text);
        }

        Assert.True(promoted > Trials.Of(15, 50), $"{promoted} promoted");
    }

    /// <summary>Layouts that no person chose: characters taken out, put in and exchanged. Either a finding, or all values kept.</summary>
    [Fact]
    public void A_damaged_layout_gives_a_finding_or_keeps_every_value()
    {
        const string Characters = "{}[],:-#|>'\"& \n\r\t!?TODO";
        var random = new Random(20261125);
        var promoted = 0;
        for (var round = 0; round < Trials.Of(600, 3_000); round++)
        {
            var text = new StringBuilder(TestProduct.Example(round % 2 == 0 ? "mvp" : "growth"));
            for (var edits = random.Next(1, 4); edits > 0; edits--)
            {
                var at = random.Next(text.Length);
                if (random.Next(2) == 0)
                    text.Remove(at, 1);
                text.Insert(at, Characters[random.Next(Characters.Length)]);
            }

            var damaged = text.ToString();
            var result = PromotedText.Of(damaged, Stage.Maturity);
            Assert.True(result.Text is null != result.Faults.IsEmpty, damaged);
            if (result.Text is null)
                continue;
            promoted++;
            Assert.True(Values.Of(Read(result.Text)).SetEquals(Values.Of(Read(damaged))), damaged);
        }

        Assert.True(promoted > Trials.Of(60, 300), $"{promoted} promoted");
    }

    /// <summary>What a build does with the result.</summary>
    private static PromotionResult Promote(TestProduct product, string stage)
    {
        var result = StagePromotion.Run(product.Manifest, stage);
        Assert.True(result.Findings.IsEmpty, result.Findings.FirstOrDefault()?.Message);
        product.Write("mlguard.yaml", result.Content ?? File.ReadAllBytes(product.Manifest));
        foreach (var template in result.Templates)
            product.Write(template.Path, template.Text);
        return result;
    }

    /// <summary>Without the remarks that a promotion writes.</summary>
    private static string Bare(string grown) => Regex.Replace(grown, "  # [^\r\n]*for example [^\r\n]*", "");

    private static ManifestDocument Read(string text)
    {
        var loaded = LoadedManifest.Of(text, new ProductFolder(Path.GetTempPath()));
        Assert.True(loaded.Faults.IsEmpty, $"{loaded.Faults.FirstOrDefault()?.Message}\n{text}");
        return loaded.Manifest!;
    }

    /// <summary>The text alone, every answer open.</summary>
    private static string Promoted(string manifest, string stage)
    {
        var promoted = PromotedText.Of(manifest, Enum.Parse<Stage>(stage, ignoreCase: true));
        Assert.True(promoted.Faults.IsEmpty, promoted.Faults.FirstOrDefault()?.Message);
        return promoted.Text!;
    }
}
