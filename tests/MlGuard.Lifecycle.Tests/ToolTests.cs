using System.Globalization;
using MlGuard.Catalogue;
using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Decisions;
using MlGuard.Lifecycle.Evidence.Code;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Requirements;
using MlGuard.Lifecycle.Tests.Products;
using MlGuard.Lifecycle.Writers.Start;
using MlGuard.Tool;
using MlGuard.Tool.Commands;
using Spectre.Console;

namespace MlGuard.Lifecycle.Tests;

/// <summary>The command: what it finds for a first manifest, what it explains, and what it writes.</summary>
public sealed class ToolTests
{
    public static TheoryData<string> Explained =>
        [.. RequirementTable.All.Select(row => row.Id), .. RuleCatalogue.All.Select(rule => rule.Id)];

    [Fact]
    public void The_code_tells_what_trains_with_which_seed_and_which_task()
    {
        var facts = CompiledFacts.Of(SampleCode.Training, "Fraud.Training", isTest: false, []).Facts;

        var found = new CodeSurvey([facts]).Found().ToDictionary(value => value.Path, value => value.Value);

        Assert.Equal("Fraud.Training.TrainPipeline.RunAsync", found["training.run"]);
        Assert.Equal("binary-classification", found["discovery.solution.task"]);
    }

    /// <summary>A program that predicts at its start has no interface that anybody calls.</summary>
    [Fact]
    public void The_start_of_a_program_is_no_endpoint()
    {
        var facts = CompiledFacts.Of(
            """
            using Microsoft.ML;
            namespace Shop;
            public class Row { public float Amount; }
            public class Answer { public float Score; }
            public static class Program
            {
                public static void Main()
                {
                    var ml = new MLContext();
                    var engine = ml.Model.CreatePredictionEngine<Row, Answer>(ml.Model.Load("model.zip", out _));
                    System.Console.WriteLine(engine.Predict(new Row()).Score);
                }
            }
            """, "Shop", isTest: false, []).Facts;

        Assert.DoesNotContain(
            new CodeSurvey([facts]).Found(), value => value.Path is "serving.api.endpoint" or "architecture.technical.mode");
    }

    /// <summary>Where a delegate predicts that nobody can follow, the only endpoint that is sent something is the one.</summary>
    [Theory]
    [InlineData("", "POST /classify")]
    [InlineData("EndpointRouteBuilderExtensions.MapPost(app, \"/other\", (string text) => text);", null)]
    public void An_endpoint_before_a_delegate_is_found(string more, string? expected)
    {
        var stub = CompiledFacts.Of(GrowthCode.AspNetStub, "Microsoft.AspNetCore.Routing", isTest: false, []);
        var facts = CompiledFacts.Of(
            $$"""
            namespace Shop;
            using Microsoft.AspNetCore.Builder;
            public class Row { public float Amount; }
            public class Answer { public float Score; }
            public sealed class Scorer(Func<Row, float> score)
            {
                public float Score(Row row) => score(row);
                public static Scorer Open()
                {
                    var ml = new MLContext();
                    var engine = ml.Model.CreatePredictionEngine<Row, Answer>(ml.Model.Load("model.zip", out _));
                    return new Scorer(row => engine.Predict(row).Score);
                }
            }
            public static class Endpoints
            {
                public static void Map(Microsoft.AspNetCore.Routing.IEndpointRouteBuilder app)
                {
                    EndpointRouteBuilderExtensions.MapPost(app, "/classify", (Row row, Scorer scorer) => scorer.Score(row));
                    EndpointRouteBuilderExtensions.MapGet(app, "/health", () => "ok");
                    {{more}}
                }
            }
            """, "Shop", isTest: false, [(GrowthCode.AspNetStub, stub)]).Facts;

        var found = new CodeSurvey([facts]).Found().FirstOrDefault(value => value.Path == "serving.api.endpoint");

        Assert.Equal(expected?.ToLowerInvariant(), found?.Value.ToLowerInvariant());
    }

    /// <summary>What the honest product of the specification declares of its serving, its code tells.</summary>
    [Fact]
    public void The_code_tells_what_stands_in_and_what_writes_down()
    {
        var stub = CompiledFacts.Of(GrowthCode.AspNetStub, "Microsoft.AspNetCore.Routing", isTest: false, []);
        var training = CompiledFacts.Of(GrowthCode.Training, "Fraud.Training", isTest: false, []);
        var serving = CompiledFacts.Of(
            GrowthCode.Serving.Replace(
                "s_kept.Add(modelVersion + probability)", "new System.Diagnostics.Metrics.Meter(modelVersion).CreateCounter<int>(\"a\").Add(1)"),
            "Fraud.Serving", isTest: false, [(GrowthCode.AspNetStub, stub), (GrowthCode.Training, training)]);

        var found = new CodeSurvey([training.Facts, serving.Facts]).Found().ToDictionary(value => value.Path, value => value.Value);

        Assert.Equal("Fraud.Serving.RulesFallback.Score", found["architecture.technical.fallback.symbol"]);
        Assert.Equal("Fraud.Serving.DecisionLog.Keep", found["serving.log"]);
    }

    /// <summary>'dotnet format' names each rule that it tries; what it left in the file is not repaired.</summary>
    [Theory]
    [InlineData("MLG5001", "src/Router.cs", "MLG6001")]
    [InlineData("MLG5001", "src/Other.cs", "MLG5001,MLG6001")]
    [InlineData("MLG8002", "src/Router.cs", "MLG5001,MLG6001")]
    public void A_file_is_said_to_be_repaired_of_what_is_gone(string left, string file, string repaired) => Assert.Equal(
        repaired.Split(','),
        MlGuard.Tool.Commands.FixCommand.Repaired(
            ["MLG6001", "MLG5001"], [new MlGuard.Lifecycle.Evidence.Code.CodeFinding(left, file, 7, false, "")], "src/Router.cs"));

