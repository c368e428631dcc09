using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Tests.Products;

namespace MlGuard.Lifecycle.Tests;

/// <summary>
/// The sample earns growth, and each single change of its code, tests, manifest or evidence loses exactly the rows that the change breaks.
/// </summary>
public sealed class MutationTests
{
    private static readonly DateTime s_today = new(2026, 11, 27, 0, 0, 0, DateTimeKind.Unspecified);

    /// <summary>The file, what stands in it, what to put there, the rows that are lost, the one to blame first, and what it says.</summary>
    public static TheoryData<string, string, string, string, string> Mutations => new()
    {
        {
            "Fraud.Api/RulesFallback.cs",
            "new(RulesEngine.Suspicion(transaction), \"rules-engine v3\");",
            "null!;",
            "architecture/technical/fallback/symbol",
            "has an empty body"
        },
        {
            "Fraud.Api/ModelScorer.cs",
            "            verdict = RulesFallback.Score(transaction);\n        }",
            "            throw;\n        }",
            "architecture/technical/fallback/symbol",
            "POST /v1/score > FraudApi.Score > ModelScorer.Score > ModelScorer.Predict nothing catches"
        },
        {
            "Fraud.Api/ModelScorer.cs",
            "            verdict = RulesFallback.Score(transaction);\n        }",
            "            verdict = new Verdict(0, \"nobody\");\n        }",
            "architecture/technical/fallback/symbol",
            "does not answer when POST /v1/score fails"
        },
        {
            "Fraud.Tests/FallbackTests.cs",
            "[Fact]",
            "[Fact(Skip = \"flaky\")]",
            "architecture/technical/fallback/symbol",
            "FallbackTests.The_rules_answer_when_the_model_cannot is skipped"
        },
        {
            "Fraud.Tests/FallbackTests.cs",
            "        Assert.Equal(\"rules-engine v3\", verdict.By);\n        Assert.Equal(1, verdict.Probability, tolerance: 1e-6);\n",
            "",
            "architecture/technical/fallback/symbol",
            "asserts nothing"
        },
        { "Fraud.Tests/FallbackTests.cs", "    [Fact]\n", "", "architecture/technical/fallback/symbol", "holds no test method" },
        {
            "Fraud.Tests/FallbackTests.cs",
            "public void The_rules_answer_when_the_model_cannot",
            "public void A_new_test_that_never_ran",
            "architecture/technical/fallback/symbol",
            "is not among the results"
        },
        {
            "Fraud.Api/FraudApi.cs",
            "        DecisionLog.Keep(loggers.CreateLogger(\"Fraud.Api.Decisions\"), verdict, decision);\n",
            "",
            "serving/log",
            "POST /v1/score predicts and never reaches 'Fraud.Api.DecisionLog'"
        },
        {
            "Fraud.Api/DecisionLog.cs",
            "\"{Decision} at {Probability} by {ModelVersion}\", decision, verdict.Probability, verdict.By",
            "\"{Decision} at {Probability}\", decision, verdict.Probability",
            "serving/log",
            "neither receives nor writes which model answered"
        },
        {
            "Fraud.Api/FraudApi.cs",
            "DecisionPolicy.Decide(verdict)",
            "Decision.Pass",
            "serving/postProcessing",
            "the answer goes out without the policy"
        },
        { "Fraud.Api/FraudApi.cs", ".RequireAuthorization()", "", "serving/security", "POST /v1/score answers everybody" },
        { "Fraud.Api/FraudApi.cs", ".RequireAuthorization()", ".AllowAnonymous()", "serving/security", "POST /v1/score answers everybody" },
        { "Fraud.Api/FraudApi.cs", "\"/v1/score\"", "\"/v2/score\"", "serving/api", "says 'POST /v1/score', which the code does not map" },
        {
            "Fraud.Api/ServingFeed.cs",
            "FeatureBuilder.Build(payment)",
            "new() { Amount = payment.Amount, AmountToUsual = payment.Amount / payment.UsualAmount }",
            "pipelines/sharedFeatures",
            "nothing of serving reaches 'Fraud.Model.FeatureBuilder'"
        },
        { "Fraud.Training/TrainPipeline.cs", "Seed = 20260615", "Seed = 20260616", "training/seed", "passes the seed 20260616" },
        { "Fraud.Training/TrainPipeline.cs", "new MLContext(Seed)", "new MLContext()", "training/seed", "without a seed" },
        {
            "Fraud.Training/TrainPipeline.cs",
            "public static TrainingRun Run(",
            "[Obsolete] public static TrainingRun Run(",
            "training/run data/checks docs/tests",
            "is marked obsolete"
        },
        {
            "Fraud.Training/TrainPipeline.cs",
            "        var ml = new MLContext(Seed);\n",
            "        Console.ReadLine();\n        var ml = new MLContext(Seed);\n",
            "training/run data/checks docs/tests",
            "waits for somebody at the console"
        },
        {
            "Fraud.Training/TrainingFeed.cs",
            "PaymentChecks.Require(PaymentGenerator.Generate(count, seed))",
            "PaymentGenerator.Generate(count, seed)",
            "data/checks",
            "the training never calls 'Fraud.Model.PaymentChecks'"
        },
        { "Fraud.Training/Program.cs", "fraud-1.0.0.zip", "fraud-0.9.0.zip", "model", "the code loads 'fraud-0.9.0.zip'" },
        {
            "Fraud.Model/FraudPipeline.cs",
            "nameof(Transaction.Hour)",
            "\"HourOfDay\"",
            "data/sources/schema",
            "reads the column 'HourOfDay'"
        },
        { "Fraud.Tests/TrainPipelineTests.cs", "[Fact]", "[Fact(Skip = \"slow\")]", "docs/tests docs/tests/results", "is skipped" },
        {
            "Fraud.Tests/PaymentTests.cs",
            "            Assert.Equal(2, PaymentArchive.Erase(path, \"card-1\"));\n            Assert.Equal(\"card-2\", "
                + "Assert.Single(PaymentArchive.Read(path)).Payment.Card);\n",
            "            PaymentArchive.Erase(path, \"card-1\");\n",
            "pipelines/regulation/gdpr",
            "asserts nothing"
        },
        { "Fraud.Tests/ScoreApiTests.cs", "[Fact]", "[Fact(Skip = \"needs a port\")]", "serving/tests", "is skipped" },
        {
            "mlguard.yaml",
            "task: binary-classification",
            "task: regression",
            "discovery/solution",
            "the training uses MLContext.BinaryClassification"
        },
        {
            "mlguard.yaml",
            "outOfScope: Credit decisions, and cards of other issuers.",
            "outOfScope: TBD",
            "docs/modelCard",
            "still holds a placeholder"
        },
        { "mlguard.yaml", "count: 2, each: 120/s", "count: 1, each: 120/s", "architecture/technical/servers", "Run 2" },
        { "mlguard.yaml", "drilled: 2026-11-18", "drilled: 2026-05-18", "rollout/rollback", "193 days old (limit 180)" },
        { "mlguard.yaml", "people: 480k EUR", "people: 480k USD", "strategy/budget", "two currencies" },
        {
            "mlguard.yaml",
            "artifact: models/fraud-1.0.0.zip, hash: \"sha256:8828d819",
            "artifact: models/fraud-1.0.0.zip, hash: \"sha256:00000000",
            "models",
            "is not the model that its hash names"
        },
        {
            "docs/models/fraud-1.0.0.md",
            "# fraud-scorer 1.0.0",
            "# fraud-scorer 1.0.0\n\nTODO: describe it",
            "models",
            "still holds a placeholder"
        },
        { "docs/runbook.md", "## Drift", "## Moves", "monitoring/runbook", "has no heading 'drift'" },
        { "evidence/metrics.json", "\"recallAt1pctFpr\": 0.4", "\"recallAt1pctFpr\": 0.3", "training/quality", "below its minimum 0.40" },
        {
            "evidence/metrics.json", "\"sha256\": \"", "\"sha256\": \"00",
            "training/quality training/quality/beats discovery/mlNeeded/result", "was measured on another model"
        },
        { "evidence/slices.json", "\"FR\": 0.", "\"FR\": 0.1", "training/slices", "the slice country=FR is 0.1" },
        { "evidence/load.json", "\"latencyP99Ms\": ", "\"latencyP99Ms\": 90", "serving/load", "longer than 80ms" },
        {
            "evidence/tests.trx",
            "className=\"Fraud.Tests.FallbackTests\" name=\"The_rules",
            "className=\"Fraud.Tests.FallbackTests\" name=\"Once_the_rules",
            "architecture/technical/fallback/symbol",
            "is not among the results"
        },
        {
            "evidence/tests.trx",
            "outcome=\"Passed\"",
            "outcome=\"Failed\"",
            "docs/tests/results architecture/technical/fallback/symbol pipelines/regulation/gdpr serving/tests",
            "failed (line"
        },
        {
            "evidence/coverage.cobertura.xml",
            "hits=\"1\"",
            "hits=\"0\"",
            "docs/tests/coverage architecture/technical/fallback/symbol serving/tests",
            "of the pipelines' lines ran under test"
        },
        { "models/fraud-1.1.0.zip", "", "", "training/quality training/artifact", "is not the model that" },
        {
            ".github/workflows/promote.yml",
            "        run: dotnet build -t:MlGuardGate -p:ContinuousIntegrationBuild=true",
            "        run: dotnet build -t:MlGuardGate -p:ContinuousIntegrationBuild=true\n        continue-on-error: true",
            "training/productionize",
            "goes on when the gate says no"
        },
        { ".github/workflows/rollback.yml", "  workflow_dispatch:\n", "  push:\n", "rollout/rollback", "cannot be started by hand" },
        { "Fraud.Api/openapi.json", "\"/v1/score\"", "\"/v1/scores\"", "serving/api", "is not in 'Fraud.Api/openapi.json'" },
    };

