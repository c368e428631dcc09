using MlGuard.Lifecycle.Evidence.Model;
using MlGuard.Lifecycle.Tests.Products;

namespace MlGuard.Lifecycle.Tests;

/// <summary>The tests of the ML Test Score that a file proves: earned, missed, and files that are of no use.</summary>
public sealed class ScoreTests
{
    private const string Ranks =
        """{ "createdUtc": "2026-11-01T08:00:00Z", "models": [{ "name": "2.1.0", "offline": 0.58, "online": 0.0002 }, """
            + """{ "name": "2.2.1", "offline": 0.64, "online": 0.0003 }, { "name": "2.3.0", "offline": 0.66, "online": 0.0005 }] }""";
    private const string Days =
        """{ "days": [{ "day": "2026-10-08", "labelled": 900, "value": 0.61 }, { "day": "2026-10-09", "labelled": 1200, "value": 0.6 """
            + """}] }""";
    private const string Leads =
        """{ "features": [{ "name": "a", "committed": "2026-05-01", "released": "2026-05-09" }, """
            + """{ "name": "b", "committed": "2026-06-01", "released": "2026-06-21" }, """
                + """{ "name": "c", "committed": "2026-06-01", "released": "2026-09-21" }] }""";
    private const string Trials =
        """ "trials": [{ "parameters": { "leaves": 20 }, "score": 0.61 }, { "parameters": { "leaves": 40 }, "score": 0.66 }] """;

    private static string Search => GrowthProduct.Evidence(Trials);

