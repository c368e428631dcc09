using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Tests.Products;

namespace MlGuard.Lifecycle.Tests.Adversary;

/// <summary>What a newcomer's product was told to have proven and had not, each beside its honest twin.</summary>
public sealed class FirstHourTests
{
    private const string Weekly = "name: w\non: { workflow_dispatch: {}, schedule: [{ cron: '0 4 * * 1' }] }\n";

    /// <summary>What a scheduled workflow runs, and how the row of the triggers is known then.</summary>
    public static TheoryData<string, object> Trainings => new()
    {
        { "jobs: { a: { steps: [{ run: dotnet run --project src/Fraud.Training }] } }", RowState.Proven },
        {
            "jobs: { a: { steps: [{ run: 'dotnet run -c Release --project ./src/Fraud.Training/Fraud.Training.csproj -- .' }] } }",
            RowState.Proven
        },
        { "jobs: { a: { steps: [{ run: 'dotnet run --project ${{ github.workspace }}/src/Fraud.Training' }] } }", RowState.Proven },
        { "jobs: { a: { steps: [{ run: dotnet run, working-directory: src/Fraud.Training }] } }", RowState.Proven },
        { "jobs: { a: { steps: [{ run: 'cd src/Fraud.Training && FOO=1 dotnet run' }] } }", RowState.Proven },
        {
            "jobs: { a: { steps: [{ run: \"dotnet build -c Release\\ndotnet out/Fraud.Training.dll > log.txt 2>&1\" }] } }",
            RowState.Proven
        },
        { "jobs: { a: { steps: [{ run: ./out/Fraud.Training }] } }", RowState.Proven },
        { "jobs: { a: { steps: [{ run: bash eng/train.sh }] } }", RowState.Proven },
        { "jobs: { a: { steps: [{ run: ./eng/again.sh }] } }", RowState.Failed },
        { "jobs: { a: { steps: [{ run: echo training }] } }", RowState.Failed },
        { "jobs: { a: { steps: [{ uses: actions/checkout@v4 }, { run: dotnet test }, { run: dotnet publish }] } }", RowState.Failed },
        { "jobs: { a: { steps: [{ run: dotnet run --project src/Fraud.Serving }] } }", RowState.Failed },
        { "jobs: { a: { steps: [{ run: 'echo dotnet run --project src/Fraud.Training' }] } }", RowState.Failed },
        { "jobs: { a: { steps: [{ run: '# dotnet run --project src/Fraud.Training' }] } }", RowState.Failed },
        { "jobs: { a: { steps: [{ run: \"cat <<EOF\\ndotnet run --project src/Fraud.Training\\nEOF\" }] } }", RowState.Failed },
        { "jobs: { a: { steps: [{ run: dotnet run --project src/Fraud.Training, if: false }] } }", RowState.Failed },
        { "jobs: { a: { if: '${{ false }}', steps: [{ run: dotnet run --project src/Fraud.Training }] } }", RowState.Failed },
        { "jobs: { a: { steps: [{ run: ./eng/nowhere.sh }] } }", RowState.Failed },
        { "jobs: { a: { uses: ./.github/workflows/reusable.yml } }", RowState.Declared },
        { "jobs: { a: { uses: fraud/ci/.github/workflows/train.yml@v1 } }", RowState.Declared },
        { "jobs: { a: { steps: [{ run: az ml job create --file job.yml }] } }", RowState.Declared },
        { "jobs: { a: { steps: [{ run: python train.py }] } }", RowState.Failed },
        { "jobs: { a: { steps: [{ run: make train }] } }", RowState.Declared },
        { "jobs: { a: { steps: [{ run: $TRAIN }] } }", RowState.Declared },
        { "jobs: { a: { steps: [{ run: dotnet run --project $PROJECT }] } }", RowState.Declared },
    };

    [Theory]
    [MemberData(nameof(Trainings))]
    public void A_schedule_counts_when_it_trains(string jobs, object expected)
    {
        using var product = GrowthProduct.Create();
        product.Write("eng/train.sh", "set -e\ncd $(dirname $0)/..\ndotnet run --project src/Fraud.Training\n")
            .Write("eng/again.sh", "./eng/again.sh\n./eng/again.sh\necho done\n")
            .Write(".github/workflows/promote.yml", Weekly + jobs);

        var row = product.Row("training/triggers", ci: true);

        Assert.True(Equals(row.State, expected), $"{row.State}: {row.Reason}");
        if (row.State == RowState.Failed)
            Assert.Contains("never trains", row.Reason);
    }

