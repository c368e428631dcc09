using System.Diagnostics;
using System.Globalization;
using System.Text;
using MlGuard.Lifecycle.Evidence.Ci;
using MlGuard.Lifecycle.Evidence.Code;
using MlGuard.Lifecycle.Evidence.Documents;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Evidence.Git;
using MlGuard.Lifecycle.Evidence.Model;
using MlGuard.Lifecycle.Evidence.Seals;
using MlGuard.Lifecycle.Evidence.Tests;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Facts.Serving;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Tests.Products;
using MlGuard.Lifecycle.Writers;

namespace MlGuard.Lifecycle.Tests;

/// <summary>
/// Damaged files, the same ones every time: no reader throws, none takes long, none takes memory. <c>MLGUARD_FUZZ=100000</c> tries as many
/// for each reader.
/// </summary>
public sealed class EvidenceFuzzTests
{
    private const int MegabytesAllowed = 200;

    private static readonly int s_rounds = int.TryParse(
        Environment.GetEnvironmentVariable("MLGUARD_FUZZ"), NumberStyles.None, CultureInfo.InvariantCulture, out var rounds)
        ? rounds
        : 300;

    private static readonly byte[][] s_pieces =
    [
        .. new[]
        {
            "{",
            "}",
            "[",
            "]",
            "\"",
            ":",
            ",",
            "<",
            ">",
            "/",
            "&",
            "&#x0;",
            "<!DOCTYPE x>",
            "<![CDATA[",
            "\0",
            "\n",
            "\t",
            "- ",
            "1e999",
            "-1",
            "9999999999999999999999",
            "\\ud800",
            "NaN",
            "#/",
            "$ref",
            "*a",
            "&a ",
            "%",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF, 0xFE], [0xEF, 0xBB, 0xBF], [0xC3, 0x28], [0xFF, 0xFF, 0xFF, 0xFF], [0x80, 0x80, 0x80, 0x80, 0x80],
    ];

