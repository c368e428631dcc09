using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using static MlGuard.Lifecycle.Checks.RequiredFrom;
using static MlGuard.Lifecycle.Checks.RowChecks;
using static MlGuard.Lifecycle.Manifest.ValueTypes;

namespace MlGuard.Lifecycle.Requirements.Serving;

/// <summary>10 The serving pipeline and 11 tests in production.</summary>
internal static class ServingRows
{
    public static ImmutableArray<Row> All { get; } =
    [
        new("serving/api", Growth, "The interface's description", "clients guess", "S",
            [
                new("serving.api.openapi", FilePath, "src/Fraud.Api/openapi.json"),
                new("serving.api.endpoint", NameOf("a verb and a route"), "POST /v2/score"),
                new Field("serving.api.consumers[]", Name, "checkout").Optional,
            ])
            {
                AskedFrom = ProductProfile.Standard,
                When = Condition.Realtime,
                Check = All(ServingChecks.Described, AtGate(ServingChecks.IsTheCodes)),
                Checked = "the endpoint is in the description and in the code; the request carries the columns of the data (warns)",
            },
        new("serving/security", Growth, "Who may ask, and what can go wrong", "anybody can ask", "S; SE27; AIA 15(5); NI MEASURE 2.7",
            [new("serving.security.auth", Name, "oauth2"), new("serving.security.threats", Document, "docs/security/threats.md")])
            {
                Check = AtGate(ServingChecks.Authorized),
                Checked = "every endpoint that predicts asks who is calling, and no handler lets everybody in; the threats are a "
                    + "document",
            },
        new("serving/postProcessing", Growth, "What turns a score into a decision, or none", "the policy hides in the model", "S; R15",
            [new(ManifestPaths.ServingPostProcessing, Or(Symbol, "none"), "Fraud.Serving.DecisionPolicy")])
            {
                Check = AtGate(ReachedCheck.FromEveryPrediction(
                    ManifestPaths.ServingPostProcessing, WayKind.Result, "the answer goes out without the policy")),
                Checked = "every way that answers with a prediction passes it, it makes something of what it is passed, and its result is the "
                    + "answer's ground",
            },
        new(
            "serving/log", Growth, "The code that logs each prediction with the model's version", "no answer can be explained afterwards",
            "SE33, SE34; AIA 12; IS A.6.2.8",
            [new(ManifestPaths.ServingLog, Symbol, "Fraud.Serving.DecisionLog")])
            {
                Check = AtGate(All(
                    ReachedCheck.FromEveryPrediction(ManifestPaths.ServingLog, WayKind.Passage, "that answer is not in the log"),
                    LogCheck.NamesVersion, LogCheck.KeepsScore, LogCheck.WritesAlways, LogCheck.ReachesSomewhere)),
                Checked = "every way that answers with a prediction passes it with the score, which it uses; "
                    + "what it receives or writes names the model's version, or the id of a hosted one",
            },
        new("serving/tests", Growth, "The tests of serving", "a release is a try", "AZ1; T:I3",
            [new("serving.tests", Symbol, "Fraud.Tests.ScoreApiTests")])
            {
                Check = AtGate(All(ServingTestCheck.Run, ServingChecks.EndpointIsMapped)),
                Checked = "a test that asserts and passed sends a request to an endpoint that predicts and looks at the answer, or calls its "
                    + "handler, with nothing of its own in the place of what asks the model; without serving.api.openapi the code maps serving.api.endpoint (warns)",
            },
        new("serving/load", Growth, "Latency and throughput, measured", "the peak breaks it", "S; T:O6",
            [
                new("serving.load.latencyP99", Pointer, "artifacts/perf/k6.json#/latencyP99Ms"),
                new("serving.load.throughput", Pointer, "artifacts/perf/k6.json#/rps"),
            ])
            {
                AskedFrom = ProductProfile.Standard,
                When = Condition.Realtime,
                Check = AtGate(ServingChecks.Load),
                File = FileContent.Measured(
                    """
                      "endpoint": "POST /v2/score", "latencyP99Ms": 41, "rps": 342
                    """,
                    "A name that ends in 'Ms' is in milliseconds, and text such as '41ms' is read too; the throughput is requests a "
                        + "second. 'endpoint' or a URL anywhere in the file says that requests were sent; without it the row is declared. "
                        + "What k6, NBomber and BenchmarkDotNet write is read as it is, without 'model'."),
                Checked = "not slower than latencyP99, not less than the peak; measured over the wire",
            },
        new(
            "serving/tools", Growth, "What a model may do: each tool, its effect, and whether somebody is asked",
            "a model can do what nobody decided", "OWASP LLM03, ASI02; NI MANAGE 2.4",
            [
                new(ManifestPaths.ServingToolsName, Name, "order_status"),
                new(ManifestPaths.ServingToolsEffect, OneOf("read", "write", "destructive"), "read"),
                new Field(ManifestPaths.ServingToolsApproval, Flag, "true").Optional,
            ])
            {
                When = Condition.Tools,
                Check = All(ToolChecks.Approved, AtGate(ToolChecks.AreTheCodes)),
                Checked = "what destroys asks first; the code offers these tools and no others, wraps what asks, and hints at no other effect",
            },
        new(
            "serving/prompts", Growth, "The instructions as files, each with a version and an owner",
            "what the model is asked changes unseen", "OWASP LLM07; SE28",
            [
                new(ManifestPaths.ServingPromptsFile, FilePath, "prompts/support-2.md"),
                new(ManifestPaths.ServingPromptsVersion, Name, "2"),
                new(ManifestPaths.ServingPromptsOwner, Who, "lea"),
                new Field(
                    ManifestPaths.ServingPromptsHash, Hash,
                    "sha256:9f2c41d07be0a6d3c5f18a2247d9e60b3b7a54e1c80f6d29a1e3577c0d4b8f12").Optional,
            ])
            {
                When = Condition.Prompts,
                Check = All(PromptCheck.Run, PeopleCheck.Of(1, "", ManifestPaths.ServingPromptsOwner)),
                Checked = "text in the repository, each file once, with the hash where one is given; a known owner",
            },
    ];

