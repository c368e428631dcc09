using System.Text.Json;
using MlGuard.Lifecycle.Tests.Products;
using MlGuard.Lifecycle.Writers.Reports;
using NJsonSchema;

namespace MlGuard.Lifecycle.Tests;

/// <summary>The published schema of verdict.json against verdicts as the gate gives them.</summary>
public sealed class VerdictSchemaTests
{
    private static readonly JsonElement s_schema = JsonDocument.Parse(VerdictSchema.Write()).RootElement;

    public static TheoryData<string> Products => ["growth", "maturity", "sample", "first", "broken", "elsewhere"];

    [Theory]
    [InlineData("src/MlGuard/verdict.schema.json")]
    [InlineData("docs/verdict.schema.json")]
    public void The_published_schema_is_the_one_that_the_records_give(string path) => GeneratedFile.Matches(path, VerdictSchema.Write());

    [Theory]
    [MemberData(nameof(Products))]
    public async Task A_real_verdict_is_valid_and_has_no_key_that_the_schema_does_not_know(string name)
    {
        using var product = Product(name);
        var text = JsonReport.Write(product.Decide(ci: name == "elsewhere"));
        var json = JsonDocument.Parse(text).RootElement;

        Assert.Empty(Draft7.Errors(s_schema, json));
        Assert.Empty((await JsonSchema.FromJsonAsync(VerdictSchema.Write())).Validate(text));
        Assert.Empty(Unknown(s_schema, json, "#"));
    }

    [Theory]
    [InlineData("\"mode\": \"warn\"", "\"mode\": \"loud\"", "#/mode")]
    [InlineData("\"schema\": 1", "\"schema\": 2", "#/schema")]
    [InlineData("\"exitCode\": 0", "\"exitCode\": \"0\"", "#/exitCode")]
    public void Another_document_is_none(string from, string to, string place)
    {
        using var product = GrowthProduct.Create();
        var text = LaterRowTests.Replaced(JsonReport.Write(product.Decide()), from, to);

        Assert.Contains(place, Draft7.Errors(s_schema, JsonDocument.Parse(text).RootElement));
    }

    private static TestProduct Product(string name) => name switch
    {
        "sample" => SampleProduct.Create(),
        "first" => TestProduct.Fraud().WithoutLog("Fraud.Training"),
        "broken" => new TestProduct("mlguard: [\n"),
        "elsewhere" => TestProduct.Fraud(text => text + "gates: { severity: { training/slices: error, discovery/gain: warn } }\n")
            .WithFindings("Fraud.Training", new Evidence.Code.CodeFinding("MLG7006", "Fraud.Training/a.cs", 3, true, "")),
        _ => GrowthProduct.Create(example: name),
    };

    private static IEnumerable<string> Unknown(JsonElement schema, JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.Object when schema.TryGetProperty("properties", out var known) =>
            value.EnumerateObject().SelectMany(member => known.TryGetProperty(member.Name, out var inner)
                ? Unknown(inner, member.Value, $"{path}/{member.Name}")
                : [$"{path}/{member.Name}"]),
        JsonValueKind.Array when schema.TryGetProperty("items", out var item) =>
            value.EnumerateArray().SelectMany(element => Unknown(item, element, path + "/*")),
        _ => [],
    };
}
