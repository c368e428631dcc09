using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Decisions;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Requirements;
using MlGuard.Lifecycle.Text;
using MlGuard.Lifecycle.Tests.Products;

namespace MlGuard.Lifecycle.Tests;

/// <summary>
/// Every row of growth and maturity: earned by the examples, missed when a value is gone, failed or broken when what it says is not so.
/// </summary>
public sealed class LaterRowTests
{
    public static TheoryData<string> Rows =>
        [
            .. RequirementTable.All.Where(row => row.RequiredFrom is RequiredFrom.MvpWarning or RequiredFrom.Growth
                or RequiredFrom.Maturity)
                .Select(row => row.Id),
        ];

    /// <summary>The row, what to change in the manifest, and the state that follows.</summary>
    public static TheoryData<string, string, string, object> Contradictions => new()
    {
        { "ruleset", "ruleset: 2026-r1 ", "ruleset: 2025-r9 ", RowState.Failed },
        { "model", "version: 2.3.0", "version: two", RowState.Failed },
        { "model", "license: LicenseRef-Proprietary", "license: ours", RowState.Failed },
        { "discovery/market/source", "source: docs/discovery/market.md", "source: docs/discovery/none.md", RowState.Failed },
        { "discovery/mlNeeded/result", "artifacts/eval/baseline.json#/recall", "artifacts/eval/baseline.json#/precision", RowState.Broken },
        { "discovery/gain/basis", "basis: docs/discovery/gain.md", "basis: ../gain.md", RowState.Failed },
        { "discovery/gain", "amount: 2.4M EUR/year", "amount: 2.4M USD/year", RowState.Failed },
        { "discovery/feasible/evidence", "date: 2026-01-20", "date: 2026-03-20", RowState.Failed },
        { "discovery/agreed", "{ tech-lead: lea, product: tom }\n\ndata", "{ tech-lead: lea, product: lea }\n\ndata", RowState.Failed },
        {
            "discovery/agreed",
            "{ tech-lead: lea, product: tom }\n\ndata",
            "{ tech-lead: lea, product: stranger }\n\ndata",
            RowState.Failed
        },
        { "data/sources/quality", "quality: fair", "quality: poor", RowState.Failed },
        { "data/sources/kind", "kind: internal", "kind: bought", RowState.Failed },
        { "data/sources/license", "license: contracts/device-reputation.pdf", "license: Some-License", RowState.Failed },
        { "data/sources/license", "license: contracts/device-reputation.pdf", "license: MIT", RowState.Declared },
        { "data/sources/schema", "schema: Fraud.Data.Transaction", "schema: Fraud.Data.Nothing", RowState.Failed },
        { "data/sources/schema", "schema: Fraud.Data.Transaction", "schema: Fraud.Data.DeviceSignal", RowState.Failed },
        { "data/sources/snapshot", "snapshot: data/transactions.dvc", "snapshot: docs/runbook.md", RowState.Broken },
        { "data/sources/snapshot", "      snapshot: data/transactions.dvc\n", "", RowState.Failed },
        { "data/sources/labels", "      labels: { from: chargebacks, delay: 45d }\n", "", RowState.Failed },
        { "data/sources/labels", "watch: concept-drift", "watch: upstream", RowState.Failed },
        { "data/assessment", "by: nils", "by: nobody-knows", RowState.Failed },
        { "data/checks", "checks: Fraud.Data.TransactionChecks", "checks: Fraud.Data.ErasureJob", RowState.Failed },
        { "stages/mvp", "to: 2026-05-29", "to: 2026-01-29", RowState.Failed },
        { "stages/mvp", "to: 2026-05-29", "to: 2027-01-29", RowState.Failed },
        { "stages/mvp", "decision: invest, record: docs/adr/0007", "decision: repeat, record: docs/adr/0007", RowState.Failed },
        { "stages/mvp", "record: docs/adr/0007-growth.md", "record: docs/data/assessment.md", RowState.Failed },
        {
            "stages/mvp",
            "artifacts/eval/mvp.json#/recallAt1pctFpr",
            "artifacts/eval/mvp.json#/recallAt1pctFpr, min: 0.56",
            RowState.Failed
        },
        {
            "stages/signoff",
            "signoff: { tech-lead: lea, product: tom, budget: ines } }\n\npriority",
            "signoff: { tech-lead: lea, product: lea, budget: lea } }\n\npriority",
            RowState.Failed
        },
        { "stages/growth", "decision: invest, record: docs/adr/0012", "decision: stop, record: docs/adr/0012", RowState.Failed },
        { "stages/growth", "min: 0.60", "min: 0.63", RowState.Failed },
        { "priority/cost", "cost: 540k EUR, complexity", "cost: 500k EUR, complexity", RowState.Failed },
        { "priority/cost", "cost: 540k EUR, complexity", "cost: 540k USD, complexity", RowState.Failed },
        { "priority/gain", "priority: { gain: 2.4M EUR/year", "priority: { gain: 2.5M EUR/year", RowState.Failed },
        { "architecture/business/requests", "requests: 6.5M/day", "requests: 65M/day", RowState.Failed },
        { "architecture/business/peak", "peak: 220/s", "peak: 0/s", RowState.Failed },
        { "architecture/business/users", "users: 4.2M", "users: 0", RowState.Failed },
        { "architecture/business/quality", "quality: { recallAt1pctFpr: 0.62 }", "quality: { recallAt1pctFpr: 0.65 }", RowState.Failed },
        { "architecture/business/quality", "quality: { recallAt1pctFpr: 0.62 }", "quality: { precision: 0.65 }", RowState.Failed },
        { "architecture/business/latencyP99", "latencyP99: 80ms\n", "latencyP99: 0ms\n", RowState.Failed },
        { "architecture/business/availability", "count: 6", "count: 1", RowState.Failed },
        { "architecture/technical/servers", "count: 6", "count: 5", RowState.Failed },
        {
            "architecture/technical/fallback/symbol",
            "symbol: Fraud.Serving.RulesFallback",
            "symbol: Fraud.Serving.DecisionPolicy",
            RowState.Failed
        },
        {
            "architecture/technical/fallback/symbol",
            "test: Fraud.Tests.FallbackTests",
            "test: Fraud.Tests.PipelineTests.Erases",
            RowState.Failed
        },
        { "strategy/northStar", "now: 0.19%", "now: 0.11%", RowState.Failed },
        { "strategy/northStar", "now: 0.19%", "now: 19 EUR", RowState.Failed },
        { "strategy/northStar", "metric: fraudLossRate, now", "metric: revenue, now", RowState.Failed },
        { "strategy/northStar", "target: 0.11%, by: 2027-06-30", "target: 0.11%, by: 2026-06-30", RowState.Failed },
        { "strategy/milestones", "due: 2027-02-26", "due: 2026-12-01", RowState.Failed },
        {
            "strategy/milestones",
            "due: 2026-12-18, proof: artifacts/rollout/canary.json#/passed",
            "due: 2026-10-18, proof: artifacts/rollout/canary.json#/failed",
            RowState.Failed
        },
        { "strategy/headcount", "ml-engineer: 2, data-engineer: 1, backend: 1, mlops: 1", "ml-engineer: 2", RowState.Failed },
        { "strategy/budget", "people: 430k EUR", "people: 400k EUR", RowState.Failed },
        { "strategy/budget", "people: 430k EUR", "people: 430k USD", RowState.Failed },
        { "strategy/budget/spent", "spent.json#/eur", "spent.json#/usd", RowState.Broken },
        { "tactics", "what: deployment", "what: something", RowState.Failed },
        { "tactics", "due: 2026-12-11", "due: 2026-11-11", RowState.Failed },
        { "tactics/milestones", "due: 2026-12-11", "due: 2027-12-11", RowState.Failed },
        { "pipelines/buy", "buy: [device-reputation]", "buy: [device-reputation, weather]", RowState.Failed },
        { "pipelines/buy", "cost: 60k EUR/year", "cost: 90k EUR/year", RowState.Failed },
        { "pipelines/buy", "cost: 60k EUR/year", "cost: 60k GBP/year", RowState.Failed },
        { "pipelines/featureStore", "review: 2027-03-01", "review: 2026-11-22", RowState.Failed },
        { "pipelines/toTraining", "toTraining: Fraud.Data.TrainingFeed", "toTraining: Fraud.Data.TrainingFeeds", RowState.Failed },
        { "pipelines/toProduction", "toProduction: Fraud.Data.ServingFeed", "toProduction: Fraud.Data.Feed", RowState.Failed },
        {
            "pipelines/sharedFeatures",
            "sharedFeatures: Fraud.Features.FeatureBuilder",
            "sharedFeatures: Fraud.Data.TrainingFeed",
            RowState.Failed
        },
        { "pipelines/regulation/gdpr", "erasure: Fraud.Data.ErasureJob", "erasure: Fraud.Serving.Endpoints.Map", RowState.Failed },
        { "pipelines/feeds", "inputs: decision-log", "inputs: decision-lag", RowState.Failed },
        { "training/quality", "min: 0.62, from", "min: 0.67, from", RowState.Failed },
        { "training/quality/beats", "beats: [baseline, champion]", "beats: [champion], by: 0.05", RowState.Failed },
        { "training/slices", "by: [country, channel, customer-age]", "by: [country, weekday]", RowState.Broken },
        { "training/slices", "scope: country=MT", "scope: country=DE", RowState.Failed },
        { "training/triggers", "triggers: [on-demand, weekly, data-drift]", "triggers: [daily]", RowState.Failed },
        { "training/triggers", "triggers: [on-demand, weekly, data-drift]", "triggers: [new-data]", RowState.Failed },
        {
            "training/triggers",
            "watch: data-drift, metric: psi, max: 0.2, every: 1h, owner: mlops, plan: retrain",
            "watch: data-drift, metric: psi, max: 0.2, every: 1h, owner: mlops, plan: page",
            RowState.Failed
        },
        { "training/triggers/drift", "triggers: [on-demand, weekly, data-drift]", "triggers: [on-demand, weekly]", RowState.Failed },
        { "training/productionize", "promote.yml", "rollback.yml", RowState.Failed },
        { "training/seed", "seed: 20260615", "seed: 1", RowState.Failed },
        {
            "training/artifact",
            "sha256:",
            "sha256:0000000000000000000000000000000000000000000000000000000000000000\" }\n  was: { hash: \"",
            RowState.Failed
        },
        { "training/repro", "tolerance: 0.005", "tolerance: 0.0005", RowState.Failed },
        { "training/staleness", "watch: model-age, max: 21d", "watch: model-age, max: 60d", RowState.Failed },
        { "training/staleness", "staleness.json#/curve", "staleness.json#/line", RowState.Broken },
        { "serving/api", "endpoint: POST /v2/score", "endpoint: POST /v2/decide", RowState.Failed },
        { "serving/api", "endpoint: POST /v2/score", "endpoint: GET /v2/score", RowState.Failed },
        {
            "serving/postProcessing",
            "postProcessing: Fraud.Serving.DecisionPolicy",
            "postProcessing: Fraud.Data.ErasureJob",
            RowState.Failed
        },
        { "serving/postProcessing", "postProcessing: Fraud.Serving.DecisionPolicy", "postProcessing: none", RowState.Declared },
        { "serving/log", "log: Fraud.Serving.DecisionLog", "log: Fraud.Data.ErasureJob", RowState.Failed },
        { "serving/tests", "tests: Fraud.Tests.ScoreApiTests", "tests: Fraud.Tests.PipelineTests.Erases", RowState.Failed },
        { "serving/load", "latencyP99: 80ms\n", "latencyP99: 50ms\n", RowState.Failed },
        { "serving/load", "k6.json#/latencyP99Ms", "k6.json#/rps", RowState.Broken },
        { "rollout/shadow", "shadow: 2026-09-01", "shadow: 2027-09-01", RowState.Failed },
        { "rollout/canary", "[1%, 10%, 50%, 100%]", "[10%, 1%, 100%]", RowState.Failed },
        { "rollout/canary", "[1%, 10%, 50%, 100%]", "[1%, 50%]", RowState.Failed },
        { "rollout/canary", ", guard: { approvalRate: { min: 97.5% } }", "", RowState.Failed },
        { "rollout/abTest", "minEffect: 0.02%", "minEffect: 0%", RowState.Failed },
        { "rollout/abTest", ", stop: { complaintRate: { max: 0.4% } }", "", RowState.Failed },
        { "rollout/abTest/result", "minEffect: 0.02%", "minEffect: 0.05%", RowState.Failed },
        { "rollout/rollback", "drilled: 2026-10-14", "drilled: 2026-05-26", RowState.Failed },
        { "rollout/rollback", "drilled: 2026-10-14", "drilled: 2026-05-27", RowState.Proven },
        { "rollout/rollback", "to: fraud-2.2.1", "to: fraud-2.3.0", RowState.Failed },
        { "monitoring", "max: 0.5%, every", "every", RowState.Failed },
        { "monitoring", "watch: servers", "watch: cost", RowState.Failed },
        { "monitoring/plan", "fallback: { to: rules-engine v3, symbol", "fallback: { symbol", RowState.Failed },
        { "monitoring/runbook", "docs/runbook.md#drift", "docs/runbook.md#drifts", RowState.Failed },
        { "monitoring/modelAge", "watch: model-age, max: 21d", "watch: model-age, max: 13d", RowState.Failed },
        { "monitoring/extended", "watch: prediction-bias", "watch: errors", RowState.Failed },
        { "docs/tests/coverage", "min: 70% }", "min: 95% }", RowState.Failed },
        { "docs/modelCard", "outOfScope: Credit decisions.", "outOfScope: TODO", RowState.Failed },
        { "docs/runbook", "decisions: docs/adr", "decisions: docs/discovery", RowState.Failed },
        { "docs/changelog", "docs/model-changelog.md", "docs/features.md", RowState.Failed },
        { "iterate/review", "review: 2027-01-15", "review: 2026-11-22", RowState.Failed },
        { "iterate/realisedGain", "gain.json#/eurPerYear", "gain.json#/usdPerYear", RowState.Broken },
        { "iterate/next", "next: update", "next: stop", RowState.Failed },
        { "governance/oversight", "override: true", "override: false", RowState.Failed },
        { "governance/fairness", "maxGap: 0.05", "maxGap: 0.02", RowState.Failed },
        { "governance/risks", "mitigation: Slice gate on country plus analyst review.", "mitigation: none", RowState.Failed },
        { "governance/logs", "class: not-high-risk", "class: high", RowState.Failed },
        { "governance/euAiAct", "date: 2026-02-10", "date: 2025-02-10", RowState.Failed },
    };

