using System.Text;
using MlGuard.Lifecycle.Evidence;
using MlGuard.Lifecycle.Evidence.Ci;
using MlGuard.Lifecycle.Evidence.Documents;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Evidence.Git;
using MlGuard.Lifecycle.Evidence.Model;
using MlGuard.Lifecycle.Evidence.Tests;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Tests.Products;

namespace MlGuard.Lifecycle.Tests;

/// <summary>Each reader on the format that its tool writes, and on what it refuses.</summary>
public sealed class EvidenceTests
{
    private const string Hash = "84915a486933afee4ae06429c20a22b54a87b88a6ffc1bfcd4c492d12aa53724";

    [Theory]
    [InlineData("""{ "recall": 0.5 }""", "/recall", 0.5, "Number")]
    [InlineData("""{ "a/b": { "~": [1, 2.5] } }""", "/a~1b/~0/1", 2.5, "Number")]
    [InlineData("""{ "gain": "1.9M EUR/year" }""", "/gain", 1.9e6, "Money")]
    [InlineData("""{ "latencyP99Ms": 80 }""", "/latencyP99Ms", 0.08, "Duration")]
    [InlineData(
        """{ "metrics": { "http_reqs": { "count": 9, "rate": 240.5 }, "http_req_duration": { "p(99)": 61.5 } } }""",
        "/metrics/http_req_duration/p(99)", 0.0615, "Duration")]
    [InlineData("""{ "metrics": { "http_reqs": { "count": 9, "rate": 240.5 } } }""", "/metrics/http_reqs/rate", 240.5, "Number")]
    [InlineData(
        """{ "FinalStats": { "ScenarioStats": [{ "Ok": { "Request": { "RPS": 99.3 }, "Latency": { "Percent99": 642.05 } } }] } }""",
        "/FinalStats/ScenarioStats/0/Ok/Latency/Percent99", 0.64205, "Duration")]
    [InlineData("""{ "ScenarioStats": [{ "Ok": { "Request": { "RPS": 99.3 } } }] }""", "/ScenarioStats/0/Ok/Request/RPS", 99.3, "Number")]
    [InlineData(
        """{ "HostEnvironmentInfo": {}, "Benchmarks": [{ "Statistics": { "Percentiles": { "P95": 2500000 } } }] }""",
        "/Benchmarks/0/Statistics/Percentiles/P95", 0.0025, "Duration")]
    public void A_metric_is_a_number_with_its_unit(string json, string pointer, double amount, string kind)
    {
        var metric = MetricReading.At(JsonFile.Read(Bytes(json)).Value!, pointer).Value!;

        Assert.Equal((amount, kind), (Math.Round(metric.Value.Amount, 9), metric.Value.Kind.ToString()));
    }

    [Theory]
    [InlineData("""{ "a": "0.5" }""", "/a")]
    [InlineData("""{ "a": true }""", "/a")]
    [InlineData("""{ "a": null }""", "/a")]
    [InlineData("""{ "a": 1e999 }""", "/a")]
    [InlineData("""{ "a": [1] }""", "/a/1")]
    [InlineData("""{ "a": [1] }""", "/a/-1")]
    [InlineData("""{ "a": 1 }""", "/b")]
    public void What_is_no_number_is_said_to_be_none(string json, string pointer) =>
        Assert.Contains("at '/", MetricReading.At(JsonFile.Read(Bytes(json)).Value!, pointer).Fault!.What);

    [Fact]
    public void A_flaw_says_where()
    {
        var fault = JsonFile.Read(Bytes("{\n  \"a\": NaN\n}")).Fault!;

        Assert.Equal((2, 8), (fault.Line, fault.Column));
        Assert.Equal("is not JSON, where NaN and Infinity are none either (line 2, column 8)", fault.Text);
    }

    [Fact]
    public void Evidence_names_its_model_its_data_and_its_day()
    {
        var json = JsonFile.Read(Bytes(
            $$"""{ "model": { "sha256": "SHA256:{{Hash.ToUpperInvariant()}}" }, """
            + """ "data": { "sha256": "11" }, "createdUtc": "2026-11-24T08:50:27.7643576Z" }""")).Value!;

        Assert.Equal((Hash, "11", new DateTime(2026, 11, 24)), (json.ModelHash, json.DataHash, json.Created));
    }