    /// <summary>The test, its file, the points, and what is said of it where it misses.</summary>
    public static TheoryData<string, string, double, string> Files => new()
    {
        { "model-2", Ranks, 1, "" },
        { "model-2", Ranks.Replace("0.0005", "0.00001"), 0, "the ranks of 3 models correlate by -0.5 offline and online, less than 0.7" },
        {
            "model-2",
            Ranks.Replace("\"models\"", "\"onlineBetter\": \"lower\", \"models\"").Replace("0.0002", "0.0009").Replace("0.0005", "0.0001"),
            1,
            ""
        },
        { "model-2", Ranks.Replace("\"models\"", "\"onlineBetter\": \"lower\", \"models\""), 0, "correlate by -1" },
        { "model-2", Ranks.Replace("2026-11-01", "2026-01-01"), 0.5, "" },
        { "model-2", Ranks.Replace("2026-11-01", "2027-11-01"), 0.5, "" },
        { "model-2", Ranks.Replace("0.0002", "0.0003").Replace("0.0005", "0.0003"), 0, "no order to compare" },
        { "model-2", Ranks.Replace("2.2.1", "2.1.0"), 0, "names a model twice" },
        {
            "model-2",
            Ranks.Replace(", { \"name\": \"2.3.0\", \"offline\": 0.66, \"online\": 0.0005 }", ""),
            0,
            "compares fewer than 3 models"
        },
        { "model-2", Ranks.Replace("0.0005", "1e999"), 0, "holds an entry 2 in 'models' that has not" },
        { "model-2", Ranks.Replace("\"models\"", "\"onlineBetter\": 3, \"models\""), 0, "neither 'higher' nor 'lower'" },
        { "model-2", "{ \"models\": [" + string.Join(",", Enumerable.Repeat("{}", 10_001)) + "] }", 0, "more than 10,000 entries" },
        { "model-2", "{ \"models\": ", 0, "is not JSON" },
        { "model-3", Search, 1, "" },
        { "model-3", Search.Replace(GrowthProduct.ModelHash, new string('0', 64)), 0.5, "" },
        { "model-3", Search.Replace("2026-11-10", "2026-10-10"), 0.5, "" },
        { "model-3", "{" + Trials + "}", 0.5, "" },
        { "model-3", Search.Replace("40", "20"), 0, "fewer than 2 trials with different parameters" },
        { "model-3", Search.Replace("{ \"leaves\": 40 }", "{}"), 0, "holds an entry 1 in 'trials' that has not" },
        { "model-3", """{ "trials": {} }""", 0, "holds no list 'trials'" },
        { "monitor-7", Days, 1, "" },
        { "monitor-7", Days.Replace("2026-10-09", "2026-10-06"), 1, "" },
        {
            "monitor-7",
            Days.Replace("2026-10-09", "2026-10-06").Replace("2026-10-08", "2026-10-05"),
            0.5,
            "the last labelled day is 2026-10-06"
        },
        { "monitor-7", Days.Replace("0.6 ", "0.5 "), 0.5, "the quality was 0.5, outside the bounds" },
        { "monitor-7", Days.Replace("2026-10-09", "2027-10-09"), 0.5, "lies ahead" },
        { "monitor-7", Days.Replace("1200", "0"), 0.5, "holds an entry 1 in 'days' that has not" },
        { "monitor-7", """{ "days": [] }""", 0.5, "holds no day" },
        { "data-6", Leads, 0.5, "" },
        { "data-6", Leads.Replace("2026-06-21", "2026-08-30"), 0, "half of the features took more than 90 days" },
        { "data-6", Leads.Replace("2026-05-09", "2026-04-09"), 0, "holds an entry 0 in 'features' that has not" },
        { "data-6", """{ "features": [] }""", 0, "fewer than 3 features" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_earns_its_test_or_says_why_not(string test, string json, double points, string says)
    {
        using var product = Product(test, "artifacts/score.json");
        product.Write("artifacts/score.json", json);

        Check(product, test, points, says);
    }

    [Theory]
    [InlineData("../outside.json", "leads out of the product's folder")]
    [InlineData("artifacts/none.json", "is not there")]
    [InlineData("linked/score.json", "symbolic link")]
    public void A_file_that_cannot_be_looked_at_earns_nothing(string path, string says)
    {
        foreach (var test in new[] { "data-6", "model-2", "model-3" })
        {
            using var product = Product(test, path);
            Directory.CreateSymbolicLink(Path.Combine(product.Root, "linked"), Path.Combine(product.Root, "artifacts"));
            product.Write("artifacts/score.json", Ranks);

            Check(product, test, 0, says);
        }
    }

    [Fact]
    public void A_workflow_that_runs_the_search_makes_it_a_system()
    {
        using var product = Product("model-3", "src/Fraud.mbconfig");
        product.Write(
            "src/Fraud.mbconfig",
            """{ "Scenario": "Classification", "RunHistory": { "Trials": [{ "TrainerName": "a", "Score": 0.91 }, """
                + """{ "TrainerName": "b", "Score": 0.93 }] } }""");

        Check(product, "model-3", 0.5, "");
        product.Write(
            ".github/workflows/train.yml",
            "on: { workflow_dispatch: {} }\njobs: { train: { steps: [{ run: mlnet train --training-config src/Fraud.mbconfig }] } }\n");
        Check(product, "model-3", 1, "");
        product.Write("src/Fraud.mbconfig", """{ "Scenario": "Classification" }""");
        Check(product, "model-3", 0, "fewer than 2 trials");
    }

    [Fact]
    public void An_experiment_of_MLflow_is_a_search()
    {
        using var product = Product("model-3", "mlruns/7");
        product.Write("mlruns/7/a/params/leaves", "20").Write("mlruns/7/a/metrics/recall", "1762761600000 0.61 0\n")
            .Write("mlruns/7/b/params/leaves", "40").Write("mlruns/7/b/metrics/recall", "1762761600000 0.66 0\n")
            .Write("mlruns/7/c/params/leaves", "80").Write("mlruns/7/meta.yaml", "name: x\n");

        Check(product, "model-3", 0.5, "");
        product.Write("mlruns/7/b/tags/model.sha256", GrowthProduct.ModelHash).Write("mlruns/7/b/metrics/recall", "1794297600000 0.66 0\n");
        Check(product, "model-3", 1, "");
        product.Write("mlruns/7/b/params/leaves", "20");
        Check(product, "model-3", 0, "fewer than 2 trials");
        Directory.Delete(Path.Combine(product.Root, "mlruns/7"), recursive: true);
        Directory.CreateDirectory(Path.Combine(product.Root, "mlruns/7"));
        Check(product, "model-3", 0, "without runs of MLflow");
    }

    [Theory]
    [InlineData("rankCorrelation: 0.9", "model-2", 1)]
    [InlineData("rankCorrelation: 0.1", "model-2", 1)]
    [InlineData("featureDays: 10", "data-6", 0)]
    [InlineData("featureDays: 900", "data-6", 0.5)]
    public void A_limit_can_be_raised_and_not_lowered(string limit, string test, double points)
    {
        using var product = Product(test, "artifacts/score.json", $"gates: {{ limits: {{ {limit} }} }}\n");
        product.Write("artifacts/score.json", test == "model-2" ? Ranks : Leads);

        Assert.Equal(points, PointsOf(product.Decide(), test));
    }

    [Fact]
    public void An_attestation_adds_half_a_point_and_data_6_stays_at_half()
    {
        const string Attested =
            "attestations: [{ rule: mltest/data-6, by: lea, date: 2026-10-20, evidence: docs/ab/2026-09-degraded-model.md }, { rule: "
                + "mltest/model-3, by: lea, date: 2026-10-20, evidence: docs/ab/2026-10-tuning.md }]\n";
        using var product = Product("data-6", "artifacts/score.json", Attested);
        product.Write("artifacts/score.json", Leads).Write("docs/ab/2026-10-tuning.md", Documents.About("the tuning"));

        Assert.Equal((0.5, 0.5), (PointsOf(product.Decide(), "data-6"), PointsOf(product.Decide(), "model-3")));
    }

    /// <summary>A person stands in for a file that is not there yet, and never for one that says otherwise.</summary>
    [Theory]
    [InlineData("artifacts/none.json", 0.5, false)]
    [InlineData("artifacts/score.json", 0, true)]
    public void An_attestation_does_not_stand_against_what_a_file_says(string path, double points, bool isSaid)
    {
        const string Attested =
            "attestations: [{ rule: mltest/model-2, by: lea, date: 2026-10-20, evidence: docs/ab/2026-09-degraded-model.md }]\n";
        using var product = Product("model-2", path, Attested);
        product.Write("artifacts/score.json", Ranks.Replace("0.0002", "0.0009"));

        var decided = product.Decide();

        Assert.Equal(points, PointsOf(decided, "model-2"));
        Assert.Equal(isSaid, decided.Findings.Any(finding => finding.Message.Contains("attestation of 'mltest/model-2'")));
    }

    [Theory]
    [InlineData(new double[] { 1, 2, 3, 4, 5 }, new double[] { 5, 6, 7, 8, 7 }, 0.8207826816681233)]
    [InlineData(new double[] { 1, 2, 3 }, new double[] { 30, 20, 10 }, -1)]
    [InlineData(
        new double[] { 106, 100, 86, 101, 99, 103, 97, 113, 112, 110 }, new double[] { 7, 27, 2, 50, 28, 29, 20, 12, 6, 17 },
        -0.17575757575757575)]
    public void Ranks_correlate_as_in_the_books(double[] left, double[] right, double expected) =>
        Assert.Equal(expected, RankCorrelation.Spearman([.. left], [.. right])!.Value, 12);

    private static TestProduct Product(string test, string path, string more = "") =>
        GrowthProduct.Create(
            text => System.Text.RegularExpressions.Regex.Replace(text, "(?s)attestations:.*?\nwaivers", "waivers")
                + $"mltest: {{ {test}: {path} }}\n{more}",
            example: "maturity");

    private static void Check(TestProduct product, string test, double points, string says)
    {
        var verdict = product.Decide(GateMode.Enforce);
        var said = verdict.Findings.Where(finding => finding.Message.StartsWith($"mltest/{test}: ", StringComparison.Ordinal)).ToList();

        Assert.True(points == PointsOf(verdict, test), $"{PointsOf(verdict, test)}: {said.FirstOrDefault()?.Message}");
        Assert.Equal(says.Length > 0 ? 1 : 0, said.Count);
        Assert.All(said, finding => Assert.Contains(says, finding.Message));
        Assert.All(said, finding => Assert.Equal(FindingSeverity.Warning, finding.Severity));
        Assert.All(said, finding => Assert.InRange(finding.Message.Length, 40, 320));
        Assert.All(said, finding => Assert.True(finding.Line > 1 && finding.Code.StartsWith("MLG91", StringComparison.Ordinal)));
    }

    private static double PointsOf(Decided verdict, string test) => verdict.Score!.Tests.Single(known => known.Id == test).Points;
}
