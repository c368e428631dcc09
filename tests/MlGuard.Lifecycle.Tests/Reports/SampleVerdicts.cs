using System.Text.Json.Nodes;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Tests.Products;
using MlGuard.Lifecycle.Writers.Reports;

namespace MlGuard.Lifecycle.Tests.Reports;

/// <summary>Real verdicts of the gate, each decided once for all tests of the reports.</summary>
internal static class SampleVerdicts
{
    /// <summary>The day on which the sample stands still.</summary>
    private static readonly DateTime s_ofSample = new(2026, 11, 27, 0, 0, 0, DateTimeKind.Unspecified);

    private static readonly Dictionary<string, Lazy<string>> s_texts = new Dictionary<string, Func<TestProduct>>
    {
        ["sample"] = () => SampleProduct.Create(),
        ["maturity-sample"] = () => SampleProduct.Create(
            "mlguard.yaml", _ => File.ReadAllText(Path.Combine(SampleProduct.Root, "mlguard.maturity.yaml"))),
        ["growth"] = () => GrowthProduct.Create(),
        ["maturity"] = () => GrowthProduct.Create(example: "maturity"),
        ["mvp"] = () => TestProduct.Fraud(),
        ["hosted"] = () =>
            new TestProduct(Hosted).WithCode("namespace Shop { public static class Program { public static void Main() { } } }", "Shop"),
        ["high"] = () => GrowthProduct.Create(text => text.Replace("class: not-high-risk", "class: high")),
        ["broken"] = () => new TestProduct("mlguard: [\n"),
    }.Select(pair => (pair.Key, Text: (Func<string>)(() => TextOf(
        pair.Value(), pair.Key.EndsWith("sample", StringComparison.Ordinal) ? s_ofSample : TestProduct.Today))))
        .Append((Key: "states", Text: WithEveryState)).Append((Key: "each", Text: WithOneOfEach))
        .ToDictionary(pair => pair.Key, pair => new Lazy<string>(pair.Text));

    public static ImmutableArray<string> Names => [.. s_texts.Keys];

    public static ReportModel Model(string name) => ModelOf(Text(name));

    public static string Text(string name) => s_texts[name].Value;

    public static ReportModel ModelOf(string text, params string[] earlier) =>
        new(VerdictFile.Read(text).Value!, [.. earlier.Select(one => VerdictFile.Read(one).Value!)]);

    /// <summary>The sample with a row in each state, as no real product has them.</summary>
    private static string WithEveryState()
    {
        var json = JsonNode.Parse(Text("growth"))!;
        var rows = json["rows"]!.AsArray();
        foreach (var (index, state) in RowStates.All.Select((state, index) => (index, state)))
            rows[20 + index]!["state"] = RowStates.NameOf(state);
        json["severities"] = JsonNode.Parse("""
            [{ "rule": "training/slices", "chosen": "error", "isRaised": true, "holds": true },
             { "rule": "discovery/gain", "chosen": "warn", "isRaised": false, "holds": false }]
            """);
        json["unseen"] = JsonNode.Parse("""[{ "project": "src/Old/Old.csproj", "why": "it was never restored" }]""");
        json["knownGaps"] = JsonNode.Parse("""["discovery/agreed"]""");
        json["floors"] = JsonNode.Parse("""["stage growth of policy.yaml"]""");
        return json.ToJsonString();
    }

    /// <summary>The states' sample with something in every list, and of long lists the first few.</summary>
    private static string WithOneOfEach()
    {
        var json = JsonNode.Parse(Text("states"))!;
        json["target"] = "maturity";
        json["plan"] = new JsonArray("training/repro");
        json["untestedPipelines"] = new JsonArray("Fraud.Data.ServingFeed");
        json["findings"] = JsonNode.Parse("""
            [{ "code": "MLG9111", "severity": "warning", "message": "a message", "file": "mlguard.yaml", "line": 3, "column": 4,
               "endLine": 5, "endColumn": 6, "help": "https://example.org" }]
            """);
        json["code"] = JsonNode.Parse("""
            [{ "project": "a.csproj", "unseen": "no log", "switchedOff": ["MLG1001"], "findings": [
               { "rule": "MLG1001", "file": "a.cs", "line": 3, "open": true, "suppressed": true, "justification": "why",
                 "message": "what the rule said" }] }]
            """);
        json["facts"]![0]!["stale"] = "of another build";
        json["metrics"]![0]!["max"] = 0.9;
        foreach (var row in json["rows"]!.AsArray().Take(20).ToList())
            json["rows"]!.AsArray().Remove(row);
        Shorten(json, "rows", 12);
        Shorten(json, "manifest", 6);
        Shorten(json, "evidence", 3);
        Shorten(json["mlTestScore"]!, "tests", 2);
        return json.ToJsonString();
    }

    private static void Shorten(JsonNode json, string key, int length)
    {
        var list = json[key]!.AsArray();
        while (list.Count > length)
            list.RemoveAt(list.Count - 1);
    }

    private static string TextOf(TestProduct product, DateTime today)
    {
        using (product)
            return JsonReport.Write(product.Decide(today: today));
    }

    private const string Hosted = """
        mlguard: v1
        project: shop-assistant
        owner: shop
        people: [shop, lea]
        stage: mvp
        models:
          - { name: assistant, id: gpt-4.1-2025-04-14, license: LicenseRef-Proprietary, source: OpenAI }
        discovery:
          problem: Customers wait 14 hours for an answer that stands in the manual.
          market: 90k customers
          solution: { task: text-generation, approach: hosted }
          mlNeeded: { baseline: full-text search, why: Customers do not use the words of the manual. }
          gain: 310k EUR/year
          feasible: go
        data: [{ name: manual, owner: shop, quality: good, personal: none }]
        priority: { cost: 120k EUR, complexity: 2 }
        architecture: { technical: { mode: realtime, fallback: full-text search } }
        """;
}