    [Fact]
    public void A_run_of_MLflow_reads_like_an_object()
    {
        using var product = new TestProduct("mlguard: v1\n")
            .Write("mlruns/0/ab12/metrics/recall", "1764000000000 0.51 0\n1764000000500 0.63 2\n1764000000400 0.58 1\n")
            .Write("mlruns/0/ab12/metrics/val/auc", "1764000000000 0.9 0\n")
            .Write("mlruns/0/ab12/metrics/broken", "yesterday good\n")
            .Write("mlruns/0/ab12/tags/model.sha256", Hash);
        var files = new EvidenceStore(new(product.Root));

        Assert.Equal(
            (0.63, Hash),
            (files.Metric("mlruns/0/ab12#/metrics/recall").Value!.Value.Amount,
                files.Metric("mlruns/0/ab12#/metrics/recall").Value!.ModelHash));
        Assert.Equal(0.9, files.Metric("mlruns/0/ab12#/metrics/val/auc").Value!.Value.Amount);
        Assert.True(files.Metric("mlruns/0/ab12#/metrics/none").Fault!.IsAbsent);
        Assert.Equal(1, files.Metric("mlruns/0/ab12#/metrics/broken").Fault!.Line);
        Assert.NotNull(files.Metric("mlruns/0/ab12#/tags/x").Fault);
        Assert.NotNull(files.Metric("mlruns/0/ab12#/metrics/../../../../../etc/passwd").Fault);
    }

    [Fact]
    public void Trx_tells_how_each_method_ended()
    {
        var results = TestResults.Read(Bytes("""
            <TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">
              <Results>
            <UnitTestResult testId="1" testName="shown as it likes" outcome="Passed" />
            <UnitTestResult testId="2" testName="N.T.B(x: 1)" outcome="Passed" />
            <UnitTestResult testId="3" testName="N.T.B(x: 2)" outcome="Failed"><Output><ErrorInfo /></Output></UnitTestResult>
            <UnitTestResult testId="4" testName="N.T.C" outcome="NotExecuted"><Output><StdOut>needs a GPU</StdOut></Output></UnitTestResult>
            <UnitTestResult testId="5" testName="N.T.D" outcome="NotExecuted" /></Results>
              <TestDefinitions>
                <UnitTest id="1"><TestMethod className="N.Outer+T, N, Version=1.0.0.0" name="A" /></UnitTest>
                <UnitTest id="2"><TestMethod className="N.T" name="B(x: 1)" /></UnitTest>
                <UnitTest id="3"><TestMethod className="N.T" name="N.T.B" /></UnitTest>
                <UnitTest id="4"><TestMethod className="N.T" name="C" /></UnitTest>
                <UnitTest id="5"><TestMethod className="N.T" name="D" /></UnitTest>
              </TestDefinitions>
              <ResultSummary outcome="Failed"><Output><StdOut>the run's own words</StdOut></Output></ResultSummary>
            </TestRun>
            """)).Value!;

        Assert.Equal(
            [TestOutcome.Passed, TestOutcome.Failed, TestOutcome.Skipped, null],
            new[] { "N.Outer.T.A", "N.T.B", "N.T.C", "N.T.X" }.Select(results.OutcomeOf));
        Assert.Equal([true, false], results.All.Where(test => test.Outcome == TestOutcome.Skipped).Select(test => test.HasReason));
        Assert.Equal([3, 4, 5, 6, 7], results.All.Select(test => test.Line));
    }

    [Fact]
    public void JUnit_tells_how_each_method_ended()
    {
        var results = TestResults.Read(Bytes("""
            <testsuites><testsuite name="s">
              <testcase classname="N.T" name="A" />
              <testcase classname="N.T" name="B"><failure message="no" /></testcase>
              <testcase classname="N.T" name="C(1)"><skipped message="needs a GPU" /></testcase>
              <testcase classname="N.T" name="D"><skipped /></testcase>
            </testsuite></testsuites>
            """)).Value!;

        Assert.Equal(
            [TestOutcome.Passed, TestOutcome.Failed, TestOutcome.Skipped, TestOutcome.Skipped],
            new[] { "N.T.A", "N.T.B", "N.T.C", "N.T.D" }.Select(results.OutcomeOf));
        Assert.Equal([true, false], results.All.Where(test => test.Outcome == TestOutcome.Skipped).Select(test => test.HasReason));
    }