    [Theory]
    [InlineData("github.event_name == 'schedule'", RowState.Proven)]
    [InlineData("github.event_name != 'workflow_dispatch'", RowState.Failed)]
    [InlineData("github.event_name == 'workflow_dispatch'", RowState.Failed)]
    [InlineData("github.event_name == 'workflow_dispatch' || github.event_name == 'schedule'", RowState.Proven)]
    [InlineData("github.ref == 'refs/heads/main'", RowState.Proven)]
    public void A_job_for_other_events_is_not_the_schedules(string condition, object expected)
    {
        var triggers = condition.Contains("!=", StringComparison.Ordinal) ? "[on-demand]" : "[weekly]";
        using var product = GrowthProduct.Create(text => text.Replace("[on-demand, weekly, data-drift]", triggers));
        product.Write(
            ".github/workflows/promote.yml",
            $"{Weekly}jobs: {{ a: {{ if: \"{condition}\", steps: [{{ run: dotnet run --project src/Fraud.Training }}] }} }}");

        Assert.Equal(expected, product.Row("training/triggers", ci: true).State);
    }

    /// <summary>Where a program trains, its library is none that could be run.</summary>
    [Theory]
    [InlineData("src/Fraud.Train", RowState.Proven)]
    [InlineData("src/Fraud.Training", RowState.Failed)]
    public void A_library_is_no_program(string project, object expected)
    {
        using var product = GrowthProduct.Create(text => text.Replace("[on-demand, weekly, data-drift]", "[weekly]"));
        product.WithCode("await Fraud.Training.TrainPipeline.RunAsync(args[0]); // top level", "Fraud.Train").Write(
            ".github/workflows/promote.yml", $"{Weekly}jobs: {{ a: {{ steps: [{{ run: dotnet run --project {project} }}] }} }}");

        var row = product.Row("training/triggers", ci: true);

        Assert.True(Equals(row.State, expected), $"{row.State}: {row.Reason}");
    }

    /// <summary>The steps after tests and gate, and how the row is known then.</summary>
    public static TheoryData<string, object> Deliveries => new()
    {
        { "{ run: dotnet publish src/Fraud.Api -o out }", RowState.Proven },
        { "{ run: 'docker build -t shop . && docker push shop' }", RowState.Proven },
        { "{ run: ./deploy.sh }", RowState.Proven },
        { "{ uses: azure/webapps-deploy@v3 }", RowState.Proven },
        { "{ uses: ourown/deploy@v3 }", RowState.Declared },
        { "{ run: oc rollout latest dc/shop }", RowState.Declared },
        { "{ run: echo deployed }", RowState.Failed },
        { "{ run: \"echo 'docker push shop'\" }", RowState.Failed },
        { "{ uses: actions/upload-artifact@v4 }", RowState.Failed },
        { "{ run: ./gone.sh }", RowState.Failed },
    };

    [Theory]
    [MemberData(nameof(Deliveries))]
    public void A_release_brings_something_to_production(string step, object expected)
    {
        using var product = GrowthProduct.Create();
        product.Write("deploy.sh", "kubectl apply -f k8s\nhelm upgrade shop .\n").Write(
            ".github/workflows/promote.yml",
            "on: workflow_dispatch\njobs: { a: { steps: [{ run: dotnet test }, { run: dotnet build -t:MlGuardGate }, " + step + "] } }");

        var row = product.Row("training/productionize", ci: true);

        Assert.True(Equals(row.State, expected), $"{row.State}: {row.Reason}");
    }

    [Theory]
    [InlineData("true", RowState.Failed)]
    [InlineData("false", RowState.Proven)]
    public void A_job_that_may_fail_asks_in_vain(string mayFail, object expected)
    {
        using var product = GrowthProduct.Create();
        product.Write(
            ".github/workflows/promote.yml",
            $"on: workflow_dispatch\njobs: {{ a: {{ continue-on-error: {mayFail}, steps: [{{ run: dotnet test }}, "
                + "{ run: dotnet publish }] } }");

        var row = product.Row("training/productionize", ci: true);

        Assert.True(Equals(row.State, expected), $"{row.State}: {row.Reason}");
    }

