using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Tests.Products;

namespace MlGuard.Lifecycle.Tests.Adversary;

/// <summary>Evidence that looks right and shows nothing.</summary>
public sealed class EvidenceTests
{
    public static TheoryData<string, string> Runs => new()
    {
        { "<ResultSummary outcome=\"Failed\" />", "the run ended as 'Failed'" },
        { "<ResultSummary outcome=\"Aborted\" />", "the run ended as 'Aborted'" },
        { "<ResultSummary outcome=\"Timeout\" />", "the run ended as 'Timeout'" },
        { "<ResultSummary outcome=\"Completed\"><Counters failed=\"3\" /></ResultSummary>", "it counts 'failed' as 3" },
        { "<ResultSummary outcome=\"Completed\"><Counters total=\"9\" error=\"1\" /></ResultSummary>", "it counts 'error' as 1" },
        { "<ResultSummary><Counters aborted=\"2\" /></ResultSummary>", "it counts 'aborted' as 2" },
        { "<Times finish=\"2019-05-05T10:00:00Z\" />", "days ago (limit 180)" },
        { "<Times finish=\"2031-05-05T10:00:00Z\" />", "which lies ahead" },
    };

    [Theory]
    [MemberData(nameof(Runs))]
    public void Results_of_a_run_that_failed_or_is_old_are_none(string part, string says)
    {
        using var product = GrowthProduct.Create();
        product.Write(
            "artifacts/tests.trx",
            GrowthProduct.Trx(GrowthCode.Tests).Replace("</TestRun>", part + "</TestRun>", StringComparison.Ordinal));

        var row = product.Row("docs/tests/results", ci: true);

        Assert.True(row.State is RowState.Failed or RowState.Broken, row.Reason);
        Assert.Contains(says, row.Reason);
    }

    [Fact]
    public void A_run_that_completed_is_fine()
    {
        using var product = GrowthProduct.Create();
        product.Write("artifacts/tests.trx", GrowthProduct.Trx(GrowthCode.Tests).Replace(
            "</TestRun>",
            "<Times finish=\"2026-11-20T10:00:00Z\" /><ResultSummary outcome=\"Completed\"><Counters failed=\"0\" error=\"0\" />"
                + "</ResultSummary></TestRun>",
            StringComparison.Ordinal));

        Assert.Equal(RowState.Proven, product.Row("docs/tests/results", ci: true).State);
    }

    [Theory]
    [InlineData("\"recallAt1pctFpr\": 0.1, \"recallAt1pctFpr\": 0.99", "names 'recallAt1pctFpr' twice")]
    [InlineData("\"recallAt1pctFpr\": 0.99, \"more\": { \"a\": 1, \"a\": 2 }", "names 'a' twice")]
    public void A_name_that_stands_twice_makes_evidence_unusable(string members, string says)
    {
        using var product = GrowthProduct.Create();
        product.Write("artifacts/eval/metrics.json", GrowthProduct.Evidence(members));

        var row = product.Row("training/quality");

        Assert.Equal(RowState.Broken, row.State);
        Assert.Contains(says, row.Reason);
    }

    /// <summary>A model that is still to be trained is none, and evaluating anew would not help.</summary>
    [Theory]
    [InlineData("2026-11-24", RowState.Failed)]
    [InlineData("2026-11-23", RowState.Proven)]
    [InlineData("2026-11-10", RowState.Proven)]
    public void A_training_that_lies_ahead_has_made_no_model(string day, object expected)
    {
        using var product = GrowthProduct.Create(text => LaterRowTests.Replaced(text, "trained: 2026-11-09", $"trained: {day}"));

        var (artifact, age) = (product.Row("training/artifact"), product.Row("monitoring/modelAge"));
        var quality = product.Row("training/quality");

        Assert.Equal(expected, artifact.State);
        Assert.Equal(artifact.State == RowState.Failed, artifact.Reason.Contains("lies ahead"));
        Assert.Equal(artifact.State == RowState.Failed, age.State == RowState.Pending);
        Assert.Equal(day == "2026-11-10", quality.State == RowState.Proven);
        Assert.Equal(day == "2026-11-23", quality.Reason.Contains("before the model was trained"));
        Assert.Equal(day == "2026-11-24", quality.Reason.Contains("'training.artifact.trained' is 2026-11-24, which lies ahead"));
    }

    /// <summary>A number of another model, or of a day before this one was made, tells nothing of this one.</summary>
    [Theory]
    [InlineData("2026-11-10", true, RowState.Proven)]
    [InlineData("2026-11-10", false, RowState.Broken)]
    [InlineData("2026-11-01", true, RowState.Broken)]
    public void What_is_compared_was_measured_on_the_declared_model(string day, bool isOwn, object expected)
    {
        using var product = GrowthProduct.Create();
        var path = product.PathOf("artifacts/eval/metrics.json");
        product.Write(
            "artifacts/eval/metrics.json",
            File.ReadAllText(path).Replace("2026-11-10", day, StringComparison.Ordinal)
                .Replace(GrowthProduct.ModelHash, isOwn ? GrowthProduct.ModelHash : new string('a', 64), StringComparison.Ordinal));

        Assert.All(
            new[] { "training/quality", "training/quality/beats", "discovery/mlNeeded/result" },
            id => Assert.True(Equals(product.Row(id).State, expected), $"{id} {product.Row(id).State}: {product.Row(id).Reason}"));
    }