    /// <summary>As coverlet, the collector of Visual Studio and F# name what the compiler makes.</summary>
    [Fact]
    public void Coverage_belongs_to_the_type_that_a_person_wrote_and_counts_a_line_once()
    {
        var coverage = Coverage.Read(Bytes("""
            <coverage><packages><package><classes>
              <class name="N.Pipeline" filename="p.cs"><lines><line number="1" hits="1" /><line number="2" hits="0" /></lines></class>
              <class name="N.Pipeline/&lt;RunAsync&gt;d__0" filename="p.cs"><lines><line number="2" hits="7" /><line number="3" hits="0"
                  /></lines></class>
              <class name="N.Pipeline.&lt;&gt;c__DisplayClass1_0" filename="p.cs"><lines><line number="4" hits="1" /></lines></class>
              <class name="N.Pipeline+Inner`1" filename="p.cs"><lines><line number="9" hits="1" /></lines></class>
              <class name="N.PipelineOther" filename="o.cs"><lines><line number="1" hits="0" /></lines></class>
            </classes></package></packages></coverage>
            """)).Value!;

        var place = new CodePlace("N", ["N"]);
        Assert.Equal((4, 5), coverage.Of("N.Pipeline", place));
        Assert.Equal((1, 1), coverage.Of("N.Pipeline.Inner", place));
        Assert.Equal((0, 0), coverage.Of("N.Nothing", place));
    }

    [Theory]
    [InlineData("<!DOCTYPE a [<!ENTITY b \"b\">]><TestRun>&b;</TestRun>", "document type")]
    [InlineData("<TestRun><Results><UnitTestResult", "is not XML")]
    [InlineData("<html/>", "neither TRX nor JUnit")]
    [InlineData("<TestRun/>", "holds no test")]
    [InlineData("<?xml version=\"1.0\" encoding=\"klingon\"?><TestRun/>", "is not XML")]
    [InlineData("", "is not XML")]
    public void Results_that_cannot_be_used_say_why(string xml, string what) =>
        Assert.Contains(what, TestResults.Read(Bytes(xml)).Fault!.What);

    [Fact]
    public void Xml_that_is_nested_to_no_end_is_refused_at_its_place() =>
        Assert.Equal(
            "is nested deeper than 64 levels",
            TestResults.Read(Bytes("<TestRun>" + string.Concat(Enumerable.Repeat("<a>", 5000)))).Fault!.What);

    [Theory]
    [InlineData(
        """{ "openapi": "3.1.0", "paths": { "/v1/score/{id}": { "post": { "requestBody": { "$ref": "#/components/requestBodies/B" } } } """
            + """}, "components": { "requestBodies": { "B": { "content": { "application/json": { "schema": """
                + """{ "$ref": "#/components/schemas/P" } } } } }, "schemas": { "P": { "allOf": [{ "properties": { "amount": {} } }, """
                    + """{ "$ref": "#/components/schemas/Q" }] }, "Q": { "properties": { "hour": {} } } } } }""")]
    [InlineData(
        "openapi: 3.0.4\npaths:\n  /v1/score/{id}:\n    parameters: []\n    post:\n      requestBody:\n        content:\n          "
            + "application/json:\n            schema: { type: object, properties: { amount: { type: number }, hour: { type: integer } } "
                + "}\n")]
    public void OpenApi_is_read_in_both_forms(string text)
    {
        var operation = Assert.Single(ApiDescription.Read(Bytes(text)).Value!.Operations);

        Assert.Equal("POST /v1/score/{}", operation.Endpoint);
        Assert.Equal(["amount", "hour"], operation.RequestProperties);
        Assert.NotNull(ApiDescription.Read(Bytes(text)).Value!.Find("post /V1/score/{payment}"));
    }