    private static readonly ImmutableDictionary<string, (byte[] Seed, Action<byte[]> Read)> s_readers =
        new Dictionary<string, (byte[] Seed, Action<byte[]> Read)>
    {
        ["JSON metric"] = (Bytes(GrowthProduct.Evidence("\"a\": { \"b\": [1, 2.5] }, \"latencyP99Ms\": 3")),
            bytes => { if (JsonFile.Read(bytes).Value is { } json) { MetricReading.At(
                json, "/a/b/1"); _ = (json.ModelHash, json.DataHash, json.Created); } }),
        ["evaluation report"] =
            (Bytes("""{ "scenarioRunResults": [{ "creationTime": "2026-11-20T10:00:00Z", "modelResponse": { "modelId": "m-1" }, """
                + """ "evaluationResult": { "metrics": { "A": { "$type": "numeric", "value": 4.5 } } } }] }"""),
            bytes => { if (JsonFile.Read(bytes).Value is { } json) { MetricReading.At(
                json, "/metrics/A"); _ = (json.ModelIds, json.Created); } }),
        ["MLflow metric"] = (Bytes("1764000000000 0.51 0\n1764000000500 0.63 2\n"),
            bytes => MlflowRun.Last(EvidenceText.Of(bytes), "/metrics/a")),
        ["TRX"] = (Bytes(GrowthProduct.Trx(GrowthCode.Tests)), bytes => TestResults.Read(bytes).Value?.OutcomeOf("a")),
        ["JUnit"] =
            (Bytes("<testsuites><testsuite><testcase classname=\"N.T\" name=\"A(1)\"><skipped "
                + "message=\"x\"/></testcase></testsuite></testsuites>"),
            bytes => TestResults.Read(bytes).Value?.OutcomeOf("a")),
        ["Cobertura"] = (Bytes(GrowthProduct.Cobertura(("N.A/&lt;B&gt;d__0", 1, 3), ("N.C", 2, 2))),
            bytes => Coverage.Read(bytes).Value?.Of("N.A", new("N", []))),
        ["OpenAPI JSON"] =
            (Bytes("""{ "openapi": "3.0.0", "security": [{}], "paths": { "/a": { "post": { "requestBody": { "content": """
                + """{ "application/json": { "schema": { "$ref": "#/components/schemas/A" } } } } } } }, "components": { "schemas": """
                    + """{ "A": { "allOf": [{ "$ref": "#/components/schemas/A" }], "properties": { "x": {} } } } } }"""),
            bytes => ApiDescription.Read(bytes).Value?.Find("POST /a")),
        ["OpenAPI YAML"] =
            (Bytes("openapi: 3.0.4\npaths:\n  /a:\n    post:\n      requestBody:\n        content:\n          application/json:\n        "
                + "    schema: { properties: { x: {} } }\n"),
            bytes => ApiDescription.Read(bytes).Value?.Find("POST /a")),
        ["GitHub workflow"] =
            (Bytes("on:\n  workflow_dispatch:\n  schedule:\n  - cron: '0 4 * * 1'\njobs:\n  a:\n    steps:\n    - uses: x\n    - run: "
                + "|\n        dotnet build -t:MlGuardGate || true\n      continue-on-error: true\n"),
            bytes => { if (Workflow.Read(bytes).Value is { } workflow)
                _ = (workflow.GateStep, workflow.Schedules.Sum(cron => (long)CronInterval.Days(cron))); }),
        ["Azure pipeline"] =
            (Bytes("trigger: none\nschedules:\n- cron: '0 0 * * *'\nstages:\n- stage: a\n  jobs:\n  - job: b\n    steps:\n    - task: "
                + "DotNetCoreCLI@2\n      inputs: { command: publish }\n"),
            bytes => _ = Workflow.Read(bytes).Value?.GateStep),
        ["DVC"] =
            (Bytes("schema: '2.0'\nstages:\n  train:\n    outs:\n    - path: m.zip\n      md5: 0cc175b9c0f1b6a831c399e269772662\n      "
                + "size: 3\n"),
            bytes => DataPointer.Read(bytes)),
        ["Git LFS"] =
            (Bytes("version https://git-lfs.github.com/spec/v1\noid "
                + "sha256:84915a486933afee4ae06429c20a22b54a87b88a6ffc1bfcd4c492d12aa53724\nsize 29835\n"),
            bytes => DataPointer.Read(bytes)),
        ["Model Builder"] =
            (Bytes("""{ "Scenario": "Classification", "RunHistory": { "Trials": [{ "TrainerName": "a", "Score": 0.9 }] } }"""),
            bytes => ModelBuilderConfig.Read(bytes)),
        ["model comparison"] =
            (Bytes("""{ "onlineBetter": "lower", "models": [{ "name": "1", "offline": 0.4, "online": 3 }, { "name": "2", "offline": """
                + """0.5, "online": 2 }, { "name": "3", "offline": 0.6, "online": 1 }] }"""),
            bytes => { if (JsonFile.Read(bytes).Value is { } json) ModelComparison.Read(json); }),
        ["parameter search"] = (Bytes("""{ "trials": [{ "parameters": { "leaves": 20, "rate": [0.1, { "a": 2 }] }, "score": 0.6 }] }"""),
            bytes => { if (JsonFile.Read(bytes).Value is { } json) ParameterSearch.Read(json); }),
        ["delayed labels"] = (Bytes("""{ "days": [{ "day": "2026-10-08", "labelled": 900, "value": 0.61 }] }"""),
            bytes => { if (JsonFile.Read(bytes).Value is { } json) DelayedLabels.Read(json); }),
        ["feature lead times"] =
            (Bytes("""{ "features": [{ "name": "a", "committed": "2026-05-01", "released": "2026-05-09" }, """
                + """{ "name": "b", "committed": "2026-05-01", "released": "2026-05-09" }, """
                    + """{ "name": "c", "committed": "2026-05-01", "released": "2026-05-09" }] }"""),
            bytes => { if (JsonFile.Read(bytes).Value is { } json) FeatureLeadTimes.Read(json); }),
        ["answered template"] = (Bytes(DocumentTemplate.All[0].Text), bytes => TextDocument.Read(bytes)),
        ["package lock"] = (Bytes("""{ "version": 1, "dependencies": { "net10.0": { "A": { "resolved": "1.0.0" } } } }"""),
            bytes => PackageLock.Read(bytes)),
        ["update bot"] = (Bytes("version: 2\nupdates:\n- package-ecosystem: nuget\n  directory: /\n"),
            bytes => _ = UpdateBot.UpdatesNuGet(bytes) | UpdateBot.IsOn(bytes)),
        ["CODEOWNERS"] = (Bytes("# who\n* @all\n/src/**/x/ @lea\n*.md @docs/team\n"),
            bytes => CodeOwners.Read(bytes).OwnersOf("src/a/x/y.md")),
        ["document"] = (Bytes(Documents.Runbook("Drift", "Quality")), bytes => TextDocument.Read(bytes).Find("drift")),
        ["git index"] = (EvidenceTests.Index(4, "docs/a.md", "docs/adr/b.md", "x.cs"), bytes => GitIndex.Read(bytes)?.Tracks("docs")),
        ["ML.NET model"] = (File.ReadAllBytes(GeneratedFile.PathOf("samples/FraudDetection/models/fraud-1.0.0.zip")),
            bytes => ModelFile.Read(new MemoryStream(bytes))),
        ["ONNX model"] = ([0x08, 8, 0x12, 2, 0x70, 0x74, 0x3A, 10, 0x5A, 3, 0x0A, 1, 0x61, 0x2A, 3, 0x42, 1, 0x61],
            bytes => ModelFile.Read(new MemoryStream(bytes))),
        ["seal"] = (
            Bytes(SealWriter.Write("a.trx", "00", new Seal([], [new("A", "m", "00")], "2026-11-20", "dotnet test", ""))),
            bytes => Seal.Read(bytes)),
        ["compiler log"] = (
            Bytes("""
                { "runs": [{ "tool": { "driver": { "rules": [{ "id": "MLG1001", "properties": { "suppressionKinds": ["external"] } }] } },
                  "results": [{ "ruleId": "MLG1001", "suppressions": [{ "kind": "inSource", "justification": "so" }],
                    "locations": [{ "physicalLocation": { "artifactLocation": { "uri": "file:///a.cs" }, "region": { "startLine": 7 } } }]
                      }] }] }
                """),
            bytes => CompilerLog.Read(bytes, path => path)),
        ["code findings"] = (
            Bytes(new CodeFindings("m", "", [new("MLG1001", "a.cs", 7, true, "so")], ["MLG1002"]).Write()),
            bytes => CodeFindings.Read(EvidenceText.Of(bytes))),
        ["facts"] = (Bytes(FactsFile.Write(CompiledFacts.Of(GrowthCode.Training))), bytes => Ask(FactsFile.Read(EvidenceText.Of(bytes)))),
        ["manifest"] = (Bytes(TestProduct.Example("growth")),
            bytes => { if (ManifestSource.Decode(bytes).Text is { } text) ManifestReader.Read(text); }),
    }.ToImmutableDictionary();