    /// <summary>The row, the file to change, what to put there, and the state that follows.</summary>
    public static TheoryData<string, string, string, object> Files => new()
    {
        { "discovery/market/source", "docs/discovery/market.md", "# Market\n\nA few words.\n\n## More\n\nToo few.\n", RowState.Failed },
        { "discovery/market/source", "docs/discovery/market.md", Documents.Report + "\nTODO: ask sales\n", RowState.Failed },
        { "discovery/gain/basis", "docs/discovery/gain.md", Documents.Report.Replace("#", ""), RowState.Failed },
        { "discovery/mlNeeded/result", "artifacts/eval/baseline.json", """{ "recallAt1pctFpr": 0.66 }""", RowState.Failed },
        {
            "training/quality",
            "artifacts/eval/metrics.json",
            """{ "model": { "sha256": "00" }, "recallAt1pctFpr": 0.9 }""",
            RowState.Broken
        },
        { "training/quality", "artifacts/eval/metrics.json", "{ \"recallAt1pctFpr\": ", RowState.Broken },
        {
            "training/quality/beats",
            "artifacts/eval/metrics.json",
            GrowthProduct.Evidence("\"recallAt1pctFpr\": 0.66, \"champion\": { \"recallAt1pctFpr\": 0.66 }"),
            RowState.Failed
        },
        { "training/slices", "artifacts/eval/slices.json", """{ "slices": { "country": { "DE": 0.9 } } }""", RowState.Broken },
        { "training/artifact", "models/fraud-2.3.0.zip", "another model", RowState.Failed },
        {
            "training/productionize",
            ".github/workflows/promote.yml",
            "on: [workflow_dispatch]\njobs: { a: { steps: [{ run: dotnet build -t:MlGuardGate, continue-on-error: true }] } }",
            RowState.Failed
        },
        {
            "training/productionize",
            ".github/workflows/promote.yml",
            "on: [workflow_dispatch]\njobs: { a: { steps: [{ run: dotnet build -t:MlGuardGate || true }] } }",
            RowState.Failed
        },
        {
            "training/productionize",
            ".github/workflows/promote.yml",
            "on: push\njobs: { a: { steps: [{ run: dotnet publish }] } }",
            RowState.Failed
        },
        {
            "training/productionize",
            ".github/workflows/promote.yml",
            "on: workflow_dispatch\njobs: { a: { steps: [{ run: docker push shop }, { run: dotnet build -t:MlGuardGate }] } }",
            RowState.Failed
        },
        { "training/productionize", ".github/workflows/promote.yml", "\t- not yaml", RowState.Broken },
        {
            "training/productionize",
            ".github/workflows/promote.yml",
            "trigger: none\nsteps:\n- script: dotnet test\n- task: DotNetCoreCLI@2\n  inputs: { command: publish }\n",
            RowState.Proven
        },
        {
            "training/productionize",
            ".github/workflows/promote.yml",
            "on: workflow_dispatch\njobs: { a: { steps: [{ run: dotnet publish }, { run: dotnet restore }, { run: dotnet test }] } }",
            RowState.Failed
        },
        {
            "training/productionize",
            ".github/workflows/promote.yml",
            "test: { script: [dotnet test] }\nship: { stage: deploy, script: [dotnet publish, docker push shop] }\n",
            RowState.Proven
        },
        {
            "training/triggers",
            ".github/workflows/promote.yml",
            "test: { script: [dotnet test] }\n",
            RowState.Failed
        },
        {
            "training/triggers",
            ".github/workflows/promote.yml",
            "on: { workflow_dispatch: , schedule: [{ cron: '0 4 1 * *' }] }\njobs: { a: { steps: [{ run: dotnet publish }] } }",
            RowState.Failed
        },
        { "training/staleness", "artifacts/eval/staleness.json", """{ "curve": [{ "ageDays": 0 }] }""", RowState.Broken },
        { "training/features", "artifacts/eval/features.json", """{ "features": { "Amount": 0 } }""", RowState.Broken },
        {
            "training/features",
            "artifacts/eval/features.json",
            GrowthProduct.Evidence("\"features\": { \"Amount\": 0, \"Night\": 0.3 }"),
            RowState.Failed
        },
        { "training/repro", "artifacts/eval/repro.json", """{ "gap": 0.2 }""", RowState.Failed },
        { "serving/api", "src/Fraud.Api/openapi.json", """{ "swagger": "2.0", "paths": {} }""", RowState.Broken },
        { "serving/load", "artifacts/perf/k6.json", GrowthProduct.Evidence("\"latencyP99Ms\": 61.5, \"rps\": 210"), RowState.Failed },
        { "serving/load", "artifacts/perf/k6.json", """{ "latencyP99Ms": 61.5, "rps": 342 }""", RowState.Broken },
        { "governance/fairness", "artifacts/eval/fairness.json", """{ "maxGap": 0.01 }""", RowState.Broken },
        { "stages/mvp", "artifacts/eval/mvp.json", """{ "recallAt1pctFpr": 0.40 }""", RowState.Failed },
        { "strategy/budget/spent", "artifacts/finance/spent.json", """{ "eur": 999000 }""", RowState.Failed },
        { "strategy/budget/spent", "artifacts/finance/spent.json", """{ "eur": "300k USD" }""", RowState.Broken },
        { "iterate/realisedGain", "artifacts/finance/gain.json", """{ "eurPerYear": "1.9M USD/year" }""", RowState.Broken },
        { "rollout/abTest/result", "artifacts/ab/result.json", """{ "effect": 0.0001 }""", RowState.Failed },
        {
            "rollout/rollback",
            ".github/workflows/rollback.yml",
            "on: push\njobs: { a: { steps: [{ run: ./rollback.sh }] } }",
            RowState.Failed
        },
        { "monitoring/runbook", "docs/runbook.md", "# Runbook\n\n## Drift\n\nCall Lea.\n", RowState.Failed },
        { "docs/tests/results", "artifacts/tests.trx", "<TestRun><Results /></TestRun>", RowState.Broken },
        {
            "docs/tests/results",
            "artifacts/tests.trx",
            "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><TestRun>&b;</TestRun>",
            RowState.Broken
        },
        { "docs/tests/coverage", "artifacts/coverage.cobertura.xml", "<coverage><packages /></coverage>", RowState.Broken },
        { "docs/runbook", "docs/adr/0007-growth.md", "# Nothing decided", RowState.Proven },
        { "data/sources/snapshot", "data/transactions.csv", "other data than the pinned", RowState.Failed },
    };