    /// <summary>What a rollback runs, and how the row is known then.</summary>
    public static TheoryData<string, object> Rollbacks => new()
    {
        { "{ run: ./rollback.sh }", RowState.Proven },
        { "{ run: kubectl rollout undo deployment/fraud }", RowState.Proven },
        { "{ run: ln -sfn releases/2.2.1 current }", RowState.Proven },
        { "{ run: 'curl -sO https://example.org/back.sh && bash back.sh' }", RowState.Proven },
        { "{ uses: azure/webapps-deploy@v3 }", RowState.Proven },
        { "{ uses: actions/checkout@v4 }, { run: dotnet publish src/Fraud.Api }", RowState.Proven },
        { "{ run: echo going back to fraud-2.2.1 }", RowState.Failed },
        { "{ uses: actions/checkout@v4 }, { run: git checkout fraud-2.2.1 }, { run: dotnet build }", RowState.Failed },
        { "{ run: ./deploy.sh fraud-2.2.1 }", RowState.Failed },
        { "{ run: pwsh -File eng/deploy.ps1 }", RowState.Failed },
    };

    [Theory]
    [MemberData(nameof(Rollbacks))]
    public void A_rollback_changes_something(string steps, object expected)
    {
        using var product = GrowthProduct.Create();
        product.Write(
            ".github/workflows/rollback.yml",
            "# to fraud-2.2.1\non: { workflow_dispatch: {} }\njobs: { back: { steps: [" + steps + "] } }\n");

        var row = product.Row("rollout/rollback", ci: true);

        Assert.True(Equals(row.State, expected), $"{row.State}: {row.Reason}");
    }

    [Theory]
    [InlineData("2026-10-01", "+0000", RowState.Proven)]
    [InlineData("2026-11-01", "+0000", RowState.Declared)]
    // The drill was on the fourteenth of October: a day before is before, and the committer's calendar says which day it was.
    [InlineData("2026-10-14T23:59:00Z", "+0000", RowState.Proven)]
    [InlineData("2026-10-15T00:01:00Z", "+0000", RowState.Declared)]
    [InlineData("2026-10-15T04:00:00Z", "-0730", RowState.Proven)]
    [InlineData("2026-10-14T23:00:00Z", "+0900", RowState.Declared)]
    public void A_drill_before_the_first_commit_is_only_said(string first, string offset, object expected)
    {
        using var product = GrowthProduct.Create();
        Commit(product, first, offset);

        var row = product.Row("rollout/rollback", ci: true);

        Assert.True(Equals(row.State, expected), $"{row.State}: {row.Reason}");
    }

    [Theory]
    [InlineData("2026-05-20", RowState.Proven)]
    [InlineData("2026-05-29", RowState.Proven)]
    [InlineData("2026-07-01", RowState.Declared)]
    [InlineData("2026-01-01", RowState.Failed)]
    public void A_stages_result_was_measured_in_the_stage(string measured, object expected)
    {
        using var product = GrowthProduct.Create();
        product.Write("artifacts/eval/mvp.json", $$"""{ "createdUtc": "{{measured}}T08:00:00Z", "recallAt1pctFpr": 0.55 }""");

        var row = product.Row("stages/mvp", ci: true);

        Assert.True(Equals(row.State, expected), $"{row.State}: {row.Reason}");
    }

    [Fact]
    public void A_model_without_a_hash_is_not_the_declared_one()
    {
        using var product = GrowthProduct.Create(
            text => System.Text.RegularExpressions.Regex.Replace(text, "\"sha256:[0-9a-f]{64}\"", "TODO"));

        var row = product.Row("training/quality", ci: true);

        Assert.DoesNotContain("declared model", row.Reason);
        Assert.Contains("no 'training.artifact.hash' declares it", row.Reason);
    }