    [Theory]
    [InlineData(
        """{ "openapi": "3.0.0", "paths": { "/a": { "get": { "requestBody": { "content": { "application/json": { "schema": """
            + """{ "$ref": "#/components/schemas/A" } } } } } } }, "components": { "schemas": { "A": """
                + """{ "$ref": "#/components/schemas/A" } """
                + """} } }""",
        null)]
    [InlineData(
        """{ "openapi": "3.0.0", "paths": { "/a": { "get": { "requestBody": { "content": { "application/json": { "schema": """
            + """{ "$ref": "#/components/schemas/A" } } } } } } }, "components": { "schemas": { "A": { "items": """
                + """{ "$ref": "#/components/schemas/A" } } } } }""",
        null)]
    [InlineData(
        """{ "openapi": "3.0.0", "paths": { "/a": { "get": { "requestBody": { "content": { "application/json": { "schema": """
            + """{ "$ref": "#/components/schemas/A" } } } } } } }, "components": { "schemas": { "A": { "allOf": """
                + """[{ "$ref": "#/components/schemas/A" }, { "$ref": "#/components/schemas/A" }, { "$ref": "#/components/schemas/A" }, """
                    + """{ "$ref": "#/components/schemas/A" }, { "$ref": "#/components/schemas/A" }] } } } }""",
        null)]
    [InlineData("""{ "swagger": "2.0" }""", "Swagger 2")]
    [InlineData("""{ "openapi": "3.0.0" }""", "no path")]
    [InlineData("""{ "info": {} }""", "not OpenAPI 3")]
    [InlineData("[]", "no YAML that can be used")]
    public void OpenApi_that_goes_in_circles_or_is_none_is_survived(string text, string? what) =>
        Assert.Contains(what ?? "", ApiDescription.Read(Bytes(text)).Fault?.What ?? "");

    [Theory]
    [InlineData("on: push\njobs: { a: { steps: [{ run: dotnet build -t:MlGuardGate }] } }", false, 0, true, false)]
    [InlineData(
        "on: [push, workflow_dispatch]\njobs: { a: { steps: [{ uses: actions/checkout@v4 }, { run: \"dotnet publish -c Release\" }] } }",
        true, 0, true, false)]
    [InlineData(
        "on:\n  workflow_dispatch:\n  schedule:\n  - cron: '0 4 * * 1'\n  - cron: '0 4 1 * *'\njobs: { a: { steps: [{ run: echo }] } }",
        true, 2, false, false)]
    [InlineData(
        "on: { workflow_dispatch: {} }\njobs: { a: { steps: [{ run: dotnet publish -p:MlGuardGateBeforePublish=false }] } }", true, 0,
        false, false)]
    [InlineData(
        "on: { workflow_dispatch: {} }\njobs: { a: { steps: [{ run: dotnet build -t:MlGuardGate, continue-on-error: true }] } }", true, 0,
        true, true)]
    [InlineData(
        "on: { workflow_dispatch: {} }\njobs: { a: { steps: [{ run: &gate dotnet build -t:MlGuardGate }, { run: *gate }] } }", true, 0,
        true, false)]
    [InlineData(
        "trigger: [main]\nschedules: [{ cron: '0 0 * * *' }]\nstages: [{ stage: s, jobs: [{ job: j, steps: [{ script: dotnet build "
            + "-t:MlGuardGate, continueOnError: true }] }] }]",
        true, 1, true, true)]
    [InlineData("steps:\n- task: DotNetCoreCLI@2\n  inputs: { command: publish }\n", true, 0, true, false)]
    public void Workflows_say_what_starts_them_and_what_they_ask(string yaml, bool byHand, int schedules, bool asksGate, bool mayFail)
    {
        var workflow = Workflow.Read(Bytes(yaml)).Value!;

        Assert.Equal(
            (byHand, schedules, asksGate, mayFail),
            (workflow.CanBeStartedByHand, workflow.Schedules.Length, workflow.GateStep is not null, workflow.GateStep?.MayFail ?? false));
    }