    [Theory]
    [InlineData("\"createdUtc\": \"2026-11-10T08:00:00Z\", ", "")]
    [InlineData("2026-11-10T08:00:00Z", "a while ago")]
    [InlineData("2026-11-10T08:00:00Z", "")]
    public void A_metric_that_does_not_say_when_it_was_measured_is_bound_to_no_model(string from, string to)
    {
        using var product = GrowthProduct.Create();
        product.Write(
            "artifacts/eval/metrics.json",
            LaterRowTests.Replaced(
                GrowthProduct.Evidence("\"recallAt1pctFpr\": 0.66, \"baseline\": { \"recallAt1pctFpr\": 0.41 }"), from, to));

        var row = product.Row("training/quality");

        Assert.Equal(RowState.Broken, row.State);
        Assert.Contains("'createdUtc'", row.Reason);
    }

    [Theory]
    [InlineData("{ min: 0.62, from: artifacts/eval/m", "{ min: 0, from: artifacts/eval/m", "training/quality", "passes any model")]
    [InlineData("{ min: 0.62, from: artifacts/eval/m", "{ min: 0%, from: artifacts/eval/m", "training/quality", "passes any model")]
    [InlineData("{ min: 0.62, from: artifacts/eval/m", "{ min: -1, from: artifacts/eval/m", "training/quality", "passes any model")]
    [InlineData("{ min: 0.62, from: artifacts/eval/m", "{ max: 1000000, from: artifacts/eval/m", "training/quality", "any model passes")]
    [InlineData("customer-age], min: 0.55", "customer-age], min: 0", "training/slices", "always fails")]
    [InlineData("xml, min: 70%", "xml, min: 0%", "docs/tests/coverage", "without a test")]
    public void A_bound_that_nothing_misses_is_none(string from, string to, string rule, string says)
    {
        using var product = GrowthProduct.Create(text => LaterRowTests.Replaced(text, from, to));

        var row = product.Row(rule);

        Assert.Equal(RowState.Failed, row.State);
        Assert.Contains(says, row.Reason);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Fraud")]
    [InlineData("--------------------------------")]
    public void A_text_that_nobody_sees_says_nothing(string seen)
    {
        var problem = seen.PadRight(40, '\u200B');
        using var product = TestProduct.Fraud(text => LaterRowTests.Replaced(
            text, "problem: Card-not-present fraud costs 6.1M EUR/year and our rules catch 41% of it.", $"problem: \"{problem}\""));

        Assert.NotEqual("mvp", product.Decide(GateMode.Enforce).EarnedStage);
    }

    [Fact]
    public void One_word_ninety_times_is_no_document()
    {
        using var product = GrowthProduct.Create();
        var words = string.Join(" ", Enumerable.Repeat("payments", 90));
        product.Write("docs/discovery/gain.md", $"# One\n\n{words}\n\n## Two\n\n{words}\n");

        var row = product.Row("discovery/gain/basis");

        Assert.Equal(RowState.Failed, row.State);
        Assert.True(row.Reason.Contains("repeats 1 words", StringComparison.Ordinal), row.Reason);
    }

    [Theory]
    [InlineData("docs/privacy/dpia.pdf", new byte[] { 0, 0, 0, 0 })]
    [InlineData("docs/privacy/dpia.pdf", new byte[] { 0x25, 0x50, 0x44, 0x46, 0x2D })]
    [InlineData("docs/privacy/dpia.docx", new byte[] { 0x25, 0x50, 0x44, 0x46, 0x2D })]
    [InlineData("docs/privacy/dpia.zip", new byte[] { 0x50, 0x4B, 0x03, 0x04 })]
    public void A_document_is_what_its_ending_says(string path, byte[] begin)
    {
        using var product = GrowthProduct.Create(text => LaterRowTests.Replaced(text, "docs/privacy/dpia.md", path));
        product.Write(path, [.. begin, .. new byte[4096]]);

        Assert.Contains("no document of the kind that its ending says", product.Row("pipelines/regulation/gdpr").Reason);
    }

    [Fact]
    public void A_capital_letter_makes_no_second_person()
    {
        using var product = GrowthProduct.Create(
            text => LaterRowTests.Replaced(text, "owner: lea, approved: ines", "owner: lea, approved: Lea"));

        Assert.Contains(product.Decide().Findings, finding => finding.Message.Contains("its owner approved it alone"));
    }
}
