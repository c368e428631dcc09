using System.Text;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Evidence.Model;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Tests.Products;

namespace MlGuard.Lifecycle.Tests;

/// <summary>What evaluators say, as Microsoft.Extensions.AI.Evaluation 10.11 and Microsoft.Agents.AI 1.28 write it.</summary>
public sealed class EvaluationReportTests
{
    private const string Id = "support-large-2026-09-01";
    private const string Hash = "84915a486933afee4ae06429c20a22b54a87b88a6ffc1bfcd4c492d12aa53724";

    private static readonly string s_report = Report(Run("4.5", "true"), Run("3.5", "false"));

    [Theory]
    [InlineData("/metrics/Relevance", 4)]
    [InlineData("/metrics/Grounded", 0.5)]
    public void A_metric_of_a_report_is_its_mean_over_all_answers(string pointer, double mean) =>
        Assert.Equal(mean, At(s_report, pointer).Value!.Value.Amount);

    [Fact]
    public void The_result_of_one_scenario_is_a_report_of_one_answer()
    {
        var reading = At(Run("4.5", "true"), "/metrics/Relevance").Value!;

        Assert.Equal((4.5, Id), (reading.Value.Amount, Assert.Single(reading.ModelIds)));
        Assert.Equal(new DateTime(2026, 11, 20), reading.Created);
    }

    [Theory]
    [InlineData("providerName", "items", "metrics", "value", "rawResponse", "modelId", "inputItems")]
    [InlineData("ProviderName", "Items", "Metrics", "Value", "RawResponse", "ModelId", "InputItems")]
    public void The_agent_frameworks_results_are_read_in_both_cases(
        string provider, string items, string metrics, string value, string response, string model, string inputs)
    {
        var json = $$"""
            { "{{provider}}": "Local", "{{items}}": [
                { "{{metrics}}": { "Relevance": { "$type": "numeric", "{{value}}": 5 } } },
                { "{{metrics}}": { "Relevance": { "$type": "numeric", "{{value}}": 2 } } } ],
              "{{inputs}}": [{ "{{response}}": { "{{model}}": "a-1" } }, { "{{response}}": { "{{model}}": "b-2" } }] }
            """;

        var reading = At(json, "/metrics/Relevance").Value!;

        Assert.Equal(3.5, reading.Value.Amount);
        Assert.Equal(["a-1", "b-2"], reading.ModelIds);
    }

    [Theory]
    [InlineData("/metrics/Toxicity", "has no value of the metric 'Toxicity' for 2 of 2 answers")]
    [InlineData("/scenarioRunResults/0/evaluationResult/metrics/Relevance/value", "holds one of 2 answers")]
    [InlineData("/elsewhere", "has nothing at '/elsewhere'")]
    public void What_was_not_measured_or_was_picked_is_a_fault(string pointer, string says) =>
        Assert.Contains(says, At(s_report, pointer).Fault!.What);

    [Fact]
    public void An_answer_that_no_evaluator_could_judge_is_no_zero()
    {
        var report = Report(Run("4.5", "true"), Run("null", "true"));

        Assert.Contains("for 1 of 2 answers", At(report, "/metrics/Relevance").Fault!.What);
        Assert.Equal(1, At(report, "/metrics/Grounded").Value!.Value.Amount);
    }

    [Fact]
    public void A_report_without_answers_measures_nothing() =>
        Assert.Contains("holds no answer", At(Report(), "/metrics/Relevance").Fault!.What);

    [Theory]
    [InlineData("id: support-large-2026-09-01", RowState.Proven, "measured on the declared model")]
    [InlineData("id: support-small-2026-06-15", RowState.Broken, "'support-large-2026-09-01', which 'models' does not pin")]
    public void Quality_of_a_hosted_product_is_of_the_models_that_it_pins(string pinned, object expected, string says)
    {
        using var product = Hosted("hosted", $"{{ name: answers, {pinned}, license: MIT, source: elsewhere }}", "/metrics/Grounded");
        product.Write("artifacts/evaluation.json", s_report);

        var row = product.Row("training/quality");

        Assert.True(Equals(row.State, expected), row.Reason);
        Assert.Contains(says, row.Reason);
    }