    [Theory]
    [InlineData("on: push\njobs: { a: { steps: [{ run: docker push x }, { run: dotnet build -t:MlGuardGate }] } }", "docker push")]
    [InlineData("on: push\njobs: { a: { steps: [{ run: dotnet build -t:MlGuardGate }, { run: docker push x }] } }", null)]
    [InlineData("on: push\njobs: { a: { steps: [{ run: mlguard check && docker push x }] } }", null)]
    [InlineData("on: push\njobs: { a: { steps: [{ run: docker push x && mlguard check }] } }", "docker push")]
    [InlineData("on: push\njobs: { a: { steps: [{ run: \"# mlguard check\\nhelm upgrade x\" }] } }", "helm upgrade")]
    [InlineData("on: push\njobs: { a: { steps: [{ run: mlguard check }] }, b: { steps: [{ uses: azure/webapps-deploy@v3 }] } }",
        "azure/webapps-deploy@v3")]
    [InlineData("on: push\njobs: { a: { steps: [{ run: mlguard check }] }, b: { needs: a, "
        + "steps: [{ uses: azure/webapps-deploy@v3 }] } }", null)]
    [InlineData("on: push\njobs: { c: { needs: [b], steps: [{ run: kubectl apply -f x }] }, b: { needs: a, steps: [{ run: ls }] }, "
        + "a: { steps: [{ run: dotnet publish }] } }", null)]
    [InlineData("on: push\njobs: { a: { continue-on-error: true, steps: [{ run: mlguard check }] }, b: { needs: a, "
        + "steps: [{ run: az webapp deploy }] } }", "az webapp")]
    [InlineData(
        "on: push\njobs: { a: { steps: [{ run: mlguard check }, { run: gh release create, if: always() }] } }", "gh release create")]
    [InlineData("on: push\njobs: { a: { steps: [{ run: mlguard check }, { uses: actions/upload-artifact@v4, if: always() }] } }", null)]
    [InlineData("on: push\njobs: { a: { steps: [{ run: dotnet pack -o out }, { run: dotnet nuget push out }] } }", null)]
    [InlineData("on: push\njobs: { a: { steps: [{ uses: docker/build-push-action@v6 }, { run: mlguard check }] } }", null)]
    [InlineData("on: push\njobs: { a: { steps: [{ uses: docker/build-push-action@v6, with: { push: true } }, { run: mlguard check }] } }",
        "docker/build-push-action@v6")]
    [InlineData("stages: [{ stage: s, jobs: [{ job: j, steps: [{ script: mlguard check }] }] }, { stage: t, jobs: [{ deployment: d, "
        + "strategy: { runOnce: { deploy: { steps: [{ task: AzureWebApp@1 }] } } } }] }]", null)]
    [InlineData("stages: [{ stage: s, jobs: [{ job: j, steps: [{ script: mlguard check }] }] }, { stage: t, dependsOn: [], jobs: [{ "
        + "deployment: d, strategy: { runOnce: { deploy: { steps: [{ task: AzureWebApp@1 }] } } } }] }]", "AzureWebApp@1")]
    [InlineData("jobs: [{ job: j, steps: [{ script: mlguard check }] }, { job: k, dependsOn: j, "
        + "steps: [{ script: terraform apply }] }]", null)]
    [InlineData("jobs: [{ job: j, steps: [{ script: mlguard check }] }, { job: k, steps: [{ script: terraform apply }] }]",
        "terraform apply")]
    public void What_ships_before_the_gate_has_said_yes_is_named(string yaml, string? what) =>
        Assert.Equal(what, Workflow.Read(Bytes(yaml)).Value!.ShippedUnasked(step => step is { RunsGate: true, MayFail: false })?.What);

    [Theory]
    [InlineData("on: push\njobs: { a: { steps: [{ run: dotnet publish }, { run: dotnet test }] } }", false)]
    [InlineData("on: push\njobs: { a: { steps: [{ run: dotnet test && dotnet publish }] } }", true)]
    [InlineData("on: push\njobs: { a: { steps: [{ run: dotnet publish && dotnet test }] } }", false)]
    [InlineData("on: push\njobs: { a: { steps: [{ run: dotnet test }] }, b: { steps: [{ run: dotnet publish }] } }", false)]
    [InlineData("on: push\njobs: { a: { steps: [{ run: dotnet test }] }, b: { needs: a, steps: [{ run: dotnet publish }] } }", true)]
    [InlineData("on: push\njobs: { a: { steps: [{ run: ./build.sh }, { run: dotnet publish }] } }", true)]
    [InlineData("on: push\njobs: { a: { steps: [{ uses: actions/download-artifact@v4 }, { run: dotnet publish }] } }", true)]
    [InlineData("on: push\njobs: { a: { steps: [{ uses: actions/checkout@v4 }, { run: dotnet publish }] } }", false)]
    [InlineData("on: push\njobs: { a: { uses: ./.github/workflows/build.yml }, b: { needs: a, steps: [{ run: dotnet pack }] } }", true)]
    [InlineData("a: { script: [dotnet test] }\nb: { script: [dotnet publish] }", false)]
    [InlineData("a: { script: [dotnet test] }\nb: { stage: deploy, script: [dotnet publish] }", true)]
    [InlineData("a: { script: [dotnet test] }\nb: { needs: [a], script: [dotnet publish] }", true)]
    [InlineData("default: { before_script: [dotnet test] }\nb: { script: dotnet publish }", true)]
    [InlineData(".all: { before_script: [dotnet test] }\nb: { extends: .all, script: [dotnet publish] }", true)]
    [InlineData("steps:\n- script: dotnet test\n- script: dotnet pack", true)]
    [InlineData("steps:\n- template: test.yml\n- script: dotnet pack", true)]
    public void A_gate_counts_when_tests_have_run(string yaml, bool isTested) =>
        Assert.Equal(isTested, Workflow.Read(Bytes(yaml)).Value!.AsksAfterTests(step => step.RunsGate));