    [Theory]
    [InlineData(""" "latencyP99Ms": 61.5, "rps": 342 """, RowState.Declared)]
    [InlineData(""" "endpoint": "POST /v2/score", "latencyP99Ms": 61.5, "rps": 342 """, RowState.Proven)]
    [InlineData(""" "endpoint": "POST /v2/other", "latencyP99Ms": 61.5, "rps": 342 """, RowState.Declared)]
    [InlineData(""" "spec": { "url": "https://shop.test/x" }, "latencyP99Ms": 61.5, "rps": 342 """, RowState.Proven)]
    [InlineData(""" "metrics": { "http_reqs": { "rate": 342 } }, "latencyP99Ms": 61.5, "rps": 342 """, RowState.Proven)]
    [InlineData(""" "metrics": { "iterations": { "rate": 342 } }, "latencyP99Ms": 61.5, "rps": 342 """, RowState.Declared)]
    [InlineData(
        """ "Benchmarks": [{ "a": "http://x" }], "HostEnvironmentInfo": {}, "latencyP99Ms": 61.5, "rps": 342 """, RowState.Declared)]
    public void A_load_goes_over_the_wire(string members, object expected)
    {
        using var product = GrowthProduct.Create();
        product.Write("artifacts/perf/k6.json", GrowthProduct.Evidence(members));

        var row = product.Row("serving/load", ci: true);

        Assert.True(Equals(row.State, expected), $"{row.State}: {row.Reason}");
    }

