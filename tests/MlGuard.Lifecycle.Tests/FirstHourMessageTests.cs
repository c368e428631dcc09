using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Tests.Products;
using MlGuard.Lifecycle.Writers.Start;

namespace MlGuard.Lifecycle.Tests;

/// <summary>What a newcomer reads: all that is open at once, in words that fit.</summary>
public sealed class FirstHourMessageTests
{
    /// <summary>The row, what of the manifest is left out or open, and what the reason names.</summary>
    public static TheoryData<string, string, string, string> Gaps => new()
    {
        {
            "training/slices", @"  slices: \{[^\n]*\}", "  slices: { from: TODO, by: [TODO], min: TODO }",
            "from' 'training.slices.by[0]' min' placeholders"
        },
        {
            "training/slices", @"  slices: \{[^\n]*\}", "  slices: { from: TODO, by: TODO, min: TODO }", "from' by[]' min' placeholders"
        },
        { "training/slices", @"  slices: \{[^\n]*\}", "  slices: TODO", "from' by[]' min' placeholders" },
        { "rollout/canary", @"  canary: \{[^\n]*\}", "  canary: { steps: [1%, 100%] }", "window' guard.<metric>.min' are missing" },
        { "rollout/canary", @"  canary: \{[^\n]*\}", "  canary: TODO", "steps[]' window' guard.<metric>.min' placeholders" },
        {
            "rollout/abTest", @"  abTest: \{[^\n]*\}", "  abTest: { metric: fraudLossRate }",
            "minEffect' runs' stop.<metric>.max' are missing"
        },
        { "strategy/budget", @"  budget: \{[^\n]*\}", "  budget: TODO", "total' budget.<part>' placeholders" },
        { "docs/modelCard", @"limitations: \[[^\n]*\]", "limitations: TODO", "limitations[]' placeholder" },
        { "docs/modelCard", @", limitations: \[[^\n]*\]", "", "limitations[]' is missing" },
    };

    [Theory]
    [MemberData(nameof(Gaps))]
    public void All_that_is_open_is_named_at_once(string rule, string pattern, string put, string words)
    {
        using var product = GrowthProduct.Create(text =>
        {
            Assert.Matches(pattern, text);
            return System.Text.RegularExpressions.Regex.Replace(text, pattern, put);
        });

        var row = product.Row(rule, ci: true);

        Assert.Equal(RowState.Failed, row.State);
        Assert.All(words.Split(' '), word => Assert.Contains(word, row.Reason, StringComparison.Ordinal));
    }

    /// <summary>What every item of a list lacks is one key.</summary>
    [Fact]
    public void A_key_of_several_items_is_named_once()
    {
        using var product = GrowthProduct.Create(text => System.Text.RegularExpressions.Regex.Replace(
            text, @"  milestones:(\n    - [^\n]*)+", "  milestones: [{ name: TODO, due: TODO }, { name: TODO, due: TODO }]"));

        Assert.StartsWith(
            "'strategy.milestones[].name', 'strategy.milestones[].due' still hold placeholders",
            product.Row("strategy/milestones", ci: true).Reason);
    }

    /// <summary>A bound of the other kind is one, and is not asked for again.</summary>
    [Fact]
    public void What_is_answered_otherwise_is_not_named()
    {
        using var product = GrowthProduct.Create(text => System.Text.RegularExpressions.Regex.Replace(
            text, @"  canary: \{[^\n]*\}", "  canary: { steps: [1%, 100%], guard: { errors: { max: 1% } } }"));

        Assert.DoesNotContain("guard", product.Row("rollout/canary", ci: true).Reason);
    }

    [Theory]
    [InlineData("labels: { from: TODO, delay: 45d }", "'data.sources[0].labels.from' still holds a placeholder")]
    [InlineData("labels: { delay: 45d }", "no source says in 'labels' where the true answers come from")]
    public void Labels_are_asked_for_in_plain_words(string labels, string says)
    {
        using var product = GrowthProduct.Create(text => LaterRowTests.Replaced(text, "labels: { from: chargebacks, delay: 45d }", labels));

        Assert.Contains(says, product.Row("data/sources/labels", ci: true).Reason);
    }

