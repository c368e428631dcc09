using System.Text.Json.Nodes;
using MlGuard.Lifecycle.Text;
using MlGuard.Lifecycle.Writers.Reports;

namespace MlGuard.Lifecycle.Writers.Exports;

/// <summary>The models of the product as a bill of materials: CycloneDX 1.6 with a model card each.</summary>
internal static class ModelBom
{
    private const string ModelRef = "model";

    /// <summary>How a model of a task learns; one that is not here is not said.</summary>
    private static readonly ImmutableDictionary<string, string> s_approaches = new Dictionary<string, string>
    {
        ["binary-classification"] = "supervised",
        ["multiclass-classification"] = "supervised",
        ["regression"] = "supervised",
        ["forecasting"] = "supervised",
        ["ranking"] = "supervised",
        ["recommendation"] = "supervised",
        ["clustering"] = "unsupervised",
        ["anomaly-detection"] = "unsupervised",
    }.ToImmutableDictionary();

    public static string Write(ReportModel model)
    {
        var bom = CycloneDx.Document(model);
        ImmutableArray<JsonObject> components = [.. Own(model), .. Further(model)];
        bom["components"] = ExportJson.List(components);
        bom["dependencies"] = new JsonArray(new JsonObject
        {
            ["ref"] = CycloneDx.ProductRef,
            ["dependsOn"] = ExportJson.Texts(components.Select(component => component["bom-ref"]!.GetValue<string>())),
        });
        return ExportJson.Text(bom);
    }

    /// <summary>A product that only asks models of others has none of its own.</summary>
    private static IEnumerable<JsonObject> Own(ReportModel model)
    {
        var said = model.Said;
        if (said["discovery.solution.approach"] is "hosted" or "bought")
            yield break;
        var component = new JsonObject
        {
            ["type"] = "machine-learning-model",
            ["bom-ref"] = ModelRef,
            ["name"] = model.Verdict.Product.Length > 0 ? model.Verdict.Product : "model",
        };
        component.With("version", model.Verdict.Version).With("hashes", CycloneDx.Hashes(said["training.artifact.hash"]))
            .With("licenses", CycloneDx.Licenses(said["model.license"]));
        component["modelCard"] = Card(model);
        component["properties"] = Properties(model);
        yield return component;
    }

    private static IEnumerable<JsonObject> Further(ReportModel model) =>
        from item in model.Said.Items("models").Select((path, index) => (Path: path, Index: index))
        let said = model.Said
        let name = said[$"{item.Path}.name"]
        select new JsonObject
        {
            ["type"] = "machine-learning-model",
            ["bom-ref"] = $"{ModelRef}-{Numbers.Written(item.Index + 1)}",
            ["name"] = name.Length > 0 ? name : "model",
        }.With("version", said[$"{item.Path}.id"]).With("description", said[$"{item.Path}.source"])
            .With("hashes", CycloneDx.Hashes(said[$"{item.Path}.hash"]))
            .With("licenses", CycloneDx.Licenses(said[$"{item.Path}.license"]));

    private static JsonObject Card(ReportModel model) =>
        new JsonObject()
            .With("modelParameters", Parameters(model))
            .With("quantitativeAnalysis", new JsonObject().With("performanceMetrics", ExportJson.List(Metrics(model))))
            .With("considerations", Considerations(model));

    private static JsonObject Parameters(ReportModel model)
    {
        var said = model.Said;
        var parameters = new JsonObject();
        if (s_approaches.TryGetValue(said["discovery.solution.task"], out var approach))
            parameters["approach"] = new JsonObject { ["type"] = approach };
        return parameters.With("task", said["discovery.solution.task"])
            .With("architectureFamily", said["discovery.solution.approach"])
            .With("datasets", ExportJson.List(said.Items("data.sources").Select(item => Dataset(said, item))))
            .With("inputs", ExportJson.List(said.Items("data.sources").Select(item => said[$"{item}.schema"]).Where(type => type.Length > 0)
                .Select(type => (JsonNode)new JsonObject { ["format"] = type })));
    }

    private static JsonObject Dataset(SaidValues said, string item)
    {
        var dataset = new JsonObject { ["type"] = "dataset" }.With("name", said[$"{item}.name"])
            .With("classification", said[$"{item}.personal"] is { Length: > 0 } personal ? $"personal data: {personal}" : "");
        if (said[$"{item}.snapshot"] is { Length: > 0 } snapshot)
            dataset["contents"] = new JsonObject { ["url"] = ExportJson.Reference(snapshot) };
        if (said[$"{item}.personal"] is { Length: > 0 } and not "none")
            dataset["sensitiveData"] = ExportJson.Texts([said[$"{item}.personal"]]);
        if (said[$"{item}.owner"] is { Length: > 0 } owner)
            dataset["governance"] = new JsonObject
            {
                ["owners"] = new JsonArray(new JsonObject { ["organization"] = new JsonObject { ["name"] = owner } }),
            };
        return dataset;
    }

    private static IEnumerable<JsonNode> Metrics(ReportModel model) =>
        from metric in model.Verdict.Metrics
        from value in metric.Slices
            .Select(slice => (Type: MetricDocument.OfSlices, Slice: $"{slice.By}={slice.Name}", Value: (double?)slice.Value))
            .Prepend((Type: metric.Name, Slice: "", metric.Value))
        where value.Value is not null
        select (JsonNode)new JsonObject { ["type"] = value.Type, ["value"] = Numbers.Written(value.Value!.Value) }
            .With("slice", value.Slice);

    private static JsonObject Considerations(ReportModel model)
    {
        var said = model.Said;
        return new JsonObject()
            .With("useCases", ExportJson.Texts(new[] { said["docs.modelCard.intendedUse"] }.Where(text => text.Length > 0)))
            .With("technicalLimitations", ExportJson.Texts(said.List("docs.modelCard.limitations")))
            .With("ethicalConsiderations", ExportJson.List(said.Items("governance.risks").Select(item => (JsonNode)new JsonObject()
                .With("name", said[$"{item}.name"]).With("mitigationStrategy", said[$"{item}.mitigation"]))))
            .With("fairnessAssessments", ExportJson.List(said.List("governance.fairness.groups").Select(group => (JsonNode)new JsonObject()
                .With("groupAtRisk", group).With("mitigationStrategy", Gap(said)))));
    }

    private static string Gap(SaidValues said) =>
        said["governance.fairness.maxGap"] is { Length: > 0 } gap ? $"The gate fails where the gap is above {gap}." : "";

    private static JsonArray Properties(ReportModel model)
    {
        (string Name, string Value)[] properties =
        [
            ("declared", model.Verdict.Declared), ("earned", model.Verdict.Earned ?? "none"), ("target", model.Verdict.Target),
            ("ruleset", model.Verdict.Ruleset), ("trained", model.Said["training.artifact.trained"]),
            ("outOfScope", model.Said["docs.modelCard.outOfScope"]), ("gain", model.Said["discovery.gain.amount"]),
            ("mlTestScore", model.Verdict.MlTestScore is { } score ? Numbers.Written(score.Strict) : ""),
            ("euAiActClass", model.Said["governance.euAiAct.class"]), ("energy", model.Said["governance.energy"]),
        ];
        return ExportJson.List(properties.Where(property => property.Value.Length > 0)
            .Select(property => (JsonNode)CycloneDx.Property(property.Name, property.Value)));
    }
}