    [Fact]
    public void A_report_that_names_no_model_is_the_teams_word()
    {
        using var product = Hosted("hosted", $"{{ name: answers, id: {Id}, license: MIT, source: elsewhere }}", "/metrics/Grounded");
        product.Write("artifacts/evaluation.json", s_report.Replace("modelId", "elsewhere")).Sealed();

        var row = product.Row("training/quality");

        Assert.True(row.State == RowState.Declared, row.Reason);
        Assert.Contains("'artifacts/evaluation.json' names in 'model.id' none of the models that 'models' pins", row.Reason);
    }

    [Theory]
    [InlineData(Hash, RowState.Proven)]
    [InlineData("00915a486933afee4ae06429c20a22b54a87b88a6ffc1bfcd4c492d12aa53724", RowState.Broken)]
    public void Quality_of_a_bought_model_is_of_the_file_that_is_pinned(string measured, object expected)
    {
        using var product = Hosted(
            "bought", $"{{ name: tagger, artifact: models/t.onnx, hash: \"sha256:{Hash}\", license: MIT, source: elsewhere }}",
            "/accuracy");
        product.Write("artifacts/evaluation.json", $$"""{ "model": { "sha256": "{{measured}}" }, "accuracy": 0.9 }""");

        var row = product.Row("training/quality");

        Assert.True(Equals(row.State, expected), row.Reason);
    }

    /// <summary>A product that trains has further models, too, such as the one before; its own is none of them.</summary>
    [Fact]
    public void A_further_model_binds_nothing_where_the_product_trains_its_own()
    {
        using var product = TestProduct.Fraud(text => text
            + $"models: [{{ name: champion, artifact: models/c.zip, hash: \"sha256:{Hash}\", license: MIT, source: here }}]\n");
        product.Write("artifacts/eval.json", $$"""{ "model": { "sha256": "{{Hash.Replace('8', '0')}}" }, "recallAt1pctFpr": 0.58 }""");

        Assert.Equal(RowState.Declared, product.Row("training/quality").State);
    }

    private static TestProduct Hosted(string approach, string model, string pointer) => TestProduct.Fraud(text => text
        .Replace("solution: binary-classification", $"solution: {{ task: text-generation, approach: {approach} }}")
        .Replace("  run: Fraud.Training.TrainPipeline.RunAsync\n", "")
        .Replace("recallAt1pctFpr: { min: 0.50, from: artifacts/eval.json#/recallAt1pctFpr }",
            $"grounded: {{ min: 0.50, from: artifacts/evaluation.json#{pointer} }}")
        + $"models: [{model}]\n").WithoutCode();

    private static string Report(params string[] runs) =>
        $$"""{ "scenarioRunResults": [{{string.Join(", ", runs)}}], "createdAt": "2026-11-20T10:00:00Z", "generatorVersion": "10.11.0" }""";

    private static string Run(string relevance, string grounded) => $$"""
        { "scenarioName": "one", "iterationName": "1", "executionName": "e", "creationTime": "2026-11-20T10:00:00Z",
          "messages": [], "modelResponse": { "messages": [], "modelId": "{{Id}}" },
          "evaluationResult": { "metrics": {
            "Relevance": { "$type": "numeric", "value": {{relevance}}, "name": "Relevance" },
            "Grounded": { "$type": "boolean", "value": {{grounded}}, "name": "Grounded" } } } }
        """;

    private static Reading<MetricReading> At(string json, string pointer) =>
        MetricReading.At(JsonFile.Read(Encoding.UTF8.GetBytes(json)).Value!, pointer);
}