    [Theory]
    [InlineData("recallAt1pctFpr", "1", true)]
    [InlineData("recallAt1pctFpr", "0.99", false)]
    [InlineData("rSquared", "1.0", true)]
    [InlineData("rmse", "0", true)]
    [InlineData("rmse", "0.2", false)]
    [InlineData("recallLoss", "1", false)]
    public void A_perfect_metric_is_remarked_and_passes(string name, string value, bool isRemarked)
    {
        var bound = name == "rmse" ? "max: 0.5" : "min: 0.62";
        using var product = GrowthProduct.Create(text => text.Replace(
            "recallAt1pctFpr: { min: 0.62, from: artifacts/eval/metrics.json#/recallAt1pctFpr, beats: [baseline, champion] }",
            $"{name}: {{ {bound}, from: artifacts/eval/metrics.json#/value }}"));
        product.Write("artifacts/eval/metrics.json", GrowthProduct.Evidence($"\"value\": {value}"));

        var decided = product.Decide(ci: true);

        Assert.Equal(RowState.Proven, decided.Rows.Single(row => row.Rule == "training/quality").State);
        Assert.Equal(isRemarked, decided.Findings.Any(finding => finding.Message.Contains("leakage", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("", RowState.Proven)]
    [InlineData("Fraud.Serving.Endpoints", RowState.Declared)]
    [InlineData("Fraud.Serving.Scorer", RowState.Broken)]
    public void What_predicts_and_what_answers_is_measured(string left, object expected)
    {
        using var product = GrowthProduct.Create();
        var path = product.PathOf("artifacts/coverage.cobertura.xml");
        if (left.Length > 0)
            product.Write("artifacts/coverage.cobertura.xml", File.ReadAllText(path).Replace($"name=\"{left}\"", "name=\"Other\""));

        var row = product.Row("docs/tests/coverage", ci: true);

        Assert.True(Equals(row.State, expected), $"{row.State}: {row.Reason}");
    }

    /// <summary>What the tests of serving do, and how their row is known then.</summary>
    public static TheoryData<string, object> Servings => new()
    {
        { "Assert.False(Fraud.Serving.Endpoints.Answer(4, 2, scorer));", RowState.Proven },
        { "Assert.False(Fraud.Serving.DecisionPolicy.Stops(scorer.Score(Fraud.Data.ServingFeed.Read(4, 2))));", RowState.Declared },
        {
            Sent("PostAsync(\"http://localhost/v2/score\", null)"),
            RowState.Proven
        },
        { Sent("PostAsync(\"v2/score?dry=1\", new System.Net.Http.StringContent(\"{}\"))"), RowState.Proven },
        { Sent("SendAsync(new System.Net.Http.HttpRequestMessage())"), RowState.Proven },
        { Sent("SendAsync(new System.Net.Http.HttpRequestMessage(), System.Threading.CancellationToken.None)"), RowState.Proven },
        { Sent("GetAsync(\"/v2/score\")"), RowState.Declared },
        { Sent("PostAsync(Environment.GetEnvironmentVariable(\"url\"), new System.Net.Http.StringContent(\"a text\"))"), RowState.Proven },
        { Sent("GetAsync(\"/\")"), RowState.Declared },
        { Sent("PostAsync(\"/v2/other\", null)"), RowState.Declared },
    };

    private static string Sent(string request) =>
        $"var answer = new System.Net.Http.HttpClient().{request}.Result;\n"
            + "Assert.False(scorer.Score(Fraud.Data.ServingFeed.Read(4, 2)) > 2 || !answer.IsSuccessStatusCode);";

    [Theory]
    [MemberData(nameof(Servings))]
    public void Tests_of_serving_ask_the_endpoint(string body, object expected)
    {
        using var product = GrowthProduct.Create(tests: code => LaterRowTests.Replaced(
            code, "Assert.False(Fraud.Serving.Endpoints.Answer(4, 2, scorer));", body));

        var row = product.Row("serving/tests", ci: true);

        Assert.True(Equals(row.State, expected), $"{row.State}: {row.Reason}");
    }

    /// <summary>
    /// One test of the class calls the scorer, and another one sends the request, which no reading of code follows to the scorer.
    /// </summary>
    [Theory]
    [InlineData("PostAsync(\"/v2/score\", null)", true, RowState.Proven, "Asks_the_endpoint passed")]
    [InlineData("PostAsync(\"/v2/score\", null)", false, RowState.Declared, "Asks_the_endpoint sends a request to")]
    [InlineData("PostAsync(\"/v2/other\", null)", true, RowState.Declared, "no test of 'Fraud.Tests.ScoreApiTests' sends a request")]
    public void A_class_is_tested_by_those_of_its_tests_that_ask(string request, bool hasScorerRun, object expected, string says)
    {
        using var product = GrowthProduct.Create(tests: code => LaterRowTests.Replaced(
            code,
            "Assert.False(Fraud.Serving.Endpoints.Answer(4, 2, scorer));\n    }",
            "Assert.True(scorer.Score(new Fraud.Data.Transaction()) > 0);\n    }\n"
                + "[Fact]\npublic void Asks_the_endpoint() => "
                + $"Assert.False(!new System.Net.Http.HttpClient().{request}.Result.IsSuccessStatusCode);"));
        const string Coverage = "artifacts/coverage.cobertura.xml";
        if (!hasScorerRun)
            product.Write(
                Coverage, File.ReadAllText(product.PathOf(Coverage)).Replace("name=\"Fraud.Serving.Scorer\"", "name=\"Other\""));

        var row = product.Row("serving/tests", ci: true);

        Assert.True(Equals(row.State, expected), $"{row.State}: {row.Reason}");
        Assert.Contains(says, row.Reason);
    }

    /// <summary>Data that the repository keeps are new when somebody pushes them.</summary>
    [Theory]
    [InlineData("push: { paths: [data/transactions.dvc] }", "", RowState.Proven)]
    [InlineData("push: { paths: ['data/**'] }", "", RowState.Proven)]
    [InlineData("push: { paths: ['**/*.dvc'] }", "", RowState.Proven)]
    [InlineData("push: { paths: ['data/transactions.d[uv]c?'] }", "", RowState.Proven)]
    [InlineData("push: { paths: [products/fraud/data/**] }", "", RowState.Failed)]
    [InlineData("push: { paths: [/data/**] }", "", RowState.Failed)]
    [InlineData("push: { paths: ['data/**', '!data/**'] }", "", RowState.Failed)]
    [InlineData("push: { paths: ['!data/**', 'data/**'] }", "", RowState.Proven)]
    [InlineData("push: { paths: [data] }", "", RowState.Failed)]
    [InlineData("push: { paths: ['data/['] }", "", RowState.Failed)]
    [InlineData("push: { paths: ['data/**'] }", "if: github.event_name == 'push'", RowState.Proven)]
    [InlineData("repository_dispatch: {}", "", RowState.Proven)]
    [InlineData("push: { paths: ['src/**'] }", "", RowState.Failed)]
    [InlineData("push: { paths: ['!data/**', 'docs/*'] }", "", RowState.Failed)]
    [InlineData("push: { paths: [data/other.dvc] }", "", RowState.Failed)]
    [InlineData("push: { branches: [main] }", "", RowState.Proven)]
    [InlineData("push:", "", RowState.Proven)]
    [InlineData("push: { paths-ignore: ['docs/**'] }", "", RowState.Proven)]
    [InlineData("push: { paths-ignore: ['data/**'] }", "", RowState.Failed)]
    [InlineData("push: { tags: ['v*'], paths: ['data/**'] }", "", RowState.Failed)]
    [InlineData("push: { paths: ['data/**'] }", "if: github.event_name == 'schedule'", RowState.Failed)]
    public void A_push_of_the_data_starts_a_training_on_new_data(string on, string condition, object expected)
    {
        using var product = GrowthProduct.Create(text => LaterRowTests.Replaced(
            text, "triggers: [on-demand, weekly, data-drift]", "triggers: [new-data]"));
        product.Write(
            ".github/workflows/train.yml",
            $$"""
            on:
              {{on}}
            jobs:
              train:
                runs-on: ubuntu-latest
                {{condition}}
                steps:
                  - run: dotnet run -c Release --project src/Fraud.Training
            """);

        var row = product.Row("training/triggers", ci: true);

        Assert.True(Equals(row.State, expected), $"{row.State}: {row.Reason}");
    }

    [Theory]
    [InlineData("data/*", RowState.Proven)]
    [InlineData("/data", RowState.Proven)]
    [InlineData("src/*", RowState.Failed)]
    public void Azure_Pipelines_start_on_a_push_of_the_data_too(string path, object expected)
    {
        using var product = GrowthProduct.Create(text => LaterRowTests.Replaced(
            text, "triggers: [on-demand, weekly, data-drift]", "triggers: [new-data]"));
        product.Write(
            "azure-pipelines.yml",
            $"trigger: {{ branches: {{ include: [main] }}, paths: {{ include: ['{path}'] }} }}\n"
                + "steps:\n  - script: dotnet run -c Release --project src/Fraud.Training\n");

        var row = product.Row("training/triggers", ci: true);

        Assert.True(Equals(row.State, expected), $"{row.State}: {row.Reason}");
    }

    /// <summary>What answers in the scorer's place is no answer of the model; a test beside it that leaves it alone is named.</summary>
    [Theory]
    [InlineData("Use(new Broken())", false, RowState.Declared, "puts 'Fraud.Tests.Broken' in the place of what asks the model")]
    [InlineData("Use<Broken>()", false, RowState.Declared, "puts 'Fraud.Tests.Broken' in the place of what asks the model")]
    [InlineData("Use(new Counting(scorer))", false, RowState.Proven, "Scores_and_decides passed")]
    [InlineData("Use(new Broken())", true, RowState.Proven, "Asks_the_model passed")]
    [InlineData("Use(fixture)", false, RowState.Declared, "puts 'Fraud.Tests.Broken' in the place of what asks the model")]
    public void A_test_that_replaces_the_scorer_sees_no_answer_of_the_model(string given, bool hasOther, object expected, string says)
    {
        const string Request = "Assert.Contains(\"1\", new System.Net.Http.HttpClient().PostAsync(\"/v2/score\", null).Result"
            + ".Content.ReadAsStringAsync().Result);";
        using var product = GrowthProduct.Create(tests: code => LaterRowTests.Replaced(
            code,
            "Assert.False(Fraud.Serving.Endpoints.Answer(4, 2, scorer));\n    }",
            $"{given};\n{Request}\n    }}\n" + (hasOther ? $"[Fact]\npublic void Asks_the_model() => {Request}\n" : "")
                + """
                static void Use<T>() => Console.WriteLine(typeof(T));
                static void Use(Fraud.Serving.IScorer scorer) => Console.WriteLine(scorer);
                """).Replace(
            "public class ScoreApiTests",
            """
            public sealed class Broken : Fraud.Serving.IScorer
            {
                public float Score(Fraud.Data.Transaction transaction) => throw new InvalidOperationException();
            }

            public sealed class Counting(Fraud.Serving.Scorer scorer) : Fraud.Serving.IScorer
            {
                public float Score(Fraud.Data.Transaction transaction) => scorer.Score(transaction);
            }

            public sealed class Fixture
            {
                public Fixture() => Console.WriteLine(new Broken());
            }

            public class ScoreApiTests
            """ + (given == "Use(fixture)" ? "(Fixture fixture)" : "")).Replace("Use(fixture)", "Console.WriteLine(fixture)"));

        var row = product.Row("serving/tests", ci: true);

        Assert.True(Equals(row.State, expected), $"{row.State}: {row.Reason}");
        Assert.Contains(says, row.Reason);
    }

    /// <summary>Coverage of a scorer that other tests ran says nothing of those that are named.</summary>
    [Fact]
    public void A_test_of_something_else_is_no_test_of_serving()
    {
        using var product = GrowthProduct.Create(text => LaterRowTests.Replaced(
            text, "tests: Fraud.Tests.ScoreApiTests", "tests: Fraud.Tests.PipelineTests.Erases"));

        Assert.Equal(RowState.Failed, product.Row("serving/tests", ci: true).State);
    }

    /// <summary>A delegate that a constructor makes predicts out of sight; the declared endpoint is asked all the same.</summary>
    [Theory]
    [InlineData(true, RowState.Proven)]
    [InlineData(false, RowState.Failed)]
    public void An_endpoint_before_a_delegate_asks_who_calls(bool isAuthorized, object expected)
    {
        const string Group = "Microsoft.AspNetCore.Builder.AuthorizationEndpointConventionBuilderExtensions.RequireAuthorization(group);";
        using var product = GrowthProduct.Create(serving: code => LaterRowTests.Replaced(
            LaterRowTests.Replaced(code, Group, isAuthorized ? Group : ""),
            "private float Predict(Fraud.Data.Transaction transaction) => engine.Predict(transaction).Probability;",
            "private readonly Func<Fraud.Data.Transaction, float> _ask = transaction => engine.Predict(transaction).Probability;\n"
                + "private float Predict(Fraud.Data.Transaction transaction) => _ask(transaction);"));

        var row = product.Row("serving/security", ci: true);

        Assert.True(Equals(row.State, expected), $"{row.State}: {row.Reason}");
    }

    /// <summary>Every program's start has one name, so its project is said, and the way that answers without the log.</summary>
    [Fact]
    public void The_start_of_a_program_is_said_with_its_project()
    {
        using var product = GrowthProduct.Create(serving: code => LaterRowTests.Replaced(
            LaterRowTests.Replaced(
                code, "Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions.MapPost(group, \"/score\", (float amount, float usual,\n"
                    + "            IScorer scorer) => Answer(amount, usual, scorer));", ""),
            "public static class Endpoints",
            "public static class Program { public static void Main(string[] args) => Console.WriteLine(new Scorer(Scorer.Open(args[0]))"
                + ".Score(new Fraud.Data.Transaction())); }\npublic static class Endpoints"));

        var reason = product.Row("serving/log", ci: true).Reason;

        Assert.StartsWith("Program.Main of Fraud.Serving predicts and never reaches", reason);
        Assert.Contains("(Program.Main > Scorer.Score", reason);
    }

    /// <summary>How a handler of the product's own answers, and how the row is known then.</summary>
    public static TheoryData<string, object> Handlers => new()
    {
        { "=> Task.FromResult(AuthenticateResult.Success(\"anybody\"));", RowState.Failed },
        { "=> Task.FromResult(Ticket()); static AuthenticateResult Ticket() => AuthenticateResult.Success(\"anybody\");", RowState.Failed },
        { "{ await Task.Yield(); return AuthenticateResult.Success(\"anybody\"); }", RowState.Failed },
        {
            "=> Task.FromResult(Request.ContainsKey(\"X-Api-Key\") ? AuthenticateResult.Success(\"a\") : AuthenticateResult.NoResult());",
            RowState.Proven
        },
        {
            "=> Task.FromResult(IsKnown() ? AuthenticateResult.Success(\"a\") : AuthenticateResult.NoResult()); "
                + "bool IsKnown() => Request[\"X-Api-Key\"] == \"k\";",
            RowState.Proven
        },
        { "=> Task.FromResult(AuthenticateResult.Success(Context.ToString()!));", RowState.Proven },
        { "=> Task.FromResult(AuthenticateResult.NoResult());", RowState.Proven },
    };

    [Theory]
    [MemberData(nameof(Handlers))]
    public void A_handler_that_lets_everybody_in_asks_nobody(string body, object expected)
    {
        using var product = GrowthProduct.Create();
        product.WithCode(
            $$"""
            namespace Fraud.Auth;
            using Microsoft.AspNetCore.Authentication;
            public sealed class KeyHandler : AuthenticationHandler<string>
            {
                protected override {{(body.Contains("await") ? "async " : "")}}Task<AuthenticateResult> HandleAuthenticateAsync() {{body}}
            }
            """,
            "Fraud.Auth");

        var row = product.Row("serving/security", ci: true);

        Assert.True(Equals(row.State, expected), $"{row.State}: {row.Reason}");
    }

    [Fact]
    public void A_handler_of_the_tests_is_nobodys()
    {
        using var product = GrowthProduct.Create();
        product.WithTests(
            "namespace Fraud.Auth; public sealed class Fake : Microsoft.AspNetCore.Authentication.AuthenticationHandler<string> { "
                + "protected override Task<Microsoft.AspNetCore.Authentication.AuthenticateResult> HandleAuthenticateAsync() => "
                + "Task.FromResult(Microsoft.AspNetCore.Authentication.AuthenticateResult.Success(\"a\")); }",
            "Fraud.Fakes");

        Assert.Equal(RowState.Proven, product.Row("serving/security", ci: true).State);
    }

    [Theory]
    [InlineData("", true, RowState.Proven)]
    [InlineData("LoggingBuilderExtensions.ClearProviders(null!);", true, RowState.Declared)]
    [InlineData("ConsoleLoggerExtensions.AddConsole(null!); LoggingBuilderExtensions.ClearProviders(null!);", true, RowState.Declared)]
    [InlineData("ConsoleLoggerExtensions.AddConsole(LoggingBuilderExtensions.ClearProviders(null!));", true, RowState.Proven)]
    [InlineData("LoggingBuilderExtensions.AddProvider(LoggingBuilderExtensions.ClearProviders(null!), 1);", true, RowState.Proven)]
    [InlineData("LoggingBuilderExtensions.ClearProviders(null!);", false, RowState.Proven)]
    public void A_logger_without_a_provider_keeps_nothing(string setup, bool takesLogger, object expected)
    {
        const string Keep = "public static void Keep(float probability, string modelVersion) =>";
        using var product = GrowthProduct.Create(serving: code => LaterRowTests.Replaced(
            LaterRowTests.Replaced(
                code, "var group =", setup.Replace("LoggingBuilder", "Microsoft.Extensions.Logging.LoggingBuilder")
                    .Replace("ConsoleLogger", "Microsoft.Extensions.Logging.ConsoleLogger") + "\nvar group ="),
            Keep, (takesLogger ? "public static void To(Microsoft.Extensions.Logging.ILogger log, string text) => log.Log(text);\n" : "")
                + Keep));

        var row = product.Row("serving/log", ci: true);

        Assert.True(Equals(row.State, expected), $"{row.State}: {row.Reason}");
    }

    /// <summary>A repository with one commit of a day, as git keeps it before it packs.</summary>
    private static void Commit(TestProduct product, string day, string offset)
    {
        const string Hash = "0cc175b9c0f1b6a831c399e2697726610cc175b9";
        var seconds = DateTimeOffset.Parse(day, System.Globalization.CultureInfo.InvariantCulture,
            System.Globalization.DateTimeStyles.AssumeUniversal).ToUnixTimeSeconds();
        var commit = $"tree {Hash}\nauthor A <a@b> {seconds} {offset}\ncommitter A <a@b> {seconds} {offset}\n\nparent of all\n";
        using var stream = new MemoryStream();
        using (var zlib = new System.IO.Compression.ZLibStream(stream, System.IO.Compression.CompressionMode.Compress, leaveOpen: true))
            zlib.Write(System.Text.Encoding.UTF8.GetBytes($"commit {commit.Length}\0{commit}"));
        product.Write(".git/HEAD", "ref: refs/heads/main\n").Write(".git/refs/heads/main", Hash + "\n")
            .Write($".git/objects/{Hash[..2]}/{Hash[2..]}", stream.ToArray());
    }
}
