using System.Text.Json.Nodes;
using Json.Schema;

namespace MlGuard.Lifecycle.Tests.Reports;

/// <summary>The published schemas of the formats that are exported.</summary>
internal static class OfficialSchemas
{
    private static readonly EvaluationOptions s_quick = new() { OutputFormat = OutputFormat.Flag, RequireFormatValidation = true };
    private static readonly EvaluationOptions s_whole = new() { OutputFormat = OutputFormat.List, RequireFormatValidation = true };

    private static readonly Lazy<JsonSchema> s_cycloneDx = new(() =>
    {
        foreach (var part in new[] { "spdx.SNAPSHOT.schema.json", "jsf-0.82.SNAPSHOT.schema.json" })
            SchemaRegistry.Global.Register(new Uri($"http://cyclonedx.org/schema/{part}"), Read(part));
        return Read("bom-1.6.SNAPSHOT.schema.json");
    });

    private static readonly Lazy<JsonSchema> s_sarif = new(() => Read("sarif-2.1.0.json"));

    public static ImmutableArray<string> OfCycloneDx(string text) => Errors(s_cycloneDx.Value, text);

    public static ImmutableArray<string> OfSarif(string text) => Errors(s_sarif.Value, text);

    private static ImmutableArray<string> Errors(JsonSchema schema, string text)
    {
        var json = JsonNode.Parse(text);
        return schema.Evaluate(json, s_quick).IsValid
            ? []
            : [
                .. schema.Evaluate(json, s_whole).Details.Where(detail => detail.Errors is not null)
                    .SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Key} {error.Value}"))
                    .DefaultIfEmpty("invalid").Take(20),
            ];
    }

    private static JsonSchema Read(string name)
    {
        using var stream = typeof(OfficialSchemas).Assembly.GetManifestResourceStream($"schemas/{name}")!;
        using var reader = new StreamReader(stream);
        return JsonSchema.FromText(reader.ReadToEnd());
    }
}