    [Fact]
    public void The_sample_earns_growth()
    {
        using var product = SampleProduct.Create();

        var verdict = product.Decide(GateMode.Enforce, ci: true, today: s_today);

        Assert.Equal("", string.Join("\n", verdict.Findings.Select(finding => finding.Message)));
        Assert.Equal("growth", verdict.EarnedStage);
    }

    [Theory]
    [MemberData(nameof(Mutations))]
    public void A_single_change_loses_its_rows(string path, string from, string to, string rows, string says)
    {
        using var product = SampleProduct.Create(path, text => from.Length == 0 ? "another model" : LaterRowTests.Replaced(text, from, to));

        var verdict = product.Decide(GateMode.Enforce, ci: true, today: s_today);

        var lost = verdict.Rows
            .Where(row => row is { Binds: true, State: RowState.Conditional or RowState.Failed or RowState.Broken or RowState.Pending }
                && row.Rule != "stage")
            .Select(row => row.Rule);
        Assert.Equal(rows.Split(' ').Order(StringComparer.Ordinal), lost.Order(StringComparer.Ordinal));
        Assert.Equal("mvp", verdict.EarnedStage ?? "mvp");
        var finding = verdict.Findings.First(finding => finding.Message.StartsWith($"{rows.Split(' ')[0]}: ", StringComparison.Ordinal));
        Assert.Contains(says, finding.Message);
        Assert.Equal(FindingSeverity.Error, finding.Severity);
        Assert.True(finding.Line > 1);
    }
}
