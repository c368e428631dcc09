using System.Security.Cryptography;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Tests.Products;

namespace MlGuard.Lifecycle.Tests.Adversary;

/// <summary>What a team does in the week after a stage was earned, and what is true of it then.</summary>
public sealed class NextWeekTests
{
    private const string Model = "models/fraud-2.3.0.zip";
    private const string Context = "var ml = new MLContext(seed: 20260615);";
    private const string Answer = "Assert.False(Fraud.Serving.Endpoints.Answer(4, 2, scorer));";

    private sealed class Row
    {
        public float Amount { get; set; }

        public float AmountToUsual { get; set; }

        [ColumnName("Label")]
        public bool IsFraud { get; set; }
    }

    /// <summary>The columns of today, and what they are to a model that was trained on an amount and its relation to others.</summary>
    [Theory]
    [InlineData("\"Amount\", \"AmountToUsual\"", "", RowState.Proven)]
    [InlineData("\"Amount\", \"AmountToUsual\", \"Hour\"", "", RowState.Failed)]
    [InlineData("\"Amount\", \"AmountToUsual\", \"Hour\"", ".Append(ml.Transforms.DropColumns(\"Hour\"))", RowState.Proven)]
    [InlineData("\"Amount\"", "", RowState.Proven)]
    public void A_model_of_an_earlier_pipeline_is_not_that_of_today(string columns, string step, object state)
    {
        using var product = Trained(code => LaterRowTests.Replaced(
            LaterRowTests.Replaced(
                code, "\"Features\", \"Amount\",\n                \"AmountToUsual\")", $"\"Features\", {columns}){step}"),
            "public float Amount { get; set; }", "public float Amount { get; set; } public float Hour { get; set; }"));

        var row = product.Row("training/artifact", ci: true);

        Assert.True(state.Equals(row.State), $"{row.State} {row.Reason}");
        if (row.State == RowState.Failed)
            Assert.Contains("reads the column 'Hour', and 'models/fraud-2.3.0.zip' has no such input", row.Reason);
    }

    /// <summary>Where the context is made, and whether the seed of the code is the manifest's.</summary>
    [Theory]
    [InlineData("20260615", RowState.Proven)]
    [InlineData("7", RowState.Failed)]
    public void A_context_that_a_helper_of_the_program_makes_is_compared(string seed, object state)
    {
        using var product = GrowthProduct.Create(training: code => LaterRowTests.Replaced(
            LaterRowTests.Replaced(code, Context, ""),
            "public static async Task<double> RunAsync(string? path)",
            $$"""
            private static MLContext CreateContext() => new(seed: {{seed}});
            public static Task<double> StartAsync(string? path) => RunAsync(CreateContext(), path);
            public static async Task<double> RunAsync(MLContext ml, string? path)
            """), tests: _ => "public class Nothing;");

        var row = product.Row("training/seed");

        Assert.True(state.Equals(row.State), $"{row.State} {row.Reason}");
    }

    /// <summary>Results that are named and were never written show nothing of the tests that they would be of.</summary>
    [Theory]
    [InlineData("architecture/technical/fallback/symbol")]
    [InlineData("pipelines/regulation/gdpr")]
    [InlineData("serving/tests")]
    public void Nobody_says_that_a_test_passed_without_results(string rule)
    {
        using var product = GrowthProduct.Create();
        Assert.Contains("passed", product.Row(rule, ci: true).Reason);
        File.Delete(product.PathOf("artifacts/tests.trx"));

        var row = product.Row(rule, ci: true);

        Assert.Equal(RowState.Declared, row.State);
        Assert.Contains("asserts, and no results say that it passed", row.Reason);
    }

    /// <summary>Another test may have run the scorer's lines: one that is refused did not.</summary>
    [Theory]
    [InlineData("Assert.Equal(System.Net.HttpStatusCode.Unauthorized, answer.StatusCode)", RowState.Declared)]
    [InlineData("Assert.Contains(\"card\", answer.Content.ReadAsStringAsync().Result)", RowState.Proven)]
    [InlineData("Assert.Equal(\"card\", answer.EnsureSuccessStatusCode().ToString())", RowState.Proven)]
    public void A_test_of_a_refusal_is_no_test_of_serving(string assertion, object state)
    {
        using var product = GrowthProduct.Create(tests: code => LaterRowTests.Replaced(
            code, Answer, $"var answer = new System.Net.Http.HttpClient().PostAsync(\"/v2/score\", null).Result;\n        {assertion};"));

        var row = product.Row("serving/tests", ci: true);

        Assert.True(state.Equals(row.State), $"{row.State} {row.Reason}");
        if (row.State == RowState.Declared)
            Assert.Contains("looks at no more of the answer than its status", row.Reason);
    }

    /// <summary>A request goes to the declared endpoint, and to the server where none is declared.</summary>
    [Theory]
    [InlineData("POST /v2/score")]
    [InlineData("the server")]
    public void A_test_that_sends_a_request_waits_for_coverage_and_does_not_lack_a_request(string asked)
    {
        using var product = GrowthProduct.Create(
            text => asked == "the server" ? text.Replace("endpoint: POST /v2/score", "style: rest") : text,
            tests: code => LaterRowTests.Replaced(
                code, Answer,
                "var answer = new System.Net.Http.HttpClient().PostAsync(\"/v2/score\", null).Result;\n        "
                    + "Assert.Contains(\"card\", answer.Content.ReadAsStringAsync().Result);"));
        File.Delete(product.PathOf("artifacts/coverage.cobertura.xml"));

        var row = product.Row("serving/tests", ci: true);

        Assert.Equal(RowState.Declared, row.State);
        Assert.Contains($"sends a request to {asked}, and no coverage shows that the scorer ran", row.Reason);
    }