    public static ImmutableArray<Row> Rollout { get; } =
    [
        new("rollout/shadow", Maturity, "Since when a new model runs in the shadow, or skip", "the first real request is the test", "SE29",
            [new("rollout.shadow", Or(Date, "skip"), "2026-11-02")])
            { AskedFrom = ProductProfile.Standard, Check = RolloutChecks.Shadow, IsOnlySaid = true, Checked = "has begun" },
        new(
            "rollout/canary", Growth, "The steps to full traffic, and what stops them", "everybody gets the new model at once",
            "S; T:I6; GL2",
            [
                new("rollout.canary.steps[]", Percent, "1%") { More = ["10%", "100%"] }, new("rollout.canary.window", Duration, "24h"),
                new Field("rollout.canary.guard.<metric>.min", Quantity, "97.5%") { Named = "approvalRate" }.AdvisedUnless("max"),
                new Field("rollout.canary.guard.<metric>.max", Quantity, "0.5%").Optional,
            ])
            { AskedFrom = ProductProfile.Standard, Check = RolloutChecks.Canary, IsOnlySaid = true,
                Checked = "ascending, two steps at least, ends at 100%, a guard with a bound" },
        new(
            "rollout/abTest", Growth, "The comparison in production, and what stops it", "nobody knows whether it helped",
            "S; R27, R39; AZ3",
            [
                new(ManifestPaths.RolloutAbTestMetric, Name, "fraudLossRate"),
                new Field("rollout.abTest.proxyFor", Name, "fraudLossRate").Optional, new("rollout.abTest.minEffect", Quantity, "0.02%"),
                new("rollout.abTest.runs", Duration, "28d"),
                new Field("rollout.abTest.stop.<metric>.min", Quantity, "97.5%").Optional,
                new Field("rollout.abTest.stop.<metric>.max", Quantity, "0.4%") { Named = "complaintRate" }.AdvisedUnless("min"),
            ])
            {
                AskedFrom = ProductProfile.Standard,
                Check = RolloutChecks.AbTest,
                IsOnlySaid = true,
                Checked = "an effect above zero, a rule to stop with a bound",
            },
        new("rollout/abTest/result", Maturity, "The result of the comparison", "nobody knows whether it helped", "T:M2; NI MEASURE 4.3",
            [new("rollout.abTest.result", Pointer, "artifacts/ab/result.json#/effect")])
            {
                AskedFrom = ProductProfile.Standard,
                Check = AtGate(RolloutChecks.Effect),
                File = FileContent.Plain(
                    """
                      "effect": 0.0003
                    """,
                    "The measured effect, in the unit of rollout.abTest.minEffect; 2% is 0.02."),
                Beside = ["rollout.abTest.minEffect"],
                Checked = "not below minEffect",
            },
        new("rollout/rollback", Growth, "The way back, and when it was last walked", "a bad model stays", "S; T:I7; SE32; NI MANAGE 2.4",
            [
                new(ManifestPaths.RolloutRollbackTo, NameOf("a version that was released"), "fraud-2.2.1"),
                new("rollout.rollback.workflow", FilePath, ".github/workflows/rollback.yml"),
                new("rollout.rollback.drilled", Date, "2026-10-14"), new("rollout.rollback.within", Duration, "10min"),
            ])
            {
                Beside = [ManifestPaths.ModelVersion, ManifestPaths.ModelsArtifact, "docs.changelog"],
                Check = All(
                    RollbackTarget.Check, WorkflowCheck.StartedByHand("rollout.rollback.workflow"),
                    WorkflowCheck.Acts("rollout.rollback.workflow", "a bad model stays"),
                    AgeCheck.For(
                        "rollout.rollback.drilled", "the last drill", RolloutChecks.DrillDays, "Run the workflow and set 'drilled'."),
                    RolloutChecks.DrilledHere),
                Checked = "another version than the one that runs; can be started by hand, and its steps change something; drilled "
                    + "within 180 days, and within a month at most. Declared, and not proven, where no tag, workflow, entry of models, "
                    + "changelog or tracked file names that version, or where the drill lies before the repository's first commit",
            },
    ];
}
