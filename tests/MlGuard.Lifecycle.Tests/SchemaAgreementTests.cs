using System.Text.Json;
using System.Text.Json.Nodes;
using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Decisions;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Requirements;
using MlGuard.Lifecycle.Text;
using MlGuard.Lifecycle.Writers;
using NJsonSchema;
using MlGuard.Lifecycle.Tests.Products;

namespace MlGuard.Lifecycle.Tests;

/// <summary>What the editor underlines is what the build refuses, on manifests that nobody wrote by hand.</summary>
public sealed class SchemaAgreementTests
{
    private const int Manifests = 320;

    private static readonly string[] s_stages = ["mvp", "growth", "maturity"];

    /// <summary>
    /// The schema without what a stage asks for: NJsonSchema does not know <c>if</c>, and a gap is a row's matter and not the structure's.
    /// </summary>
    private static readonly string s_structure = Structure();

    [Fact]
    public async Task Both_accept_and_refuse_the_same_manifests()
    {
        var library = await JsonSchema.FromJsonAsync(s_structure);
        var own = JsonDocument.Parse(s_structure).RootElement;
        var random = new Random(20261124);
        var (accepted, refused) = (0, 0);
        using var product = new TestProduct("");
        foreach (var text in Enumerable.Range(0, Manifests)
            .Select(round => GeneratedManifest.Of(
                TestProduct.Example(s_stages[round % s_stages.Length]), random)))
        {
            var loaded = LoadedManifest.Of(text, new ProductFolder(product.Root));
            if (loaded.Manifest is null)
                continue;
            var json = Json(loaded.Manifest.Root).ToJsonString();
            var isRefused = !loaded.Faults.IsEmpty;

            Assert.True(
                isRefused == library.Validate(json).Count > 0,
                $"{(isRefused ? loaded.Faults[0].Message : string.Join(", ", library.Validate(json)))}\n{text}");
            Assert.True(isRefused == Draft7.Errors(own, JsonDocument.Parse(json).RootElement).Any(), text);
            _ = isRefused ? refused++ : accepted++;
        }

        Assert.True(accepted + refused >= 200 && accepted >= 60 && refused >= 60, $"{accepted} accepted, {refused} refused");
    }

    /// <summary>Each value that a stage asks for, taken out: the editor and the gate both miss it.</summary>
    [Theory]
    [InlineData("growth")]
    [InlineData("maturity")]
    public void Both_miss_the_same_values_of_a_stage(string stage)
    {
        var schema = JsonDocument.Parse(SchemaWriter.Write()).RootElement;
        using var product = GrowthProduct.Create(example: "maturity");
        var text = File.ReadAllText(product.Manifest).Replace("stage: maturity", $"stage: {stage}");
        var manifest = LoadedManifest.Of(text, new ProductFolder(product.Root)).Manifest!;
        Assert.Empty(Draft7.Errors(schema, Element(manifest.Root)));
        foreach (var row in RequirementTable.All.Where(row => row.When == Condition.Always
            && row.SpokenFrom is not null
            && (stage == "maturity" || row.RequiredFrom != RequiredFrom.Maturity)))
            foreach (var field in row.Fields.Where(field => !field.IsOptional
                && !field.Key.Contains("[]", StringComparison.Ordinal)
                && !field.Key.Contains('<')))
            {
                var without = Json(manifest.Root);
                Remove(without, field.Key.Split('.'), manifest.Find(field.Path)[0]);

                Assert.True(Draft7.Errors(schema, JsonSerializer.SerializeToElement(without)).Any(), field.Key);
            }
    }

    private static string Structure()
    {
        var schema = JsonNode.Parse(SchemaWriter.Write())!.AsObject();
        schema.Remove("allOf");
        RemoveLengths(schema);
        return schema.ToJsonString();
    }

    /// <summary>A text that says too little is a row's matter too.</summary>
    private static void RemoveLengths(JsonNode? node)
    {
        if (node is JsonObject map)
        {
            if (map["minLength"] is JsonValue)
                map.Remove("minLength");
            foreach (var entry in map.ToList())
                RemoveLengths(entry.Value);
        }
    }

    private static JsonElement Element(Node node) => JsonSerializer.SerializeToElement(Json(node));

    /// <summary>As the common YAML readers of editors see a tree: plain words for true, false, null and numbers, text otherwise.</summary>
    private static JsonNode Json(Node node) => node switch
    {
        MapNode map =>
            new JsonObject(map.Entries.Where(entry => entry.Value is not ScalarNode { IsEmpty: true })
                .Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)Json(entry.Value)))),
        ListNode list => new JsonArray([.. list.Items.Select(Json)]),
        ScalarNode { IsPlain: true, Text: "true" or "false" } flag => JsonValue.Create(flag.Text == "true"),
        ScalarNode { IsPlain: true } plain when long.TryParse(
            plain.Text, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture,
            out var whole) =>
            JsonValue.Create(whole),
        ScalarNode { IsPlain: true } plain when double.TryParse(
            plain.Text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var number) =>
            JsonValue.Create(number),
        ScalarNode scalar => JsonValue.Create(scalar.Text),
        _ => throw new NotSupportedException(),
    };

    /// <summary>Takes a key out; where the short form stands, the whole of it.</summary>
    private static void Remove(JsonNode root, string[] keys, ManifestEntry entry)
    {
        Assert.NotNull(entry.Value);
        var current = root;
        foreach (var key in keys[..^1])
            if (current?[key] is JsonObject inner)
                current = inner;
            else if (current is JsonObject holder)
            {
                holder.Remove(key);
                return;
            }

        ((JsonObject)current!).Remove(keys[^1]);
    }
}