    [Theory]
    [InlineData("a: { script: [dotnet test, dotnet publish] }", true, null)]
    [InlineData("workflow: { rules: [{ if: '$CI_PIPELINE_SOURCE == \"push\"' }] }\na: { script: [ls] }", false, null)]
    [InlineData("a: { script: [docker push x] }\nb: { stage: deploy, script: [dotnet publish] }", true, "docker push")]
    [InlineData("a: { stage: build, allow_failure: true, script: [dotnet publish] }\nb: { script: [docker push x] }", true, "docker push")]
    [InlineData("a: { script: [dotnet publish], after_script: [docker push x] }", true, "docker push")]
    public void A_pipeline_of_GitLab_is_read(string yaml, bool isByHand, string? ships)
    {
        var workflow = Workflow.Read(Bytes(yaml)).Value!;

        Assert.Equal(
            (isByHand, true, ships),
            (workflow.CanBeStartedByHand, workflow.StartsUnseen,
                workflow.ShippedUnasked(step => step is { RunsGate: true, MayFail: false })?.What));
    }

    [Theory]
    [InlineData("0 4 * * 1", 7)]
    [InlineData("0 4 * * *", 1)]
    [InlineData("*/5 * * * *", 1)]
    [InlineData("0 4 1 * *", 31)]
    [InlineData("0 4 */3 * *", 3)]
    [InlineData("0 4 1 1 *", 366)]
    [InlineData("daily", int.MaxValue)]
    [InlineData("0 4 * * 1-5", 3)]
    [InlineData("0 4 * * MON-FRI", 3)]
    [InlineData("0 4 * * 1,3,5", 3)]
    [InlineData("0 4 1-31 * *", 1)]
    [InlineData("0 4 1,15 * *", 17)]
    [InlineData("0 4 31 * *", 61)]
    [InlineData("0 4 1 */3 *", 92)]
    [InlineData("0 4 13 * 5", 7)]
    [InlineData("0 4 29 2 *", 1461)]
    [InlineData("0 4 30 2 *", int.MaxValue)]
    [InlineData("0 4 * * 8", int.MaxValue)]
    [InlineData("0 0 4 * * *", int.MaxValue)]
    public void A_cron_rests_so_many_days(string cron, int days) => Assert.Equal(days, CronInterval.Days(cron));

    [Theory]
    [InlineData("outs:\n- md5: 0cc175b9c0f1b6a831c399e269772661\n  size: 1\n  path: t.csv\n", "DVC", "t.csv", "md5")]
    [InlineData(
        "schema: '2.0'\nstages:\n  train:\n    cmd: dotnet run\n    deps: [{ path: a.csv, md5: 0cc175b9c0f1b6a831c399e269772661 }]\n    "
            + "outs: [{ path: m.zip, md5: 0cc175b9c0f1b6a831c399e269772662.dir }]\n",
        "DVC", "m.zip", "md5")]
    [InlineData(
        "version https://git-lfs.github.com/spec/v1\noid sha256:84915a486933afee4ae06429c20a22b54a87b88a6ffc1bfcd4c492d12aa53724\nsize "
            + "29835\n",
        "Git LFS", "", "sha256")]
    [InlineData(
        "84915a486933afee4ae06429c20a22b54a87b88a6ffc1bfcd4c492d12aa53724  payments.json\n", "a checksum", "payments.json", "sha256")]
    public void Small_files_stand_for_large_ones(string text, string kind, string path, string algorithm)
    {
        var pointer = DataPointer.Read(Bytes(text)).Value!;

        Assert.Equal((kind, path, algorithm), (pointer.Kind, pointer.Outputs[0].Path, pointer.Outputs[0].Algorithm));
    }

    [Theory]
    [InlineData("outs: []\n")]
    [InlineData("outs: [{ path: x }]\n")]
    [InlineData("just: text\n")]
    [InlineData("")]
    public void A_pointer_to_nothing_is_none(string text) => Assert.NotNull(DataPointer.Read(Bytes(text)).Fault);