    /// <summary>What rests on the training cannot be judged without it, and nobody is told to mend what is right.</summary>
    [Fact]
    public void A_renamed_training_costs_its_own_row_alone()
    {
        using var product = GrowthProduct.Create(
            training: code => LaterRowTests.Replaced(code, "double> RunAsync(", "double> TrainAsync("),
            tests: _ => "public class Nothing;");

        Assert.Contains("Correct 'training.run' first", product.Row("pipelines/sharedFeatures", ci: true).Remedy);
        Assert.DoesNotContain("uses none of it", product.Row("discovery/solution/approach", ci: true).Reason);
    }

    [Theory]
    [InlineData("TrainPipeline.Train", "TrainQueues", "Did you mean 'Fraud.Training.TrainPipeline.TrainQueues'?")]
    [InlineData("TrainPipeline.TrainOn", "TrainMood", "Did you mean 'Fraud.Training.TrainPipeline.TrainMood'?")]
    public void A_training_by_another_name_in_the_same_type_is_meant(string declared, string method, string remedy)
    {
        using var product = GrowthProduct.Create(
            text => LaterRowTests.Replaced(text, "Fraud.Training.TrainPipeline.RunAsync", $"Fraud.Training.{declared}"),
            training: code => LaterRowTests.Replaced(code, "double> RunAsync(", $"double> {method}("), tests: _ => "public class Nothing;");

        Assert.Contains(remedy, product.Row("training/run", ci: true).Remedy);
    }

    /// <summary>Every program has a start, which nobody means who writes a name that is near.</summary>
    [Fact]
    public void The_start_of_a_program_is_never_what_was_meant()
    {
        using var product = GrowthProduct.Create(
            text => LaterRowTests.Replaced(text, "log: Fraud.Serving.DecisionLog", "log: Fraud.Serving.Maine"),
            serving: code => code + "\npublic static class Program { public static void Main() { } }");

        Assert.Equal("Write namespace, type and member as in the code.", product.Row("serving/log", ci: true).Remedy);
    }

    [Theory]
    [InlineData("POST /v2/score", false)]
    [InlineData("POST /score", true)]
    public void A_route_that_moved_is_seen_without_a_description(string declared, bool isSaid)
    {
        using var product = GrowthProduct.Create(text => LaterRowTests.Replaced(
            text, "api: { openapi: src/Fraud.Api/openapi.json, endpoint: POST /v2/score }", $"api: {{ endpoint: {declared} }}"));

        var said = product.Decide(ci: true).Findings.Where(finding => finding.Message.Contains("says 'POST /score', which the code does not map"));

        Assert.Equal(isSaid, said.Any());
    }

    /// <summary>Tests that loaded the model of yesterday have not seen that of today.</summary>
    [Fact]
    public void Results_of_tests_are_those_of_the_model_that_they_could_load()
    {
        const string Trx = "artifacts/tests.trx";
        using var product = GrowthProduct.Create();
        product.Sealed(false).Seal(Trx, seal => seal with { Model = GrowthProduct.ModelHash });
        var before = product.Row("docs/tests/results", ci: true);
        var other = GrowthProduct.Archive("TrainingInfo/Version.txt", "5.0.2"u8.ToArray());
        product.Write(Model, other).Write(
            "mlguard.yaml",
            File.ReadAllText(product.Manifest).Replace(GrowthProduct.ModelHash, Convert.ToHexStringLower(SHA256.HashData(other))));

        var after = product.Row("docs/tests/results", ci: true);

        product.Write(
            Model, $"version https://git-lfs.github.com/spec/v1\noid sha256:{GrowthProduct.ModelHash}\nsize 1\n");
        var pointed = product.Row("docs/tests/results", ci: true);

        Assert.Equal((RowState.Proven, RowState.Proven), (before.State, pointed.State));
        Assert.Equal(RowState.Unbound, after.State);
        Assert.Contains("the model has changed since", after.Reason);
    }

    /// <summary>A product with a model that ML.NET has trained and saved on the columns of the example.</summary>
    private static TestProduct Trained(Func<string, string> training)
    {
        var ml = new MLContext(seed: 1);
        var data = ml.Data.LoadFromEnumerable(
            Enumerable.Range(0, 64).Select(i => new Row { Amount = i, AmountToUsual = i % 7, IsFraud = i % 5 == 0 }));
        var model = ml.Transforms.Concatenate("Features", "Amount", "AmountToUsual")
            .Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(data);
        using var stream = new MemoryStream();
        ml.Model.Save(model, data.Schema, stream);
        var hash = Convert.ToHexStringLower(SHA256.HashData(stream.ToArray()));
        return GrowthProduct.Create(text => text.Replace(GrowthProduct.ModelHash, hash), training).Write(Model, stream.ToArray());
    }
}
