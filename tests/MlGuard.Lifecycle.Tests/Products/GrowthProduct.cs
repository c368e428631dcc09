using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace MlGuard.Lifecycle.Tests.Products;

/// <summary>
/// The growth example of the specification with everything that it needs to earn growth: code, documents, workflows and evidence of one
/// model.
/// </summary>
internal static class GrowthProduct
{
    private static readonly byte[] s_model = Archive("TrainingInfo/Version.txt", "5.0.1"u8.ToArray());

    public static readonly string ModelHash = Convert.ToHexStringLower(SHA256.HashData(s_model));

    /// <summary>Of the data that the pointer of the example pins.</summary>
    public static readonly string DataHash = Convert.ToHexStringLower(SHA256.HashData("a"u8));

    /// <summary>An archive with one entry, of the same bytes each time.</summary>
    public static byte[] Archive(string entry, byte[] content)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            var made = archive.CreateEntry(entry);
            made.LastWriteTime = new(2026, 11, 9, 0, 0, 0, TimeSpan.Zero);
            using var open = made.Open();
            open.Write(content);
        }

        return stream.ToArray();
    }

    public static TestProduct Create(
        Func<string, string>? edit = null, Func<string, string>? training = null, Func<string, string>? serving = null,
        Func<string, string>? tests = null, string example = "growth",
        Microsoft.CodeAnalysis.OptimizationLevel optimization = Microsoft.CodeAnalysis.OptimizationLevel.Release,
        string? testLibrary = null,
        Microsoft.CodeAnalysis.OptimizationLevel testing = Microsoft.CodeAnalysis.OptimizationLevel.Release)
    {
        var manifest = System.Text.RegularExpressions.Regex.Replace(
            TestProduct.Example(example), "sha256:[0-9a-f]{64}", "sha256:" + ModelHash)
            .Replace("gradient-boosted trees (ML.NET LightGBM)", "logistic regression (ML.NET L-BFGS)");
        var product = new TestProduct((edit ?? (text => text))(manifest));
        WriteDocuments(product);
        WriteEvidence(product);
        product.Write("models/fraud-2.3.0.zip", s_model);
        var testCode = (tests ?? (text => text))(GrowthCode.Tests);
        product.Write("artifacts/tests.trx", Trx(testCode));
        if (testLibrary is not null)
            product.WithReference(testLibrary, "TestLibrary");
        return product.Sealed().WithReference(GrowthCode.AspNetStub, "Microsoft.AspNetCore.Routing")
            .WithCode((training ?? (text => text))(GrowthCode.Training), "Fraud.Training")
            .WithCode((serving ?? (text => text))(GrowthCode.Serving), "Fraud.Serving", optimization)
            .WithTests(testCode, "Fraud.Tests", testing);
    }

    /// <summary>Results of every test method of the code, all passed.</summary>
    public static string Trx(string testCode)
    {
        var (results, definitions) = (new StringBuilder(), new StringBuilder());
        var (space, type, id) = ("", "", 0);
        foreach (var line in testCode.Split('\n'))
        {
            var words = line.Split([' ', '(', ';'], StringSplitOptions.RemoveEmptyEntries);
            if (words is ["namespace", var name, ..])
                space = name.Trim();
            else if (words is ["public", "class", var named, ..])
                type = $"{space}.{named.Trim()}";
            else if (words.Length > 2 && words[0] == "public" && line.Contains('('))
            {
                var method = line[..line.IndexOf('(')].Split(' ')[^1];
                results.Append(
                    System.Globalization.CultureInfo.InvariantCulture,
                    $"""<UnitTestResult testId="{++id}" testName="{type}.{method}" outcome="Passed" />""")
                    .Append('\n');
                definitions.Append(
                    System.Globalization.CultureInfo.InvariantCulture,
                    $"""<UnitTest id="{id}" name="{method}"><TestMethod className="{type}" name="{method}" /></UnitTest>""")
                    .Append('\n');
            }
        }

        return """<TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">"""
            + $"<Results>{results}</Results><TestDefinitions>{definitions}</TestDefinitions></TestRun>";
    }

    public static string Cobertura(params (string Type, int Hit, int All)[] types) =>
        "<coverage><packages><package><classes>"
        + string.Concat(
            types.Select(ClassOf))
        + "</classes></package></packages></coverage>";

    private static string ClassOf((string Type, int Hit, int All) type) =>
        $"""<class name="{type.Type}" filename="{type.Type}.cs"><lines>{LinesOf(type.Hit, type.All)}</lines></class>""";

    private static string LinesOf(int hit, int all) =>
        string.Concat(Enumerable.Range(1, all).Select(line => $"""<line number="{line}" hits="{(line <= hit ? 3 : 0)}" />"""));

    public static string Evidence(string members) =>
        $$"""
        { "model": { "sha256": "{{ModelHash}}" }, "createdUtc": "2026-11-10T08:00:00Z", "data": { "sha256": "{{DataHash}}" }, {{members}} }
        """;

    private static void WriteDocuments(TestProduct product)
    {
        foreach (var path in new[]
        {
            "docs/discovery/market.md",
            "docs/discovery/gain.md",
            "docs/discovery/feasibility.md",
            "docs/data/assessment.md",
            "docs/security/threats.md",
            "docs/privacy/dpia.md",
            "docs/ab/2026-09-degraded-model.md",
        })
            product.Write(path, Documents.About(path));
        product.Write("docs/adr/0007-growth.md", Documents.Decision)
            .Write("docs/runbook.md", Documents.Runbook("Drift", "Quality", "Latency", "Errors", "Stale"))
            .Write("contracts/device-reputation.pdf", "signed")
            .Write(".github/CODEOWNERS", "* @payments-ml @lea @tom @ines @nils @ayo @mlops\n")
            .Write(
                ".github/dependabot.yml",
                "version: 2\nupdates: [{ package-ecosystem: nuget, directory: /, schedule: { interval: weekly } }]\n")
            .Write("src/Fraud.Training/packages.lock.json", PackageLock)
            .Write("src/Fraud.Serving/packages.lock.json", PackageLock)
            .Write(".github/workflows/promote.yml", Promote)
            .Write(".github/workflows/rollback.yml", Rollback)
            .Write("rollback.sh", "set -e\nkubectl set image deployment/fraud fraud=fraud:2.2.1\n")
            .Write("docs/adr/0012-maturity.md", Documents.Decision.Replace("last year", "this year"))
            .Write("docs/features.md", "# Owners\n\nAmount: data-eng. AmountToUsual: lea.\n")
            .Write("docs/model-changelog.md", "# Changes\n\n## 2.3.0\n\nTrained on the data of 2026.\n")
            .Write("src/Fraud.Api/openapi.json", OpenApi);
    }

    private static void WriteEvidence(TestProduct product) =>
        product.Write("data/transactions.dvc", "outs:\n- md5: 0cc175b9c0f1b6a831c399e269772661\n  size: 1\n  path: transactions.csv\n")
            .Write("data/transactions.csv", "a")
            .Write("artifacts/eval/metrics.json", Evidence("""
                "recallAt1pctFpr": 0.66, "baseline": { "recallAt1pctFpr": 0.41 }, "champion": { "recallAt1pctFpr": 0.64 }
                """))
            .Write("artifacts/eval/baseline.json", """{ "recallAt1pctFpr": 0.41 }""")
            .Write("artifacts/eval/mvp.json", """{ "recallAt1pctFpr": 0.55 }""")
            .Write("artifacts/eval/slices.json", Evidence("""
                "slices": { "country": { "DE": 0.66, "MT": 0.31 }, "channel": { "app": 0.7 }, "customer-age": { "18-30": { "value": 0.6 },
                    "31+": 0.65 } }
                """))
            .Write("artifacts/eval/fairness.json", Evidence("\"maxGap\": 0.03"))
            .Write("artifacts/perf/k6.json", Evidence("\"url\": \"http://localhost:5000/v2/score\", \"latencyP99Ms\": 61.5, \"rps\": 342"))
            .Write("artifacts/rollout/canary.json", """{ "passed": true }""")
            .Write("artifacts/eval/growth.json", """{ "recallAt1pctFpr": 0.62 }""")
            .Write("artifacts/eval/repro.json", """{ "gap": 0.001 }""")
            .Write("artifacts/eval/staleness.json", """{ "curve": [{ "ageDays": 0, "value": 0.66 }, { "ageDays": 30, "value": 0.6 }] }""")
            .Write("artifacts/eval/features.json", Evidence("""
                "features": { "Amount": { "importance": 0.2, "cost": 0.1 }, "AmountToUsual": { "importance": 0.4, "cost": 0.2 } }
                """))
            .Write("artifacts/ab/result.json", """{ "effect": 0.0003 }""")
            .Write("artifacts/finance/spent.json", """{ "eur": 301000 }""")
            .Write("artifacts/finance/gain.json", """{ "eurPerYear": "1.9M EUR/year" }""")
            .Write("artifacts/coverage.cobertura.xml", Cobertura(
                ("Fraud.Training.TrainPipeline/&lt;RunAsync&gt;d__0", 9, 10),
                    ("Fraud.Data.TrainingFeed", 3, 3), ("Fraud.Data.ServingFeed", 2, 2), ("Fraud.Features.FeatureBuilder", 2, 2),
                ("Fraud.Data.TransactionChecks", 3, 3),
                    ("Fraud.Serving.DecisionPolicy", 1, 1), ("Fraud.Serving.DecisionLog", 0, 1), ("Fraud.Serving.RulesFallback", 1, 1),
                ("Fraud.Serving.Scorer", 8, 9), ("Fraud.Serving.Endpoints", 7, 8)));

    private const string PackageLock =
        """{ "version": 1, "dependencies": { "net10.0": { "Microsoft.ML": { "type": "Direct", "resolved": "5.0.1" } } } }""";

    private const string Rollback = """
        on: { workflow_dispatch: { inputs: { to: { default: fraud-2.2.1 } } } }
        jobs: { back: { steps: [{ run: ./rollback.sh }] } }
        """;

    private const string Promote = """
        name: promote
        on:
          workflow_dispatch:
          schedule:
            - cron: "0 4 * * 1"
        jobs:
          promote:
            runs-on: ubuntu-latest
            steps:
              - uses: actions/checkout@v4
              - run: dotnet test
              - run: dotnet build -t:MlGuardGate -p:ContinuousIntegrationBuild=true
              - run: dotnet publish src/Fraud.Serving -c Release -o out
          train:
            steps:
              - uses: actions/checkout@v4
              - run: dotnet run -c Release --project src/Fraud.Training
        """;

    private const string OpenApi = """
        {
          "openapi": "3.0.4",
          "paths": {
            "/v2/score": {
              "post": { "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Request" } } } },
                  "responses": {} }
            }
          },
          "components": { "schemas": { "Request": { "type": "object", "properties": { "amount": {}, "amountToUsual": {}, "reputation": {} }
              } } }
        }
        """;
}