    [Fact]
    public void A_model_behind_a_pointer_is_declared_by_what_it_points_at()
    {
        using var product = new TestProduct("mlguard: v1\n")
            .Write("lfs.zip", $"version https://git-lfs.github.com/spec/v1\noid sha256:{Hash}\nsize 29835\n")
            .Write("dvc.zip.dvc", "outs:\n- md5: 0cc175b9c0f1b6a831c399e269772661\n  path: dvc.zip\n");
        var folder = new ProductFolder(product.Root);

        Assert.Contains(Hash, ModelBinding.Hashes(folder, "lfs.zip"));
        Assert.Equal([folder.Find("dvc.zip.dvc").Sha256()!], ModelBinding.Hashes(folder, "dvc.zip"));
        Assert.Empty(ModelBinding.Hashes(folder, "none.zip"));
    }

    [Fact]
    public void Model_Builder_tells_what_it_tried()
    {
        var config = ModelBuilderConfig.Read(
            Bytes("""{ "Scenario": "Classification", "RunHistory": { "Trials": [{ "TrainerName": "FastForestOva", "Score": 0.91 }, """
                + """{ "TrainerName": "LightGbmMulti", "Score": 0.93 }, { "TrainerName": "x" }] }, "Type": "TrainingConfig" }""")).Value!;

        Assert.Equal(("Classification", 2), (config.Scenario, config.Trials));
        Assert.NotNull(ModelBuilderConfig.Read(Bytes("{}")).Fault);
    }

    [Fact]
    public void Bots_and_lock_files_are_known()
    {
        Assert.True(UpdateBot.UpdatesNuGet(Bytes("version: 2\nupdates:\n- package-ecosystem: nuget\n  directory: /\n")));
        Assert.False(UpdateBot.UpdatesNuGet(Bytes("version: 2\nupdates:\n- package-ecosystem: npm\n")));
        Assert.True(UpdateBot.IsOn(Bytes("""{ "extends": ["config:recommended"] }""")));
        Assert.True(UpdateBot.IsOn(Bytes("{ // on\n extends: ['config:base'],\n}")));
        Assert.False(UpdateBot.IsOn(Bytes("""{ "enabled": false }""")));
        Assert.Equal(
            1,
            PackageLock.Read(
                Bytes("""{ "version": 2, "dependencies": { "net10.0": { "A": { "type": "Direct", "resolved": "1.0.0" }, "b": """
                    + """{ "type": "Project" } } } }""")).Value!.Packages);
        Assert.NotNull(PackageLock.Read(Bytes("""{ "lockfileVersion": 3 }""")).Fault);
    }

    [Fact]
    public void The_last_rule_of_CODEOWNERS_that_matches_counts()
    {
        var owners = CodeOwners.Read(
            Bytes("# who\n* @all\n/src/Fraud.Training/ @lea # trains\n*.md @docs\ndocs/adr @tom\n/src/Fraud.Api/ \n"));

        Assert.Equal(["@lea"], owners.OwnersOf("src/Fraud.Training/Fraud.Training.csproj"));
        Assert.Equal(["@docs"], owners.OwnersOf("src/Fraud.Training/README.md"));
        Assert.Equal(["@tom"], owners.OwnersOf("docs/adr/1.md"));
        Assert.Equal(["@all"], owners.OwnersOf("a.cs"));
        Assert.Empty(owners.OwnersOf("src/Fraud.Api/x.cs"));
    }

    [Fact]
    public void A_model_of_ML_NET_opens_and_names_its_columns()
    {
        using var stream = File.OpenRead(GeneratedFile.PathOf("samples/FraudDetection/models/fraud-1.0.0.zip"));

        var model = ModelFile.Read(stream).Value!;

        Assert.Equal(("ML.NET", "5.0.1"), (model.Format, model.Version));
        Assert.Equal(
            ["Amount", "AmountToUsual", "Hour", "PaymentsLastHour", "CardAgeDays", "IsForeign", "IsNewDevice", "Label"], model.Inputs);
    }

    [Fact]
    public void An_ONNX_model_opens_and_names_its_inputs_but_not_its_weights()
    {
        var graph = Field(5, Field(8, "weight"u8)).Concat(Field(11, Field(1, "features"u8))).Concat(Field(11, Field(1, "weight"u8)))
            .Concat(Field(12, Field(1, "score"u8))).ToArray();
        byte[] onnx = [0x08, 8, .. Field(2, "pytorch"u8), .. Field(3, "2.4"u8), .. Field(7, graph), .. Field(8, [0x10, 18])];

        var model = ModelFile.Read(new MemoryStream(onnx)).Value!;

        Assert.Equal(("ONNX", "pytorch 2.4"), (model.Format, model.Version));
        Assert.Equal(["features"], model.Inputs);
        Assert.Equal("", ModelFile.Read(new MemoryStream(onnx[..^9])).Value?.Format ?? "");
    }