    [Theory]
    [InlineData("watch: servers, metric: latencyP99, max: 80ms, every: 1min", "every: 2d", RowState.Failed)]
    [InlineData("watch: data-drift, metric: psi, max: 0.2, every: 1h", "every: 180d", RowState.Failed)]
    [InlineData("watch: data-drift, metric: psi, max: 0.2, every: 1h", "every: 31d", RowState.Proven)]
    public void A_monitor_that_hardly_looks_is_none(string monitor, string every, object expected)
    {
        using var product = GrowthProduct.Create(text => LaterRowTests.Replaced(
            text, monitor, monitor[..monitor.IndexOf("every", StringComparison.Ordinal)] + every));

        var row = product.Row("monitoring", ci: true);

        Assert.True(row.State == RowState.Failed == Equals(expected, RowState.Failed), $"{row.State}: {row.Reason}");
    }

    /// <summary>The columns of a featurizer count like those of a concatenation, also by the name of a property.</summary>
    [Theory]
    [InlineData("nameof(Ticket.Text)", RowState.Proven)]
    [InlineData("\"Body\"", RowState.Failed)]
    public void A_featurizer_reads_a_column(string column, object expected)
    {
        using var product = GrowthProduct.Create(
            text => text.Replace("schema: Fraud.Data.Transaction", "schema: Fraud.Data.Ticket"),
            code => LaterRowTests.Replaced(
                LaterRowTests.Replaced(
                    code, "public static class TransactionChecks",
                    "public sealed class Ticket : Answered { public string Text { get; set; } = \"\"; public float Amount { get; set; } "
                        + "public float AmountToUsual { get; set; } }\n"
                        + "public abstract class Answered { public bool Label { get; set; } }\npublic static class TransactionChecks"),
                "var pipeline = ", "_ = ml.Transforms.Text.FeaturizeText(\"Words\", "
                    + column.Replace("Ticket", "Fraud.Data.Ticket") + ");\nvar pipeline = "));

        var row = product.Row("data/sources/schema", ci: true);

        Assert.True(Equals(row.State, expected), $"{row.State}: {row.Reason}");
    }

    /// <summary>Each form that is taken is named: whoever follows the advice is right the first time.</summary>
    [Theory]
    [InlineData("int hour", true)]
    [InlineData("Fraud.Data.Transaction transaction", false)]
    [InlineData("float amount, float usual, IScorer scorer", false)]
    public void A_fallback_of_another_form_is_told_every_form_that_fits(string parameters, bool isTold)
    {
        using var product = GrowthProduct.Create(serving: code => code
            .Replace("Score(Fraud.Data.Transaction transaction) => transaction.AmountToUsual > 4 ? 1 : 0;", $"Score({parameters}) => Environment.TickCount > 4 ? 1 : 0;")
            .Replace("float.IsFinite(probability) ? probability : RulesFallback.Score(transaction)", "probability")
            .Replace("return RulesFallback.Score(transaction);", "throw;")
            .Replace("scorer.Score(transaction);", "Desk.Ask(amount, usual, scorer);") + """

                public static class Desk
                {
                    public static float Ask(float amount, float usual, IScorer scorer) =>
                        scorer.Score(Fraud.Data.ServingFeed.Read(amount, usual));
                }
                """);

        var row = product.Row("architecture/technical/fallback/symbol", ci: true);

        Assert.Equal(isTold, row.Reason.Contains("takes or gives something else"));
        Assert.True(isTold == row.Remedy.Contains("'Single Scorer.Score(Transaction)'"), row.Remedy);
        Assert.Equal(isTold, row.Remedy.Contains("'Single Desk.Ask(Single, Single, IScorer)'"));
    }

