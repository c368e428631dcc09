using System.Text.Json;
using MlGuard.Lifecycle.Writers;
using NJsonSchema;
using YamlDotNet.Serialization;
using MlGuard.Lifecycle.Tests.Products;

namespace MlGuard.Lifecycle.Tests;

public sealed class SchemaTests
{
    private static readonly JsonElement s_schema = JsonDocument.Parse(SchemaWriter.Write()).RootElement;

    [Fact]
    public void The_shipped_schema_is_the_one_that_the_tables_give() =>
        GeneratedFile.Matches("src/MlGuard/lifecycle.schema.json", SchemaWriter.Write());

    [Theory]
    [InlineData("mvp")]
    [InlineData("growth")]
    public void Accepts_the_examples_of_the_specification(string example) =>
        Assert.Empty(Validate(TestProduct.Example(example)));

    [Fact]
    public void Shows_the_gap_to_growth_in_the_editor()
    {
        var paths = Validate(TestProduct.Example("mvp").Replace("stage: mvp", "stage: growth"));

        Assert.Contains("#/strategy", paths);
        Assert.Contains("#/discovery/agreed", paths);
        Assert.Contains(paths, path => path.StartsWith("#/discovery/gain", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("stage: mvp", "stage: production", "#/stage")]
    [InlineData("complexity: 3", "complexity: 9", "#/priority/complexity")]
    [InlineData("gain: 2.4M EUR/year", "gain: lots", "#/discovery/gain")]
    [InlineData("priority:", "prioirty:", "#/prioirty")]
    [InlineData("  run: Fraud.Training.TrainPipeline.RunAsync\n", "", "#/training/run")]
    public void Rejects_what_the_build_rejects(string from, string to, string path) =>
        Assert.Contains(path, Validate(TestProduct.Example("mvp").Replace(from, to)));

    [Fact]
    public void Asks_no_training_of_a_hosted_product() =>
        Assert.DoesNotContain("#/training/run", Validate(TestProduct.Example("mvp")
            .Replace("solution: binary-classification", "solution: { task: text-generation, approach: hosted }")
            .Replace("  run: Fraud.Training.TrainPipeline.RunAsync\n", "")));

    /// <summary>
    /// A second opinion. NJsonSchema asks for the long form's keys of a short form too, so only the long example is for it.
    /// </summary>
    [Fact]
    public async Task Another_validator_accepts_the_long_example() =>
        Assert.Empty((await JsonSchema.FromJsonAsync(SchemaWriter.Write())).Validate(Json(TestProduct.Example("growth")).GetRawText()));

    private static ImmutableArray<string> Validate(string yaml) => [.. Draft7.Errors(s_schema, Json(yaml))];

    private static JsonElement Json(string yaml) =>
        JsonSerializer.SerializeToElement(new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build()
            .Deserialize(new StringReader(yaml)));
}