    public static TheoryData<string> Readers => [.. s_readers.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Readers))]
    public void A_damaged_file_is_a_flaw_at_most(string name)
    {
        var (seed, read) = s_readers[name];
        var random = new Random(20261124);
        var slowest = TimeSpan.Zero;
        var most = 0L;
        read(seed);
        for (var round = 0; round < s_rounds; round++)
        {
            var bytes = Damaged(seed, random);
            var (watch, before) = (Stopwatch.StartNew(), GC.GetAllocatedBytesForCurrentThread());
            read(bytes);
            (slowest,
                most) = (watch.Elapsed > slowest ? watch.Elapsed : slowest,
                    Math.Max(most, GC.GetAllocatedBytesForCurrentThread() - before));
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{name}: {s_rounds} inputs, slowest {slowest.TotalMilliseconds:0} ms, most {most / 1024} KB");
        Assert.True(slowest < TimeSpan.FromSeconds(5), $"{slowest}");
        Assert.True(most < (long)MegabytesAllowed << 20, $"{most}");
    }

    /// <summary>What the gate asks of facts, whatever they say.</summary>
    private static void Ask(AssemblyFacts facts)
    {
        var product = new ProductFacts([facts], []);
        var entries = EntryPoints.Of(product, ["Fraud.Training.TrainPipeline.RunAsync"]);
        var (fits, all) = (product.Playing(MlGuard.Frameworks.Role.Fit), product.Graph.Methods);
        _ = product.Graph.Reaching(fits).Count + entries.Sum(entry => product.Graph.Path(entry.Method, fits.Contains)?.Length ?? 0)
            + all.Sum(method => method.Short.Length);
    }

    private static byte[] Damaged(byte[] seed, Random random)
    {
        var bytes = new List<byte>(seed);
        for (var times = random.Next(1, 7); times > 0; times--)
        {
            var at = random.Next(bytes.Count + 1);
            var length = Math.Min(random.Next(24), bytes.Count - at);
            switch (random.Next(6))
            {
                case 0:
                    bytes.RemoveRange(at, length);
                    break;
                case 1:
                    bytes.InsertRange(at, s_pieces[random.Next(s_pieces.Length)]);
                    break;
                case 2:
                    bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, length));
                    break;
                case 3 when at < bytes.Count:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 4:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                default:
                    bytes.InsertRange(
                        at, Enumerable.Repeat(s_pieces[random.Next(s_pieces.Length)], random.Next(1, 40)).SelectMany(piece => piece));
                    break;
            }
        }

        return [.. bytes];
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