    /// <summary>A finding that a fix could have repaired is left: not all is done. What only people can do is theirs.</summary>
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("MLG5001", "", 1)]
    [InlineData("MLG8010", "", 0)]
    [InlineData("MLG8002", "", 0)]
    [InlineData("MLG8010 MLG5001", "MLG8010", 0)]
    [InlineData("MLG8010 MLG5001", "mlg5001", 1)]
    public void A_fix_ends_well_where_nothing_is_left_that_it_could_repair(string left, string only, int code) => Assert.Equal(
        code,
        MlGuard.Tool.Commands.FixCommand.Ending(
            [.. left.Split(' ', StringSplitOptions.RemoveEmptyEntries)], only.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    /// <summary>A fix at the caller could pass nothing: the file that reads is named.</summary>
    [Fact]
    public void A_reader_in_another_project_is_named_with_its_file()
    {
        using var product = new TestProduct("mlguard: v1\n");
        product.Write("Core/Loader.cs", "namespace Shop; public static class Loader { public static object Read(string path) => path; }")
            .Write("Core/Other.cs", "namespace Shop; public static class Other { public static object Read(string path) => Loader.Read(path); }");
        ImmutableArray<string> sources = [product.PathOf("Core/Loader.cs"), product.PathOf("Core/Other.cs")];
        CodeFinding Found(string remedy) => new("MLG1001", "Train/Program.cs", 3, false, "")
        {
            Message = $"'a.csv' is read with a tab as the separator, so every column after the first comes out empty. {remedy}",
        };
        string Relative(string path) => Path.GetRelativePath(product.Root, path).Replace('\\', '/');

        var said = Assert.Single(MlGuard.Tool.Commands.ReaderElsewhere.Of(
            [Found("Pass separatorChar: ',' in 'Loader.Read'."), Found("Pass separatorChar: ',' in 'Loader.Read'.")], sources, Relative));

        Assert.EndsWith("Pass the separator in Loader.Read: Core/Loader.cs.", said);
        Assert.EndsWith("Pass the separator in Reader.Read.", Assert.Single(
            MlGuard.Tool.Commands.ReaderElsewhere.Of([Found("Pass separatorChar: ',' in 'Reader.Read'.")], sources, Relative)));
        Assert.Empty(MlGuard.Tool.Commands.ReaderElsewhere.Of([Found("Pass separatorChar: ','.")], sources, Relative));
    }

    /// <summary>What runs as well where the prediction succeeds is no fallback: a policy after a catch, or in both.</summary>
    [Theory]
    [InlineData("try { return Rules.Round(engine.Predict(row).Score); } catch (Exception) { return Rules.Round(0); }", null)]
    [InlineData(
        "float score; try { score = engine.Predict(row).Score; } catch (Exception) { score = 0; } return Rules.Round(score);", null)]
    [InlineData("try { return engine.Predict(Rules.Clean(row)).Score; } catch (Exception) { return Rules.Round(Rules.Clean(row).Amount); }",
        "Shop.Rules.Round")]
    [InlineData("float score; try { score = engine.Predict(row).Score; } catch (Exception) { score = Rules.Usual(row); } "
        + "return Rules.Round(score);", "Shop.Rules.Usual")]
    [InlineData("try { var score = engine.Predict(row).Score; return score > 0 ? score : Rules.Usual(row); } catch (Exception) { "
        + "return Rules.Usual(row); }", "Shop.Rules.Usual")]
    [InlineData("if (engine is null) return Rules.Usual(row); try { return engine.Predict(row).Score; } catch (Exception) { "
        + "return Rules.Usual(row); }", "Shop.Rules.Usual")]
    public void What_also_runs_after_a_prediction_is_no_fallback(string body, string? expected)
    {
        var stub = CompiledFacts.Of(GrowthCode.AspNetStub, "Microsoft.AspNetCore.Routing", isTest: false, []);
        var facts = CompiledFacts.Of(
            $$"""
            namespace Shop;
            using Microsoft.AspNetCore.Builder;
            public class Row { public float Amount; }
            public class Answer { public float Score; }
            public static class Rules
            {
                public static float Usual(Row row) => row.Amount / 2;
                public static float Round(float score) => MathF.Round(score);
                public static Row Clean(Row row) => row.Amount < 0 ? new() : row;
            }
            public sealed class Scorer(PredictionEngine<Row, Answer> engine)
            {
                public float Score(Row row) { {{body}} }
            }
            public static class Endpoints
            {
                public static void Map(Microsoft.AspNetCore.Routing.IEndpointRouteBuilder app) =>
                    EndpointRouteBuilderExtensions.MapPost(app, "/score", (Row row, Scorer scorer) => scorer.Score(row));
            }
            """, "Shop", isTest: false, [(GrowthCode.AspNetStub, stub)]).Facts;

        var found = new CodeSurvey([facts]).Found().FirstOrDefault(value => value.Path == "architecture.technical.fallback.symbol");

        Assert.Equal(expected, found?.Value);
    }

    /// <summary>A fallback behind a contract, a helper or a class before the scorer is found where one alone is right.</summary>
    [Theory]
    [InlineData("", "try { return model.Ask(row); } catch (Exception) { return fallback.Usual(row); }", "Shop.Rules.Usual")]
    [InlineData("", "return Guard.Or(() => model.Ask(row), () => fallback.Usual(row));", "Shop.Rules.Usual")]
    [InlineData("", "return Guard.Try(() => model.Ask(row)) ?? fallback.Usual(row);", "Shop.Rules.Usual")]
    [InlineData("", "return Guard.Or(() => model.Ask(row), () => fallback.Usual(Guard.Clean(row)));", "Shop.Rules.Usual")]
    [InlineData(
        "public sealed class Other : IFallback { public float Usual(Row row) => 0; }",
        "return Guard.Or(() => model.Ask(row), () => fallback.Usual(row));", null)]
    [InlineData("", "return Guard.Or(() => model.Ask(row), () => 0.5f);", null)]
    [InlineData("", "return Guard.Or(() => model.Ask(row), () => row.Amount > 1 ? fallback.Usual(row) : 0);", null)]
    [InlineData("", "return Guard.Round(Guard.Or(() => model.Ask(row), () => 0.5f));", null)]
    [InlineData("", "var usual = fallback.Usual(row); return usual > 1 ? usual : model.Ask(row);", null)]
    public void A_fallback_behind_a_contract_is_found_where_one_is_right(string more, string body, string? expected)
    {
        var stub = CompiledFacts.Of(GrowthCode.AspNetStub, "Microsoft.AspNetCore.Routing", isTest: false, []);
        var facts = CompiledFacts.Of(
            $$"""
            namespace Shop;
            using Microsoft.AspNetCore.Builder;
            public class Row { public float Amount; }
            public class Answer { public float Score; }
            public interface IFallback { float Usual(Row row); }
            public sealed class Rules : IFallback { public float Usual(Row row) => row.Amount / 2; }
            {{more}}
            public interface IModel { float Ask(Row row); }
            public sealed class Model(PredictionEngine<Row, Answer> engine) : IModel { public float Ask(Row row) => engine.Predict(row).Score; }
            public static class Guard
            {
                public static float Or(Func<float> first, Func<float> second) { try { return first(); } catch (Exception) { return second(); } }
                public static float? Try(Func<float> first) { try { return first(); } catch (Exception) { return null; } }
                public static Row Clean(Row row) => row.Amount < 0 ? new() : row;
                public static float Round(float score) => MathF.Round(score);
            }
            public interface IScorer { float Score(Row row); }
            public sealed class Scorer(IModel model, IFallback fallback) : IScorer { public float Score(Row row) { {{body}} } }
            public static class Endpoints
            {
                public static void Map(Microsoft.AspNetCore.Routing.IEndpointRouteBuilder app) =>
                    EndpointRouteBuilderExtensions.MapPost(app, "/score", (Row row, IScorer scorer) => scorer.Score(row));
            }
            """, "Shop", isTest: false, [(GrowthCode.AspNetStub, stub)]).Facts;

        var found = new CodeSurvey([facts]).Found().FirstOrDefault(value => value.Path == "architecture.technical.fallback.symbol");

        Assert.Equal(expected, found?.Value);
    }

    [Fact]
    public void The_code_tells_which_tools_a_model_is_offered_and_which_hosted_model_is_asked()
    {
        const string Libraries = """
            namespace Microsoft.SemanticKernel
            {
                [AttributeUsage(AttributeTargets.Method)]
                public sealed class KernelFunctionAttribute : Attribute { public KernelFunctionAttribute(string name) { } }
            }
            namespace OpenAI
            {
                public class OpenAIClient(string key) { public Chat.ChatClient GetChatClient(string model) => new(model, key); }
            }
            namespace OpenAI.Chat
            {
                public class ChatClient(string model, string key) { public string CompleteChat(string text) => text; }
            }
            """;
        var library = CompiledFacts.Of(Libraries, "OpenAI", isTest: false, []);
        var facts = CompiledFacts.Of(
            """
            namespace Shop;
            public class Orders
            {
                [Microsoft.SemanticKernel.KernelFunction("order_status")] public string Status(string order) => order;
            }
            public static class Clients
            {
                public static OpenAI.Chat.ChatClient Answers(OpenAI.OpenAIClient client) => client.GetChatClient("gpt-5-2026-02-01");
                public static OpenAI.Chat.ChatClient Other(string model) => new(model, "sk-key");
            }
            """, "Shop", isTest: false, [(Libraries, library)]).Facts;

        var found = new CodeSurvey([facts]).Found().ToArray();

        Assert.Equal("order_status", Assert.Single(found, value => value.Path == "serving.tools[].name").Value);
        Assert.Equal("TODO", Assert.Single(found, value => value.Path == "serving.tools[].effect").Value);
        Assert.Contains(
            "      effect: TODO  # one of read, write, destructive; for example read\n", FirstManifest.Write([.. found]),
            StringComparison.Ordinal);
        Assert.Equal("gpt-5-2026-02-01", Assert.Single(found, value => value.Path == "models[].id").Value);
    }

    /// <summary>The steps say what is told apart; of two trainings that differ nobody knows which is the product's.</summary>
    [Theory]
    [InlineData("_ = ml.MulticlassClassification; Steps.ImageClassification();", "image-classification")]
    [InlineData("_ = ml.MulticlassClassification; Steps.FeaturizeText();", "text-classification")]
    [InlineData("_ = ml.MulticlassClassification; _ = ml.BinaryClassification; Steps.OneVersusAll();", "multiclass-classification")]
    [InlineData("_ = ml.MulticlassClassification; Steps.OneVersusAll(); Other(ml);", null)]
    public void The_task_is_what_the_training_tells_apart(string body, string? expected)
    {
        var facts = CompiledFacts.Of(
            $$"""
            using Microsoft.ML;
            namespace Shop;
            public static class Steps
            {
                public static void FeaturizeText() { }
                public static void ImageClassification() { }
                public static void OneVersusAll() { }
            }
            public static class Trainer
            {
                public static object Train(IEstimator<ITransformer> steps, IDataView rows, MLContext ml) { {{body}} return steps.Fit(rows); }
                private static void Other(MLContext ml) { _ = ml.BinaryClassification; }
            }
            """, "Shop", isTest: false, []).Facts;

        var found = new CodeSurvey([facts]).Found().ToDictionary(value => value.Path, value => value.Value);

        Assert.Equal(expected, found.GetValueOrDefault("discovery.solution.task"));
    }

    /// <summary>A name that no code can have is for people to correct.</summary>
    [Fact]
    public void A_value_that_its_key_refuses_leaves_the_key_open()
    {
        var text = FirstManifest.Write(
        [
            new("project", "shop", "Shop.slnx"), new("data.sources[].name", "a", "a.csv"),
            new("data.sources[].schema", "Comment Data", "a.csv"),
        ]);

        Assert.DoesNotContain("Comment Data", text);
        Assert.Contains("TODO", text);
        Assert.Empty(LoadedManifest.Of(text, new ProductFolder(Path.GetTempPath())).Faults);
    }

    /// <summary>Two methods that both train leave the choice to people.</summary>
    [Fact]
    public void Of_several_answers_none_is_chosen()
    {
        var first = CompiledFacts.Of(SampleCode.Training, "Fraud.Training", isTest: false, []).Facts;
        var second = CompiledFacts.Of(
            SampleCode.Training.Replace("TrainPipeline", "OtherPipeline"), "Fraud.Other", isTest: false, []).Facts;

        var survey = new CodeSurvey([first, second]);

        Assert.DoesNotContain(survey.Found(), value => value.Path == "training.run");
        Assert.Equal(2, survey.TrainingCandidates.Length);
    }

    [Fact]
    public void The_files_tell_name_owner_sources_and_a_metric()
    {
        using var product = new TestProduct("mlguard: v1\n");
        product.Write("FraudShop.slnx", "<Solution />").Write("CODEOWNERS", "* @acme/payments-ml\n").Write("data/payments.csv", "a,b\n")
            .Write("data/parts/01.csv", "a,b\n").Write("data/parts/02.csv", "a,b\n")
            .Write("bin/old.csv", "a,b\n").Write("Program.cs", "Read(\"payments.csv\", \"old.csv\", \"data/parts\");")
            .Write("artifacts/eval.json", """{ "accuracy": 0.9, "rows": 3 }""");

        var all = new FileSurvey(product.Root).Found().ToList();
        var found = all.Where(value => value.Item == 0).ToDictionary(value => value.Path, value => value.Value);

        Assert.Equal(["parts", "payments"], all.Where(value => value.Path == "data.sources[].name").Select(value => value.Value).Order());
        Assert.Equal("fraud-shop", found["project"]);
        Assert.Equal("payments-ml", found["owner"]);
        Assert.Equal("artifacts/eval.json#/accuracy", found["training.quality.<metric>.from"]);
    }

    [Fact]
    public void The_only_model_is_the_artifact_and_of_two_none_is_chosen()
    {
        using var product = new TestProduct("mlguard: v1\n");
        product.Write("models/fraud.zip", GrowthProduct.Archive("TrainingInfo/Version.txt", "5.0.1"u8.ToArray()))
            .Write("data/raw.zip", GrowthProduct.Archive("rows.csv", "a,b"u8.ToArray()));

        var found = new FileSurvey(product.Root).Model().ToDictionary(value => value.Path, value => value.Value);
        product.Write("models/other.zip", GrowthProduct.Archive("TrainingInfo/Version.txt", "4.0.0"u8.ToArray()));

        Assert.Equal("models/fraud.zip", found["training.artifact.path"]);
        Assert.Equal("sha256:" + GrowthProduct.ModelHash, found["training.artifact.hash"]);
        Assert.Empty(new FileSurvey(product.Root).Model());
    }

    [Fact]
    public void The_first_manifest_marks_what_was_found_and_leaves_the_rest_open()
    {
        var text = FirstManifest.Write(
        [
            new("project", "shop", "Shop.slnx"), new("training.run", "Shop.Trainer.Train", "Shop.csproj"),
            new("data.sources[].name", "a", "a.csv"), new("data.sources[].name", "b", "b.csv", 1), new("discovery.gain.amount", "1k EUR/year", ""),
        ]);

        Assert.Empty(LoadedManifest.Of(text, new ProductFolder(Path.GetTempPath())).Faults);
        Assert.Contains("\nproject: shop  # from Shop.slnx\n", text);
        Assert.Contains("\n    - name: b  # from b.csv\n      owner: TODO", text);
        Assert.Contains("\n  run: Shop.Trainer.Train  # from Shop.csproj\n", text);
        Assert.Contains("\n    amount: 1k EUR/year\n", text);
        Assert.Contains("\nstage: mvp", text);
        Assert.Contains("\n  problem: TODO  # ", text);
        Assert.DoesNotContain("target:", text);
    }

    [Theory]
    [MemberData(nameof(Explained))]
    public void Every_rule_and_every_row_is_explained(string what)
    {
        var (code, output) = Run("explain", what);

        Assert.Equal(0, code);
        Assert.True(output.Length > 100, output);
    }

    [Fact]
    public void What_nobody_knows_is_told_with_what_was_meant()
    {
        var (code, output) = Run("explain", "rollout/rolback");

        Assert.Equal(3, code);
        Assert.Contains("'rollout/rollback'", output);
    }

    [Fact]
    public void A_waiver_is_written_and_read_again()
    {
        using var product = TestProduct.Fraud();

        for (var i = 0; i < 2; i++)
            Assert.Equal(0, Waive(product, i == 0 ? "docs/tests" : "training/slices", "ines", 60).Code);

        var manifest = LoadedManifest.Of(product.Manifest);
        Assert.Empty(manifest.Faults);
        Assert.Equal(["docs/tests", "training/slices"], manifest.Manifest!.Texts("waivers[].rule"));
    }

    [Theory]
    [InlineData("training/slice", "ines", 60, "Did you mean 'training/slices'?")]
    [InlineData("training/slices", "lea", 60, "approved it alone")]
    [InlineData("training/slices", "nobody", 60, "is neither in 'people' nor in CODEOWNERS")]
    [InlineData("training/slices", "ines", -1, "Name a day that is still to come.")]
    [InlineData("training/slices", "ines", 400, "more than 180 days ahead")]
    [InlineData("stage", "ines", 60, "cannot be waived")]
    [InlineData("mlguard", "ines", 60, "cannot be waived")]
    [InlineData("mltest/model-3", "ines", 60, "is no row of a stage")]
    [InlineData("docs/modelCard", "ines", 60, "it is there already. Change the one that is there.")]
    public void A_waiver_that_the_gate_would_not_count_is_refused(string rule, string approved, int days, string why)
    {
        using var product = TestProduct.Fraud(text => text + "people: [lea, ines]\n");
        Assert.Equal(0, Waive(product, "docs/modelCard", "ines", 60).Code);
        var before = File.ReadAllText(product.Manifest);

        var (code, output) = Waive(product, rule, approved, days);

        Assert.Equal(3, code);
        Assert.Contains(why, output);
        Assert.DoesNotContain("Remove", output);
        Assert.Equal(before, File.ReadAllText(product.Manifest));
    }

    [Theory]
    [InlineData("docs/test", "lea", -1, "Did you mean 'docs/tests'?")]
    [InlineData("docs/tests", "nobody", -1, "is neither in 'people' nor in CODEOWNERS")]
    [InlineData("docs/tests", "lea", 1, "ahead")]
    [InlineData("docs/tests", "lea", -400, "days")]
    [InlineData("training/slices", "lea", -1, "it is there already")]
    [InlineData("stage", "lea", -1, "only the gate decides this row, so nobody can vouch for it. Nothing was written.")]
    [InlineData("mlguard", "lea", -1, "only the gate decides this row")]
    public void An_attestation_that_the_gate_would_not_count_is_refused(string rule, string by, int days, string why)
    {
        using var product = TestProduct.Fraud(text => text + "people: [lea, ines]\n");
        product.Write("docs/run.md", Documents.Report);
        Assert.Equal(0, Attest(product, "training/slices", "lea", -1).Code);

        var (code, output) = Attest(product, rule, by, days);

        Assert.Equal(3, code);
        Assert.Contains(why, output);
    }

    [Theory]
    [InlineData("training/run", "", "Whether 'training/run' fails is decided at the gate.", 0)]
    [InlineData("training/run", "proven", "the last verdict, of 2026-11-23, says that it is proven", 3)]
    [InlineData("training/run", "failed", "holds it now", 0)]
    [InlineData("discovery/problem", "", "nothing of it fails", 3)]
    [InlineData("governance/energy", "", "does not apply to this product", 3)]
    [InlineData("training/slices", "", "holds it now", 0)]
    public void A_waiver_of_what_does_not_fail_is_refused(string rule, string state, string said, int code)
    {
        using var product = TestProduct.Fraud(text => text + "people: [lea, ines]\n");
        Gate(product, rule, state);

        var (exit, output) = Waive(product, rule, "ines", 60);

        Assert.Contains(said, output);
        Assert.Equal(code, exit);
    }

    [Theory]
    [InlineData("training/run", "proven", "is proven already", 3)]
    [InlineData("training/run", "failed", "holds it now", 0)]
    [InlineData("training/run", "", "is seen at the gate", 0)]
    [InlineData("discovery/problem", "", "holds it now", 0)]
    [InlineData("governance/energy", "", "does not apply to this product", 3)]
    public void An_attestation_of_what_is_proven_is_refused(string rule, string state, string said, int code)
    {
        using var product = TestProduct.Fraud(text => text + "people: [lea, ines]\n");
        product.Write("docs/run.md", Documents.Report);
        Gate(product, rule, state);

        var (exit, output) = Attest(product, rule, "lea", -1);

        Assert.Contains(said, output);
        Assert.Equal(code, exit);
    }

    /// <summary>Without the code the command sees little; the last gate saw what a person's word cannot outweigh.</summary>
    [Theory]
    [InlineData("", "holds it now", 0)]
    [InlineData("it trains nothing", "the last verdict, of 2026-11-23, saw this: it trains nothing", 3)]
    public void An_attestation_against_what_the_last_gate_saw_is_refused(string seen, string said, int code)
    {
        using var product = TestProduct.Fraud(text => text + "people: [lea, ines]\n");
        product.Write("docs/run.md", Documents.Report);
        Gate(product, "training/run", "failed", seen);

        var (exit, output) = Attest(product, "training/run", "lea", -1);

        Assert.Contains(said, output);
        Assert.Equal(code, exit);
        Assert.Equal(code == 0, File.ReadAllText(product.Manifest).Contains("attestations:"));
    }

    [Fact]
    public void An_attestation_without_its_document_is_refused_and_lays_a_template_when_asked()
    {
        using var product = TestProduct.Fraud(text => text + "people: [lea, ines]\n");
        var before = File.ReadAllText(product.Manifest);

        var (mistyped, said) = Attest(product, "training/slices", "lea", -1);
        Assert.Equal(3, mistyped);
        Assert.Contains("--template", said);
        Assert.False(File.Exists(Path.Combine(product.Root, "docs/run.md")));
        var (first, output) = Attest(product, "training/slices", "lea", -1, "--template");
        var (second, again) = Attest(product, "training/slices", "lea", -1);
        product.Write("docs/run.md", Documents.Report);

        Assert.Equal((1, 3), (first, second));
        Assert.Contains("a template stands there now", output);
        Assert.Contains("is still MlGuard's template 'attestation.md'", again);
        Assert.Equal(before, File.ReadAllText(product.Manifest));
        Assert.Equal(0, Attest(product, "training/slices", "lea", -1).Code);
    }

    [Fact]
    public void What_is_refused_lays_no_template()
    {
        using var product = TestProduct.Fraud(text => text + "people: [lea, ines]\n");

        Assert.Equal(3, Attest(product, "governance/energy", "lea", -1, "--template").Code);
        Assert.False(File.Exists(Path.Combine(product.Root, "docs/run.md")));
    }

    /// <summary>What cannot be read or written is said in one line, and a folder has no hash.</summary>
    [Fact]
    public void A_file_that_cannot_be_used_is_told_without_a_stack_trace()
    {
        using var product = TestProduct.Fraud();

        Assert.Equal(
            (ExitCode.Invalid, $"'{product.Root}' is a folder. Name the model, or another file, whose hash you want.\n"),
            Run("hash", product.Root));
        using var open = new FileStream(product.Manifest, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        var (code, output) = Run("hash", product.Manifest);
        Assert.Equal(ExitCode.BuildFailed, code);
        Assert.StartsWith("A file could not be read or written: ", output);
        Assert.Single(output.TrimEnd().Split('\n'));
    }

    /// <summary>A training leaves another model, and one command writes its hash and its day.</summary>
    [Theory]
    [InlineData("sha256:0000000000000000000000000000000000000000000000000000000000000000", "2020-01-01")]
    [InlineData("TODO", "TODO")]
    public void The_hash_of_a_new_model_is_written_into_the_manifest(string hash, string trained)
    {
        var old = $"{{ path: models/a.zip, hash: {hash}, trained: {trained} }}  # served";
        using var product = TestProduct.Fraud(text => text.Replace("training:\n", $"training:\n  artifact: {old}\n"));
        product.Write("models/a.zip", GrowthProduct.Archive("TrainingInfo/Version.txt", "5.0.1"u8.ToArray()));
        var folder = new ProductFolder(product.Root);
        var text = File.ReadAllText(product.Manifest);

        var pin = ModelPin.Of(text, folder);

        Assert.Equal(2, pin.Changes.Length);
        Assert.Contains($"hash: sha256:{folder.Find("models/a.zip").Sha256()}, trained: 20", pin.Text);
        Assert.DoesNotContain(trained, pin.Text);
        Assert.Contains("}  # served", pin.Text);
        Assert.Empty(ModelPin.Of(pin.Text, folder).Changes);
    }

    [Fact]
    public void A_metric_keeps_its_name_and_a_bare_one_names_no_model()
    {
        using var product = new TestProduct("mlguard: v1\n");
        product.Write("models/a.zip", GrowthProduct.Archive("TrainingInfo/Version.txt", "5.0.1"u8.ToArray()))
            .Write("metrics/eval.json", """{ "macroAccuracy": 0.9 }""").Write("data/hour_test.csv", "a\n")
            .Write("data/hour_train.csv", "a\n")
            .Write("Program.cs", "Read(\"hour_train.csv\", \"hour_test.csv\");");
        var survey = new FileSurvey(product.Root);

        var text = FirstManifest.Write([.. survey.Found()]);

        Assert.Contains("macroAccuracy:\n      from: metrics/eval.json#/macroAccuracy", text);
        Assert.DoesNotContain("hour_test", text);
        Assert.Empty(survey.Model());
        product.Write(
            "metrics/eval.json",
            $$"""{ "model": { "sha256": "{{new ProductFolder(product.Root).Find("models/a.zip").Sha256()}}" }, "macroAccuracy": 0.9 }""");
        Assert.Equal(2, survey.Model().Count());
    }

    /// <summary>A verdict as the last gate left it; none without a state.</summary>
    private static void Gate(TestProduct product, string rule, string state, string seen = "")
    {
        if (state.Length > 0)
            product.Write(
                ".mlguard/verdict.json",
                $$"""
                { "schema": 1, "day": "2026-11-23", "rows": [{ "rule": "{{rule}}", "state": "{{state}}", "reason": "because",
                  "seen": "{{seen}}", "open": {{(state == "failed" ? "true" : "false")}} }] }
                """);
    }

    [Fact]
    public void Part_of_a_name_is_told_the_names_that_hold_it()
    {
        var (code, output) = Run("explain", "quality");

        Assert.Equal(3, code);
        Assert.Contains("'training/quality'", output);
        Assert.Contains("'data/sources/quality'", output);
    }

    private static (int Code, string Output) Waive(TestProduct product, string rule, string approved, int days) =>
        Run("waive", rule, "--owner", "lea", "--approved", approved, "--reason", "No labels yet: few.", "--expires", Day(days), "-f",
            product.Root);

    private static (int Code, string Output) Attest(
        TestProduct product, string rule, string by, int days, params string[] further) =>
        Run(["attest", rule, "--by", by, "--date", Day(days), "--evidence", "docs/run.md", "-f", product.Root, .. further]);

    private static string Day(int days) =>
        DateTime.UtcNow.AddDays(days).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public void A_promotion_from_the_command_is_the_builds()
    {
        using var product = TestProduct.Fraud();

        var (code, output) = Run("promote", "growth", "--folder", product.Root);

        Assert.Equal(0, code);
        Assert.Contains("The target is growth", output);
        Assert.DoesNotContain("-t:MlGuard", output);
        Assert.Contains("\ntarget: growth\n", File.ReadAllText(product.Manifest));
        Assert.True(File.Exists(Path.Combine(product.Root, "docs", "runbook.md")));
    }

    [Theory]
    [InlineData("promote", "growht")]
    [InlineData("check", "--al")]
    [InlineData("wave", "training/slices")]
    [InlineData("waive", "training/slices")]
    public void A_command_line_that_is_not_understood_ends_with_3(params string[] arguments) =>
        Assert.Equal(3, Run(arguments).Code);

    [Fact]
    public void Outside_of_a_product_the_doctor_says_where_to_go()
    {
        var folder = Directory.CreateTempSubdirectory("mlguard").FullName;

        var (code, output) = Run("doctor", "--folder", folder);

        Directory.Delete(folder);
        Assert.Equal(3, code);
        Assert.Contains("there is no product to look at", output);
        Assert.Contains("dotnet new mlguard-service", output);
    }

    [Theory]
    [InlineData(-1, "growth declared, mvp earned", "is newer")]
    [InlineData(1, "The code is newer: run 'mlguard check'.", "nothing is stale")]
    public void The_doctor_says_that_code_is_newer_than_the_verdict(int minutes, string said, string unsaid)
    {
        using var product = TestProduct.Fraud();
        var verdict = Path.Combine(product.Root, ".mlguard", "verdict.json");
        Directory.CreateDirectory(Path.GetDirectoryName(verdict)!);
        File.WriteAllText(verdict, """
            { "declared": "growth", "earned": "mvp", "day": "2026-11-23", "mode": "warn", "modeReason": "it is the default", "facts": [] }
            """);
        var code = Path.Combine(product.Root, "src", "Scorer.cs");
        Directory.CreateDirectory(Path.GetDirectoryName(code)!);
        File.WriteAllText(code, "class Scorer;");
        File.SetLastWriteTimeUtc(code, File.GetLastWriteTimeUtc(verdict).AddMinutes(minutes));

        var (_, output) = Run("doctor", "--folder", product.Root);

        Assert.Contains(said, output);
        Assert.DoesNotContain(unsaid, output);
    }

    /// <summary>Evidence that was edited, or is gone, is not what the verdict rests on.</summary>
    [Theory]
    [InlineData("{ \"auc\": 0.9 }", false)]
    [InlineData("{ \"auc\": 0.99 }", true)]
    [InlineData("", true)]
    public void The_doctor_says_that_evidence_is_not_what_the_verdict_saw(string now, bool isSaid)
    {
        using var product = TestProduct.Fraud();
        product.Write("artifacts/doctor.json", "{ \"auc\": 0.9 }");
        var path = Path.Combine(product.Root, "artifacts", "doctor.json");
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)));
        product.Write(".mlguard/verdict.json", $$"""
            { "declared": "growth", "earned": "mvp", "day": "2026-11-23", "mode": "warn", "modeReason": "it is the default", "facts": [],
              "evidence": [{ "file": "artifacts/doctor.json", "sha256": "{{hash}}" }, { "file": "artifacts/gone.json", "sha256": "" }] }
            """);
        if (now.Length > 0)
            product.Write("artifacts/doctor.json", now);
        else
            File.Delete(path);

        var (_, output) = Run("doctor", "--folder", product.Root);

        Assert.Equal(isSaid, output.Contains("artifacts/doctor.json is not what the verdict saw. Run 'mlguard check'."));
        Assert.DoesNotContain("gone.json", output);
    }

    /// <summary>What no build has looked at yet is not off; what one looked at, and left out, is.</summary>
    [Theory]
    [InlineData("", "", 0, "Shop.csproj is not restored yet. Run 'dotnet build'.")]
    [InlineData("\"MlGuard/1.0.0\": {}", "", 0, "Shop.csproj: not built yet. Run 'dotnet build'.")]
    [InlineData("{}", "MlGuard", 1, "Shop.csproj: not restored since Directory.Build.props names MlGuard. Run 'dotnet build'.")]
    [InlineData("{}", "MlGuard", -1, "Shop.csproj: MlGuard is off")]
    [InlineData("{}", "MlGuardian", 1, "Shop.csproj: MlGuard is off")]
    [InlineData("{}", "", 0, "Shop.csproj: MlGuard is off")]
    public void The_doctor_tells_what_is_off_from_what_was_never_built(string assets, string package, int minutes, string said)
    {
        using var product = TestProduct.Fraud();
        product.Write("Shop.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />");
        if (assets.Length > 0)
            product.Write("obj/project.assets.json", assets);
        if (package.Length > 0)
        {
            product.Write(
                "Directory.Build.props",
                $"<Project><ItemGroup><PackageReference Include=\"{package}\" Version=\"1.0.0\" /></ItemGroup></Project>");
            File.SetLastWriteTimeUtc(Path.Combine(product.Root, "Directory.Build.props"), DateTime.UtcNow.AddMinutes(minutes));
        }

        var (code, output) = Run("doctor", "--folder", product.Root);

        Assert.Equal(1, code);
        Assert.Contains(said, output);
        Assert.Equal(said.Contains("is off"), output.Contains("is off"));
    }

    /// <summary>NuGet refuses a version beside a reference where versions are managed centrally.</summary>
    [Theory]
    [InlineData("true", "GlobalPackageReference Include=\"MlGuard\"", "Directory.Build.props")]
    [InlineData("false", "PackageReference Include=\"MlGuard\" Version=\"...\" PrivateAssets", "Directory.Packages.props")]
    public void A_first_manifest_says_how_the_package_is_added_where_versions_are_managed(string isCentral, string said, string unsaid)
    {
        using var product = TestProduct.Fraud();
        product.Write("Shop.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />");
        product.Write("obj/Shop.dll", "");
        product.Write(
            "Directory.Packages.props",
            "<Project><PropertyGroup>"
                + $"<ManagePackageVersionsCentrally>{isCentral}</ManagePackageVersionsCentrally></PropertyGroup></Project>");

        var (_, output) = Run("init", "--force", "--folder", product.Root);

        Assert.Contains(said, output);
        Assert.DoesNotContain(unsaid, output);
    }

    [Theory]
    [InlineData("A.sln B.slnx", "2 solutions stand in")]
    [InlineData("", "No solution stands in")]
    [InlineData("A.sln", null)]
    public void A_manifest_that_no_build_belongs_to_says_so(string solutions, string? said)
    {
        using var product = TestProduct.Fraud();
        foreach (var name in solutions.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            product.Write(name, "");
        foreach (var name in new[] { "One", "Two" })
        {
            product.Write($"{name}/{name}.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />");
            product.Write($"{name}/obj/{name}.dll", "");
        }

        var (_, output) = Run("init", "--force", "--folder", product.Root);

        Assert.Equal(said is null, output.Contains("then 'mlguard check'"));
        Assert.Contains(said ?? "Next: ", output);
    }

    [Theory]
    [InlineData("/x/A.sln : error MSB4057: The target \"MlGuardGate\" does not exist in the project. [/x/A.sln]", true)]
    [InlineData("/x/A.sln : error MSB4057: The target \"Pack\" does not exist in the project. [/x/A.sln]", false)]
    public void A_build_that_does_not_know_MlGuard_is_told_from_one_that_fails(string output, bool isMissing) =>
        Assert.Equal(isMissing, FirstReference.IsMissingFrom(output));

    /// <summary>Whoever has added the package is not asked to add it again.</summary>
    [Theory]
    [InlineData("MlGuard", 1, "Directory.Build.props names MlGuard, and no project is restored since. Run 'dotnet build'.")]
    [InlineData("MlGuard", -1, "No project references MlGuard yet.")]
    [InlineData("MlGuardian", 1, "No project references MlGuard yet.")]
    public void A_first_manifest_tells_a_package_that_is_not_restored_from_none(string package, int minutes, string said)
    {
        using var product = TestProduct.Fraud();
        product.Write("Shop.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />");
        product.Write("obj/project.assets.json", "{}");
        product.Write("obj/Shop.dll", "");
        product.Write(
            "Directory.Build.props",
            $"<Project><ItemGroup><PackageReference Include=\"{package}\" Version=\"1.0.0\" /></ItemGroup></Project>");
        File.SetLastWriteTimeUtc(Path.Combine(product.Root, "Directory.Build.props"), DateTime.UtcNow.AddMinutes(minutes));

        var (code, output) = Run("init", "--force", "--folder", product.Root);

        Assert.Equal(0, code);
        Assert.Contains(said, output);
        Assert.Equal(said.StartsWith("No", StringComparison.Ordinal), output.Contains("No project references"));
    }

    [Theory]
    [InlineData("rollback", "rollout/rollback\n")]
    [InlineData("rollout.rollback.drilled", "rollout/rollback\n")]
    [InlineData("Rollout/Rollback", "rollout/rollback\n")]
    [InlineData("data.sources.schema", "data/sources/schema\n")]
    [InlineData("docs.decisions", "docs/runbook\n")]
    [InlineData("mltest/model-3", "Hyperparameters have been tuned")]
    [InlineData("mltest.data-1", "Feature expectations are captured in a schema")]
    [InlineData("training.quality.rSquared.beats[0]", "training/quality/beats\n")]
    [InlineData("training.quality.rSquared.from", "training/quality\n")]
    [InlineData("training.quality.recall.at.1.from", "training/quality\n")]
    [InlineData("data.sources[0].quality", "data/sources/quality\n")]
    [InlineData("monitoring[1].max", "monitoring\n")]
    [InlineData("docs.modelCard.limitations[0]", "docs/modelCard\n")]
    [InlineData("profile", "small")]
    [InlineData("people", "lea")]
    [InlineData("gates.mode", "enforce")]
    [InlineData("waivers", "waivers[].reason")]
    [InlineData("waivers[2].expires", "expires: 2027-02-28")]
    [InlineData("training.quality.rSquared", "of the row training/quality/beats")]
    public void A_key_a_last_word_a_path_of_a_finding_and_a_test_of_the_score_are_explained(string what, string said)
    {
        var (code, output) = Run("explain", what);

        Assert.Equal(0, code);
        Assert.Contains(said, output);
    }

    /// <summary>Whatever may stand in a manifest can stand in a finding.</summary>
    [Fact]
    public void Every_place_of_the_manifest_is_explained()
    {
        ImmutableHashSet<string> places =
        [
            .. RequirementTable.All.SelectMany(row => row.Fields).Concat(MlGuard.Lifecycle.Manifest.OpenFields.All)
                .Select(field => System.Text.RegularExpressions.Regex.Replace(field.Key.Replace("[]", "[3]"), "<[a-z]+>", "aName"))
                .SelectMany(key => Enumerable.Range(1, key.Length).Where(end => end == key.Length || key[end] is '.' or '[')
                    .Select(end => key[..end])),
        ];

        Assert.True(places.Count > 200);
        Assert.All(places, place => Assert.Equal(0, Run("explain", place).Code));
    }

    [Theory]
    [InlineData("stage", false)]
    [InlineData("training/slices", true)]
    public void Only_what_counts_is_offered(string rule, bool isOffered)
    {
        var (_, output) = Run("explain", rule);

        Assert.Equal(isOffered, output.Contains("mlguard waive"));
        Assert.Equal(isOffered, output.Contains("mlguard attest"));
    }

    [Theory]
    [InlineData("training.qualities[0].from")]
    [InlineData("monitoring[0].maximum")]
    [InlineData("[0]")]
    [InlineData("..")]
    public void What_may_stand_nowhere_is_not_explained(string what) => Assert.Equal(3, Run("explain", what).Code);

    [Theory]
    [InlineData("rollout", "'rollout/rollback'")]
    [InlineData("mltest/model", "'mltest/model-3'")]
    [InlineData("schema", "'data/sources/schema'")]
    public void Part_of_a_name_is_answered_with_those_that_hold_it(string what, string said)
    {
        var (_, output) = Run("explain", what);

        Assert.Contains(said.Trim('\''), output);
    }

    /// <summary>What the report promises of a fix is what 'mlguard fix' does.</summary>
    [Theory]
    [InlineData("MLG8002", "'mlguard fix' writes a TODO", "No fix repairs")]
    [InlineData("MLG5001", "1 of them may be repaired by 'mlguard fix'", "TODO")]
    [InlineData("MLG1002", "No fix repairs them", "mlguard fix'")]
    public void The_check_says_of_each_rule_what_its_fix_does(string rule, string said, string unsaid)
    {
        var repair = MlGuard.Tool.Commands.CheckCommand.Repair([rule]);

        Assert.Contains(said, repair);
        Assert.DoesNotContain(unsaid, repair);
    }

    /// <summary>A value that is looked up elsewhere is explained with the keys that it is looked up in.</summary>
    [Fact]
    public void A_row_page_names_the_keys_of_other_rows_that_it_is_compared_with()
    {
        var page = RowPage.Of("pipelines/feeds");
        ImmutableHashSet<string> keys =
        [
            .. RequirementTable.All.SelectMany(row => row.Fields).Concat(MlGuard.Lifecycle.Manifest.OpenFields.All)
                .Select(field => field.Key),
        ];

        Assert.Contains("architecture.technical.databases[].name", page);
        Assert.Contains("architecture.technical.queues[]", page);
        Assert.Empty(RequirementTable.All.SelectMany(row => row.Beside).Except(keys));
    }

    /// <summary>What was asked for is not done while a file is refused.</summary>
    [Theory]
    [InlineData("MlGuard: sealed artifacts/eval.json", 0)]
    [InlineData("MlGuard: sealed artifacts/eval.json|MlGuard: not sealed: artifacts/k6.json: it is older", 1)]
    [InlineData("MlGuard: not sealed: artifacts/k6.json: it is not there", 1)]
    [InlineData("", 1)]
    public void A_seal_that_refuses_a_file_ends_with_1(string said, int code) =>
        Assert.Equal(
            code, MlGuard.Tool.Commands.BuildCommands.Ending([.. said.Split('|', StringSplitOptions.RemoveEmptyEntries)]));

    /// <summary>What ran in Release is not what a build in Debug leaves.</summary>
    [Theory]
    [InlineData("MlGuard: sealed artifacts/eval.json", null)]
    [InlineData("MlGuard: not sealed: artifacts/eval.json: it is not there", null)]
    [InlineData("MlGuard: not sealed: model/pump.zip: it is older than Train.dll, so another build made it.", "Debug")]
    public void A_refused_seal_names_the_configuration_that_was_built(string said, string? built)
    {
        var hint = MlGuard.Tool.Commands.BuildCommands.ElsewhereBuilt([said], "Debug");

        Assert.Equal(built is null, hint is null);
        Assert.Contains(built ?? "", hint ?? "");
    }

    /// <summary>Each command that builds for the gate builds what is shipped.</summary>
    [Theory]
    [InlineData("check", "-c")]
    [InlineData("seal {0}", "--configuration")]
    [InlineData("baseline", "-c")]
    [InlineData("promote growth --claim", "-c")]
    public void A_command_that_builds_takes_a_configuration(string command, string option)
    {
        var line = string.Format(null, command, typeof(ToolTests).Assembly.Location);

        Assert.Empty(Program.Root(new(AnsiConsole.Console, canAsk: false)).Parse([.. line.Split(' '), option, "Release"]).Errors);
    }

    /// <summary>Whoever waits is told what for, and the answer stays apart from it.</summary>
    [Fact]
    public void What_takes_a_while_is_said_beside_the_answer()
    {
        var (answer, progress) = (new StringWriter(), new StringWriter());
        IAnsiConsole Plain(StringWriter writer) => AnsiConsole.Create(
            new() { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(writer) });
        var terminal = new Terminal(Plain(answer), canAsk: false, Plain(progress));

        Assert.Equal(7, terminal.While("Building", () => 7));
        terminal.Line("done");

        Assert.Equal("Building ...", progress.ToString().Trim());
        Assert.Equal("done", answer.ToString().Trim());
    }

    [Theory]
    [InlineData("growth", "small", "", "What profile small asks is asked.")]
    [InlineData("growth", "regulated", "profile: small\n", "What profile regulated asks is asked.")]
    [InlineData("growth", "", "profile: small\n", "What profile small asks is asked.")]
    [InlineData("growth", "", "", "'profile: small' asks two people for less")]
    public void A_promotion_names_the_profile_and_takes_one(string stage, string profile, string before, string said)
    {
        using var product = TestProduct.Fraud(text => text + before);
        string[] chosen = profile.Length > 0 ? ["--profile", profile] : [];

        var (code, output) = Run(["promote", stage, "-f", product.Root, .. chosen]);
        var text = File.ReadAllText(product.Manifest);
        var named = LoadedManifest.Of(product.Manifest).Manifest!.Text("profile");

        Assert.Equal(0, code);
        Assert.Contains(said, output);
        string?[] expected = [profile, before.Length > 0 ? "small" : null];
        Assert.Equal(expected.FirstOrDefault(value => value != ""), named);
        Assert.Equal(named is null, text.Contains("# profile: small"));
        Assert.Equal(named == "small", !text.Contains("\nstrategy:"));
    }

    [Fact]
    public void A_profile_that_is_chosen_later_takes_the_place_of_the_remark()
    {
        using var product = TestProduct.Fraud();
        Run("promote", "growth", "-f", product.Root);

        var before = File.ReadAllText(product.Manifest).Split(": TODO").Length;
        var (code, output) = Run("promote", "growth", "--profile", "small", "-f", product.Root);

        Assert.Equal(0, code);
        var unasked = int.Parse(
            System.Text.RegularExpressions.Regex.Match(output, "does not ask for ([0-9]+): answer").Groups[1].Value,
            CultureInfo.InvariantCulture);
        using var small = TestProduct.Fraud();
        Assert.DoesNotContain("does not ask for", Run("promote", "growth", "--profile", "small", "-f", small.Root).Output);
        Assert.InRange(before - File.ReadAllText(small.Manifest).Split(": TODO").Length, 1, unasked);
        var text = File.ReadAllText(product.Manifest);
        Assert.Contains("\nprofile: small\n", text);
        Assert.DoesNotContain("# profile: small", text);
        Assert.Equal(3, Run("promote", "growth", "--profile", "tiny", "-f", product.Root).Code);
    }

    [Fact]
    public void A_first_manifest_takes_a_profile()
    {
        using var product = new TestProduct("mlguard: v1\n");

        Assert.Equal(0, Run("init", "--force", "--profile", "small", "-f", product.Root).Code);

        Assert.Equal("small", LoadedManifest.Of(product.Manifest).Manifest!.Text("profile"));
    }

    [Fact]
    public void A_row_page_names_folders_and_what_is_declared_only()
    {
        Assert.Contains("docs.decisions: the path of a folder below the manifest", RowPage.Of("docs/runbook"));
        Assert.Contains("Declared, and not proven, where no tag", RowPage.Of("rollout/rollback"));
        Assert.Matches("Declared, and not proven,.*first commit", RowPage.Of("rollout/rollback"));
    }

    /// <summary>The pages of the build servers run the same command, in the configuration that is shipped.</summary>
    [Fact]
    public void A_row_page_names_the_command_that_writes_its_file()
    {
        var run = Making.Coverage.Command;
        var served = File.ReadLines(GeneratedFile.PathOf("docs/ci.md")).Where(line => line.Contains("--logger")).ToArray();

        Assert.Contains($"`{Making.TestResults.Command}`", RowPage.Of("docs/tests/results"));
        Assert.Contains($"`{run}`", RowPage.Of("docs/tests/results"));
        Assert.Contains($"`{run}`", RowPage.Of("docs/tests/coverage"));
        Assert.Equal(4, served.Length);
        Assert.All(served, line => Assert.EndsWith(run, line.Replace("-c Release ", "").Replace("--no-build ", "")));
    }

    /// <summary>What the page says of a checksum file is what pins the data.</summary>
    [Theory]
    [InlineData("{0}  {1}", true)]
    [InlineData("{1}  {0}", false)]
    public void A_checksum_file_as_its_page_tells_pins_the_data(string line, bool isOne)
    {
        var page = RowPage.Of("data/sources/snapshot")!;
        Assert.Contains("64 hexadecimal digits, two spaces, and the path of the data from there", page);
        using var product = GrowthProduct.Create(text => text.Replace("data/transactions.dvc", "data/transactions.csv.sha256"));
        var hash = Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(Path.Combine(product.Root, "data", "transactions.csv"))));
        product.Write("data/transactions.csv.sha256", string.Format(null, line, hash, "transactions.csv") + "\n");

        Assert.Equal(isOne ? RowState.Proven : RowState.Broken, product.Row("data/sources/snapshot").State);
    }

    [Fact]
    public void In_an_empty_folder_a_first_manifest_says_how_to_go_on()
    {
        using var product = TestProduct.Fraud();
        File.Delete(product.Manifest);
        Directory.Delete(Path.Combine(product.Root, "artifacts"), recursive: true);

        var (code, output) = Run("init", "--folder", product.Root);

        Assert.Equal(0, code);
        Assert.Contains("No project stands here or below yet", output);
        Assert.Empty(LoadedManifest.Of(product.Manifest).Faults);
    }

    [Fact]
    public void A_first_manifest_is_not_written_over()
    {
        using var product = TestProduct.Fraud();

        Assert.Equal(3, Run("init", "--folder", product.Root).Code);
        Assert.Empty(Directory.EnumerateFiles(product.Root, "*.bak*"));
        Assert.Equal(TestProduct.Example("mvp"), File.ReadAllText(product.Manifest));
    }

    /// <summary>What people answered is theirs, each time.</summary>
    [Fact]
    public void What_is_written_over_is_kept_beside_it()
    {
        using var product = TestProduct.Fraud();
        foreach (var kept in new[] { "mlguard.yaml.bak", "mlguard.yaml.bak2" })
        {
            var answered = File.ReadAllText(product.Manifest).Replace("TODO", kept, StringComparison.Ordinal);
            File.WriteAllText(product.Manifest, answered);

            var (code, output) = Run("init", "--force", "--folder", product.Root);

            Assert.Equal(0, code);
            Assert.Contains($"it lies in {kept} now", output);
            Assert.Equal(answered, File.ReadAllText(Path.Combine(product.Root, kept)));
            Assert.NotEqual(answered, File.ReadAllText(product.Manifest));
        }
    }

    /// <summary>A second manifest below the first would take its projects out of the product without a word.</summary>
    [Fact]
    public void A_manifest_above_is_named_before_a_second_one_is_written()
    {
        using var product = TestProduct.Fraud();
        var below = Directory.CreateDirectory(Path.Combine(product.Root, "src", "Api")).FullName;

        var (code, output) = Run("init", "--folder", below);

        Assert.Equal(3, code);
        Assert.Contains("../../mlguard.yaml holds what stands here already", output);
        Assert.False(File.Exists(Path.Combine(below, "mlguard.yaml")));
        Assert.Equal(0, Run("init", "--force", "--folder", below).Code);
        Assert.True(File.Exists(Path.Combine(below, "mlguard.yaml")));
    }

    /// <summary>The check before the compiler finds a gap as the gate does, and costs the stage as it does.</summary>
    [Theory]
    [InlineData("mlguard.yaml(6,1): error MLG9101: discovery/feasible: is missing", 1)]
    [InlineData("mlguard.yaml(6,1): error MLG9101: discovery/feasible: is missing|mlguard.yaml(9,1): error MLG9110: serving/log: no", 1)]
    [InlineData("mlguard.yaml(6,1): error MLG9101: discovery/feasible: is missing|Program.cs(1,1): error CS1525: Invalid", 4)]
    [InlineData("mlguard.yaml(6,1): error MLG9101: discovery/feasible: is missing|mlguard.yaml(7,1): error MLG9002: x: unknown key", 3)]
    [InlineData("Program.cs(1,1): error CS1525: Invalid expression", 4)]
    [InlineData("Program.cs(1,1): warning MLG9101: discovery/feasible: is missing", 4)]
    [InlineData("", 4)]
    public void A_build_without_a_verdict_ends_with_what_ended_it(string output, int code) =>
        Assert.Equal(
            code, MlGuard.Tool.Commands.CommonOptions.CodeOf([.. output.Split('|', StringSplitOptions.RemoveEmptyEntries)]));

    [Fact]
    public void The_template_of_a_manifest_is_read_and_has_every_key_of_mvp()
    {
        var text = File.ReadAllText(GeneratedFile.PathOf("src/MlGuard.Templates/templates/mlguard/mlguard.yaml"));
        var loaded = LoadedManifest.Of(text, new ProductFolder(Path.GetTempPath()));

        Assert.Empty(loaded.Faults);
        Assert.All(
            RequirementTable.All.Where(row => row.BindsFrom == Stage.Mvp).SelectMany(row => row.Fields).Where(field => !field.IsOptional),
            field => Assert.All(loaded.Manifest!.Find(field.Path), entry => Assert.NotNull(entry.Value)));
    }

    private static (int Code, string Output) Run(params string[] arguments)
    {
        var output = new StringWriter();
        var console = AnsiConsole.Create(
            new() { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = 10_000;
        return (Program.Run(new(console, canAsk: false), arguments), output.ToString());
    }
}