    [Theory]
    [InlineData("", "Add one with 'watch: model-age'")]
    [InlineData(
        "  - { watch: TODO, max: TODO, every: TODO, owner: TODO, plan: TODO, runbook: TODO }\n",
        "Fill in an entry of 'monitoring' that is still TODO, with 'watch: model-age'")]
    public void A_monitor_is_missing_where_an_entry_is_laid_for_it(string laid, string remedy)
    {
        using var product = GrowthProduct.Create(text => Replaced(
            text, "  - { watch: model-age, max: 21d, every: 1d, owner: lea, plan: retrain, runbook: docs/runbook.md#stale }\n", laid));

        var verdict = product.Decide(GateMode.Enforce, ci: true);

        Assert.Contains(verdict.Findings, finding => finding.Message.StartsWith("monitoring/modelAge: ", StringComparison.Ordinal)
            && finding.Message.Contains(remedy, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_maturity_example_earns_the_row(string rule)
    {
        using var product = GrowthProduct.Create(example: "maturity");

        var row = product.Row(rule, ci: true);

        Assert.True(
            row.State is RowState.Proven or RowState.Declared or RowState.NotApplicable
                || (rule == "training/slices" && row.State == RowState.Waived),
            $"{row.State}: {row.Reason}");
        Assert.True(row.State != RowState.NotApplicable || EveryRowTests.Added.Select(added => added.Data).Contains(rule), rule);
        Assert.True(
            row.State == RowState.NotApplicable || (row.State == RowState.Declared) == SaidRows.All.Contains(rule),
            $"{rule}: {row.State}, {row.Reason}");
    }

    [Fact]
    public void The_maturity_example_earns_maturity()
    {
        using var product = GrowthProduct.Create(example: "maturity");

        Assert.Equal("", string.Join("\n", product.Decide(GateMode.Enforce, ci: true).Findings.Select(finding => finding.Message)));
        Assert.Equal("maturity", product.Decide(ci: true).EarnedStage);
    }

    /// <summary>Each value that a row asks for, one after the other, left as a placeholder.</summary>
    [Theory]
    [MemberData(nameof(Rows))]
    public void Missed_when_a_value_is_a_placeholder(string rule)
    {
        using var product = GrowthProduct.Create(example: "maturity");
        var text = File.ReadAllText(product.Manifest);
        var manifest = LoadedManifest.Of(product.Manifest).Manifest!;
        var row = RequirementTable.Find(rule)!;
        var isOfOthers = EveryRowTests.Added.Select(added => added.Data).Contains(rule);
        foreach (var field in row.Fields.Where(field => !field.IsOptional && !isOfOthers))
        {
            var entry = manifest.Find(field.Path).First(entry => entry.Text is not null);
            File.WriteAllText(product.Manifest, Without(text, entry.Value!.Span));

            Assert.True(product.Row(rule, ci: true) is { State: RowState.Failed }, field.Path);
        }
    }

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void What_the_manifest_says_is_compared(string rule, string from, string to, object expected)
    {
        using var product = GrowthProduct.Create(text => Replaced(text, from, to), example: "maturity");

        var row = product.Row(rule, ci: true);

        Assert.True(Equals(row.State, expected), $"{row.State}: {row.Reason}");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void What_a_file_holds_is_compared(string rule, string path, string content, object expected)
    {
        using var product = GrowthProduct.Create(example: "maturity");
        product.Write(path, content);

        var row = product.Row(rule, ci: true);

        Assert.True(Equals(row.State, expected), $"{row.State}: {row.Reason}");
    }

    /// <summary>What cannot be contradicted here is: only said, only warned of, or tried in tests of its own.</summary>
    [Fact]
    public void Every_other_row_is_contradicted() =>
        Assert.Equal(
            new[]
            {
                "architecture/technical/databases",
                "architecture/technical/queues", "data/assessment/complexity", "data/sources/freshness", "discovery/solution/approach",
                "governance/incidents", "models",
                "priority/confidence", "priority/rank", "serving/prompts", "serving/security", "serving/tools", "strategy/resources", "training/coupling", "training/notebooks"
            },
            RequirementTable.All.Where(row => row.RequiredFrom is RequiredFrom.Growth or RequiredFrom.Maturity or RequiredFrom.MvpWarning)
                .Select(row => row.Id)
                .Except(Contradictions.Select(data => data.Data.Item1)).Except(Files.Select(data => data.Data.Item1)).Order());

    internal static string Replaced(string text, string from, string to)
    {
        Assert.Contains(from, text, StringComparison.Ordinal);
        return text.Replace(from, to);
    }

    private static string Without(string text, Span span)
    {
        var lines = text.Split('\n');
        var line = lines[span.Line - 1];
        var end = span.EndLine == span.Line ? span.EndColumn - 1 : line.Length;
        lines[span.Line - 1] = line[..(span.Column - 1)] + "TODO" + line[end..];
        return string.Join('\n', lines);
    }
}