    /// <summary>Only what is read of the data is the source's: neither what a step makes of it nor what a mapping fills.</summary>
    [Theory]
    [InlineData("_ = ml.Transforms.Categorical.OneHotEncoding(\"Kind\", \"Amount\");", RowState.Proven, "covers the 3 columns")]
    [InlineData("_ = ml.Transforms.Concatenate(\"All\", \"Features\", \"Amount\");", RowState.Proven, "covers the 3 columns")]
    [InlineData("_ = ml.Transforms.NormalizeMinMax(\"Features\");", RowState.Proven, "covers the 3 columns")]
    [InlineData("_ = ml.Transforms.NormalizeMinMax(\"Amount\");", RowState.Proven, "covers the 3 columns")]
    [InlineData(
        "_ = ml.Transforms.CustomMapping<Fraud.Data.Transaction, Made>((row, made) => made.Log = MathF.Log(row.Amount), null)"
            + ".Append(ml.Transforms.Concatenate(\"All\", \"Log\", \"Amount\"));",
        RowState.Proven, "covers the 3 columns")]
    [InlineData("_ = ml.Transforms.Concatenate(\"All\", \"Log\", \"Amount\");", RowState.Failed, "the column 'Log'")]
    [InlineData(
        "_ = ml.Transforms.Categorical.OneHotEncoding(\"Kind\").Append(ml.Transforms.Concatenate(\"All\", \"Kind\"));",
        RowState.Declared, "the column 'Kind'")]
    [InlineData(
        "foreach (var from in new[] { \"Amount\" }) _ = ml.Transforms.Categorical.OneHotEncoding(\"Kind\", from)"
            + ".Append(ml.Transforms.Concatenate(\"All\", \"Kind\"));",
        RowState.Declared, "the column 'Kind'")]
    [InlineData("_ = ml.Transforms.CopyColumns(\"Kind\", \"Sort\");", RowState.Failed, "the column 'Sort'")]
    [InlineData("_ = ml.Regression.Trainers.Sdca(\"Price\");", RowState.Failed, "the column 'Price'")]
    [InlineData("_ = ml.Regression.Trainers.FastTree(\"Price\", numberOfTrees: 60);", RowState.Failed, "the column 'Price'")]
    [InlineData(
        "_ = ml.Regression.Trainers.Sdca(new Microsoft.ML.Trainers.SdcaRegressionTrainer.Options { LabelColumnName = \"Price\" });",
        RowState.Failed, "the column 'Price'")]
    [InlineData(
        "_ = ml.Transforms.CopyColumns(\"Price\", \"Amount\").Append(ml.Regression.Trainers.Sdca(\"Price\"));",
        RowState.Proven, "covers the 3 columns")]
    [InlineData("_ = ml.Clustering.Trainers.KMeans(\"Things\");", RowState.Proven, "covers the 3 columns")]
    public void A_column_that_the_training_makes_is_no_source(string step, object expected, string said)
    {
        using var product = GrowthProduct.Create(training: code => LaterRowTests.Replaced(
            LaterRowTests.Replaced(
                code, "public static class TrainPipeline",
                "public sealed class Made { public float Log { get; set; } }\npublic static class TrainPipeline"),
            "var pipeline = ", step + "\nvar pipeline = "));

        var row = product.Row("data/sources/schema", ci: true);

        Assert.True(Equals(row.State, expected), $"{row.State}: {row.Reason}");
        Assert.Contains(said, row.Reason);
    }

    [Fact]
    public void Help_of_a_command_is_its_help()
    {
        Assert.Equal(["promote", "--help"], MlGuard.Tool.Program.Meant(["help", "promote"]));
        Assert.Equal(["--help"], MlGuard.Tool.Program.Meant(["help"]));
        Assert.Equal(["explain", "help"], MlGuard.Tool.Program.Meant(["explain", "help"]));
    }

    [Fact]
    public void A_row_page_names_the_commands()
    {
        var page = RowPage.Of("training/artifact")!;

        Assert.Contains("mlguard seal PROJECT", page);
        Assert.Contains("mlguard hash", page);
        Assert.Contains("mlguard attest training/artifact", page);
        Assert.DoesNotContain("mlguard hash", RowPage.Of("rollout/rollback")!);
        Assert.Contains("mlguard waive rollout/rollback", RowPage.Of("rollout/rollback")!);
    }

    /// <summary>The verdict counts the rows of the target too.</summary>
    [Fact]
    public void The_targets_rows_are_counted()
    {
        using var product = TestProduct.Fraud(text => text + "target: growth\n");

        var verdict = product.Decide();
        var line = verdict.Report.Split('\n').Single(line => line.StartsWith("  target ", StringComparison.Ordinal));
        Assert.Contains($"growth: {verdict.Plan.Length} of {verdict.PlanSize} rows left: ", line);
        // The states add up to the rows of the plan, and the headline says the same figures.
        Assert.Equal(
            verdict.PlanSize,
            System.Text.RegularExpressions.Regex.Matches(line[line.LastIndexOf(": ", StringComparison.Ordinal)..], @"\d+ [a-z]")
                .Sum(count => int.Parse(count.Value[..^2], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Contains($"target growth, {verdict.Plan.Length} of {verdict.PlanSize} rows left", verdict.Report);
        Assert.DoesNotContain("stage", verdict.Plan);
        using var without = TestProduct.Fraud();
        Assert.DoesNotContain("target    ", without.Decide().Report);
    }
}