    [Theory]
    [InlineData("504B0304")]
    [InlineData("")]
    [InlineData("504B0506000000000000000000000000000000000000")]
    public void A_model_that_does_not_open_says_so(string hex)
    {
        var read = ModelFile.Read(new MemoryStream(Convert.FromHexString(hex)));

        Assert.True(read.Fault is not null || read.Value!.Format.Length == 0);
    }

    [Theory]
    [InlineData("# Title\n\n## Drift & alarm!\n\none two three\n\n### More\n\nfour\n", "drift--alarm", 4)]
    [InlineData("Title\n=====\n\none\n\nDrift\n-----\n\ntwo three\n", "drift", 2)]
    [InlineData("# A\n\nx\n\n# A\n\ny z\n", "a-1", 2)]
    [InlineData("# A\n\n```\n# no heading\nx y z\n```\none\n", "a", 6)]
    public void A_heading_is_found_by_its_anchor_with_the_words_below_it(string text, string anchor, int words) =>
        Assert.Equal(words, TextDocument.Read(text).Find(anchor)!.Words);

    [Theory]
    [InlineData("fine\nTODO: more\n", 2)]
    [InlineData("<describe the market>\n", 1)]
    [InlineData("lorem ipsum dolor\n", 1)]
    [InlineData("see <https://example.org> and <br>\n", 0)]
    [InlineData("```\nTODO\n```\n", 0)]
    [InlineData("a todo list of the method\n", 0)]
    public void A_placeholder_is_told_from_a_text(string text, int line) => Assert.Equal(line, TextDocument.Read(text).PlaceholderLine);

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void The_index_of_git_is_read_in_every_version(int version)
    {
        var index = GitIndex.Read(Index(version, "docs/a.md", "docs/adr/b.md", "x.cs"))!;

        Assert.Equal(["docs/a.md", "docs/adr/b.md", "x.cs"], index.Paths.Order(StringComparer.Ordinal));
        Assert.True(index.Tracks("docs/adr") && index.Tracks("docs/adr/") && index.Tracks("x.cs"));
        Assert.False(index.Tracks("docs/ad") || index.Tracks("y.cs"));
        Assert.Null(GitIndex.Read(Index(version, "a")[..20]));
    }

    [Fact]
    public void A_document_that_git_does_not_track_is_nobody_elses()
    {
        using var product = GrowthProduct.Create();
        Directory.CreateDirectory(Path.Combine(product.Root, ".git"));
        product.Write(".git/index", Index(2, "docs/discovery/gain.md"));

        Assert.Equal(RowState.Proven, product.Row("discovery/gain/basis").State);
        Assert.Contains("not tracked by git", product.Row("discovery/market/source").Reason);
    }

    /// <summary>An index as git writes it, with entries of zeros.</summary>
    internal static byte[] Index(int version, params string[] paths)
    {
        var bytes = new List<byte>("DIRC"u8.ToArray());
        bytes.AddRange([0, 0, 0, (byte)version, 0, 0, 0, (byte)paths.Length]);
        var previous = "";
        foreach (var path in paths)
        {
            var start = bytes.Count;
            bytes.AddRange(new byte[60]);
            bytes.AddRange([version == 3 ? (byte)0x40 : (byte)0, (byte)path.Length]);
            if (version == 3)
                bytes.AddRange([0, 0]);
            var shared = version == 4 ? previous.Zip(path).TakeWhile(pair => pair.First == pair.Second).Count() : 0;
            if (version == 4)
                bytes.Add((byte)(previous.Length - shared));
            bytes.AddRange(Encoding.UTF8.GetBytes(path[shared..]));
            bytes.AddRange(new byte[version == 4 ? 1 : 8 - ((bytes.Count - start) % 8)]);
            previous = path;
        }

        return [.. bytes, .. new byte[20]];
    }

    private static byte[] Field(int number, ReadOnlySpan<byte> content) => [(byte)((number << 3) | 2), (byte)content.Length, .. content];

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
