using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using MlGuard.Analyzers.Data;
using MlGuard.Analyzers.Documentation;
using MlGuard.Analyzers.Fallback;
using MlGuard.Analyzers.Monitoring;
using MlGuard.Analyzers.Security;
using MlGuard.Analyzers.Serving;
using MlGuard.Analyzers.Tests.Infrastructure;
using MlGuard.Analyzers.Training;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Tests.Knowledge;

/// <summary>What a build knows of another project is worth as much as this project's own source.</summary>
public sealed class OtherProjectTests
{
    private const string Core = """
        namespace Core;
        public class Row { public float Amount; }
        public class Answer { public float Score; }
        public class Scorer { public Answer Score(Row row) => null!; public Answer Score(Row row, int tries) => null!; }
        public interface IScore { Answer Score(Row row); }
        public class Trainer { public Trainer(string path) { } public void Train() { } public void Check() { } }
        """;

    private const string Predicting = "method\tCore.Scorer\tScore\t1\t71\tScorer.Score > PredictionEngine.Predict";
    private const string Guarded = "method\tCore.Scorer\tScore\t1\t69\tScorer.Score > PredictionEngine.Predict";
    private const string Contract = "method\tCore.IScore\tScore\t1\t71\tScorer.Score > PredictionEngine.Predict";

    private const string Asking = "method\tCore.Scorer\tScore\t1\t71\tScorer.Score > Onnx.Score > InferenceSession.Run";
    private const string ByContract = "through\tCore.Scorer\tScore\t1\tCore.IScore";

    private const string Usings = """
        using System;
        using System.Linq;
        using Core;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.Extensions.Logging;

        """;

    /// <summary>A handler, what stands around it in the way of types, and the summary.</summary>
    public static TheoryData<string, string, string> Unguarded => new()
    {
        { """app.MapPost("/a", (Row row, Scorer scorer) => scorer.{|MLG5001:Score|}(row));""", "", Predicting },
        { """app.MapPost("/a", (Row[] rows, Scorer scorer) => Array.ConvertAll(rows, scorer.{|MLG5001:Score|}));""", "", Predicting },
        { """app.MapPost("/a", (Row row, IScore scorer) => scorer.{|MLG5001:Score|}(row));""", "", Contract },
        { """app.MapPost("/a", (Row row, Helper helper) => helper.Ask(row));""",
            "class Helper(Scorer scorer) { public Answer Ask(Row row) => scorer.{|MLG5001:Score|}(row); }", Predicting },
    };

    public static TheoryData<string, string, string> Guards => new()
    {
        {
            """app.MapPost("/a", (Row row, Scorer scorer) => { try { return scorer.Score(row); } catch { return new Answer(); } });""",
            "", Predicting
        },
        // An overload of which nothing is known.
        { """app.MapPost("/a", (Row row, Scorer scorer) => scorer.Score(row, 3));""", "", Predicting },
        // What fails inside is caught inside.
        { """app.MapPost("/a", (Row row, Scorer scorer) => scorer.Score(row));""", "", Guarded },
        // Nobody calls it from outside.
        { """new Scorer().Score(new Row());""", "", Predicting },
        // This project may answer the call itself.
        { """app.MapPost("/a", (Row row, IScore scorer) => scorer.Score(row));""",
            "class Rules : IScore { public Answer Score(Row row) => new(); }", Contract },
    };

    /// <summary>A library asks its own contract, and another project answers that with a model.</summary>
    [Fact]
    public Task A_library_that_asks_a_contract_predicts_where_a_model_answers_it() => Verify<UnguardedPredictionAnalyzer>.Code(
        Program("""app.MapPost("/a", (Row row, Scorer scorer) => scorer.{|MLG5001:Score|}(row));""", ""),
        state => state.AddProject(Core, Asking, ByContract));

    [Fact]
    public Task Nobody_knows_who_answers_a_contract_that_this_project_keeps_too() => Verify<UnguardedPredictionAnalyzer>.Code(
        Program(
            """app.MapPost("/a", (Row row, Scorer scorer) => scorer.Score(row));""",
            "class Guarded(IScore inner) : IScore { public Answer Score(Row row) { try { return inner.Score(row); } "
                + "catch (Exception) { return new(); } } }"),
        state => state.AddProject(Core, Asking, ByContract));

    [Fact]
    public Task A_contract_that_one_of_two_projects_answers_guarded_DoesNotTrigger() => Verify<UnguardedPredictionAnalyzer>.Code(
        Program("""app.MapPost("/a", (Row row, Scorer scorer) => scorer.Score(row));""", ""),
        state => state.AddProject(Core, Asking, ByContract, Asking.Replace("71", "69", StringComparison.Ordinal), ByContract));

    [Theory]
    [MemberData(nameof(Unguarded))]
    [MemberData(nameof(Guards))]
    public Task A_prediction_of_another_project_needs_a_fallback_here(string handler, string types, string summary) =>
        Verify<UnguardedPredictionAnalyzer>.Code(Program(handler, types), state => state.AddProject(Core, summary));

    [Fact]
    public Task A_prediction_of_another_project_is_observed_there_or_here() => Verify<UnobservedPredictionAnalyzer>.Code(
        Program(
            """
            app.MapPost("/a", (Row row, Scorer scorer) => scorer.{|MLG6001:Score|}(row));
            app.MapPost("/b", (Row row, Scorer scorer, ILogger<Row> log) =>
            {
                log.LogInformation("asked");
                return scorer.Score(row);
            });
            """, ""),
        state => state.AddProject(Core, Predicting));

    [Fact]
    public Task What_another_project_records_counts() => Verify<UnobservedPredictionAnalyzer>.Code(
        Program("""app.MapPost("/a", (Row row, Scorer scorer, Trainer log) => { log.Check(); return scorer.Score(row); });""", ""),
        state => state.AddProject(Core, Predicting, "method\tCore.Trainer\tCheck\t0\t8\t"));

    [Fact]
    public Task What_another_endpoint_of_the_program_records_does_not() => Verify<UnobservedPredictionAnalyzer>.Code(
        Program(
            """
            app.MapPost("/a", (Row row, Scorer scorer, Trainer log) => { log.Check(); return scorer.Score(row); });
            app.MapPost("/b", (Row row, Scorer scorer) => scorer.{|MLG6001:Score|}(row));
            app.MapPost("/c", (Row row, Scorer scorer, Trainer log) => Noted(log, row, scorer));
            app.MapPost("/d", (Row row, Scorer scorer, Trainer log) => { Ways.With(() => log.Check()); return scorer.Score(row); });

            static Answer Noted(Trainer log, Row row, Scorer scorer) { log.Check(); return scorer.Score(row); }
            """,
            "static class Ways { public static void With(System.Action act) => act(); }"),
        state => state.AddProject(Core, Predicting, "method\tCore.Trainer\tCheck\t0\t8\t"));

    [Fact]
    public Task An_engine_inside_a_singleton_of_another_project_is_shared() => Verify<SharedPredictionEngineAnalyzer>.Code(
        """
        using Core;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.Extensions.DependencyInjection;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<{|MLG4001:Scorer|}>();
        builder.Services.AddScoped<Scorer>();
        builder.Services.AddSingleton<Trainer>();
        builder.Build().Run();
        """,
        state => state.AddProject(Core, "engine\tCore.Scorer\t_engine"));

    [Theory]
    [InlineData(256, "MLG4002")]
    [InlineData(8192, "MLG4010")]
    public async Task An_object_of_another_project_that_loads_its_model_is_made_once(int traits, string rule)
    {
        string source(string found) => Program(
            $$"""
            var kept = new Trainer("model.zip");
            app.MapPost("/a", () => new {{found}}("model.zip").Train());
            app.MapPost("/b", (string path) => new Trainer(path).Train());
            app.MapPost("/c", () => kept.Train());
            """, "");
        string[] lines = [$"method\tCore.Trainer\t.ctor\t1\t{traits}\t", "method\tCore.Trainer\tTrain\t0\t71\tTrainer.Train"];

        await Verify<EnginePerCallAnalyzer>.Code(
            source(rule == "MLG4002" ? "{|MLG4002:Trainer|}" : "Trainer"), state => state.AddProject(Core, lines));
        await Verify<SessionPerCallAnalyzer>.Code(
            source(rule == "MLG4010" ? "{|MLG4010:Trainer|}" : "Trainer"), state => state.AddProject(Core, lines));
    }

    [Fact]
    public Task A_static_engine_of_another_project_is_shared_by_requests() => Verify<SharedPredictionEngineAnalyzer>.Code(
        Program(
            """
            app.MapPost("/a", (Row row, Scorer scorer) => scorer.{|MLG4001:Score|}(row));
            app.MapPost("/b", (Row row, Scorer scorer) => { lock (scorer) return scorer.Score(row); });
            app.MapPost("/c", (Row row, Scorer scorer) => scorer.Score(row, 3));
            new Scorer().Score(new Row());
            """, ""),
        state => state.AddProject(Core, "method\tCore.Scorer\tScore\t1\t16455\tScorer.Score > PredictionEngine.Predict"));

    [Fact]
    public Task A_path_is_wrong_where_it_is_written() => Verify<MachinePathAnalyzer>.Code(
        """
        using Core;

        new Trainer({|MLG4020:@"C:\data\reviews.csv"|}).Train();
        new Trainer("data/reviews.csv").Train();
        new System.IO.FileInfo(@"C:\data\reviews.csv");
        """,
        state => state.AddProject(Core, "method\tCore.Trainer\t.ctor\t1\t0\t", "path\tCore.Trainer\t.ctor\t1\t0\tLoadData\t\\t"));

    [Fact]
    public Task A_model_is_looked_for_by_another_project() => Verify<RelativeModelPathAnalyzer>.Code(
        """
        using Core;

        new Trainer({|MLG4021:"models/yolo.onnx"|}).Train();
        new Trainer(System.IO.Path.Combine(System.AppContext.BaseDirectory, "yolo.onnx")).Train();
        """,
        state => state.AddProject(Core, "method\tCore.Trainer\t.ctor\t1\t0\t", "path\tCore.Trainer\t.ctor\t1\t0\tCreateSession\t"));

    /// <summary>What a handler of a failure calls, and whether the called does nothing.</summary>
    [Theory]
    [InlineData("Core.Notes.Note(error)", 0, "Predict")]
    [InlineData("Core.Notes.Note(error)", 1024, "{|MLG5002:Predict|}")]
    [InlineData("Core.Notes.Note(error.Message)", 1024, "{|MLG5002:Predict|}")]
    [InlineData("Core.Notes.Note(\"the model failed\")", 1024, "{|MLG5002:Predict|}")]
    [InlineData("Core.Notes.Log(\"the model failed\")", 8, "Predict")]
    [InlineData("Core.Notes.Log(\"the model failed\")", 1024, "{|MLG5002:Predict|}")]
    [InlineData("new Core.Overridden().Note(error)", 1024, "Predict")]
    [InlineData("Here.Note(error)", 0, "{|MLG5002:Predict|}")]
    [InlineData("Here.Log(\"the model failed\")", 0, "{|MLG5002:Predict|}")]
    [InlineData("Here.Kept(error)", 0, "Predict")]
    public Task A_handler_that_calls_what_does_nothing_reports_nothing(string handler, int traits, string prediction) =>
        Verify<HiddenFailureAnalyzer>.Code(
            $$"""
            using System;
            using Microsoft.ML;

            public class Row { public float Amount; }
            public class Answer { public float Score; }
            public class Scorer(PredictionEngine<Row, Answer> engine)
            {
                public float Score(Row row)
                {
                    try { return engine.{{prediction}}(row).Score; }
                    catch (Exception error) { {{handler}}; return 0; }
                }
            }
            public static class Here
            {
                public static bool Note(object what) => true;
                public static void Log(string what) { }
                public static void Kept(object what) => Last = what;
                public static object Last = null;
            }
            """,
            state => state.AddProject(
                """
                namespace Core
                {
                    public static class Notes { public static bool Note(object what) => true; public static void Log(string what) { } }
                    public class Overridden { public virtual void Note(object what) { } }
                }
                """,
                $"method\tCore.Notes\tNote\t1\t{traits}\t", $"method\tCore.Notes\tLog\t1\t{traits}\t",
                $"method\tCore.Overridden\tNote\t1\t{traits}\t"));

    [Fact]
    public Task A_handler_that_calls_what_does_nothing_answers_nothing() => Verify<UnguardedPredictionAnalyzer>.Code(
        Program(
            """
            app.MapPost("/a", (Row row, Scorer scorer) =>
            {
                try { scorer.{|MLG5001:Score|}(row); }
                catch { Trainer.Nothing(); }
            });
            app.MapPost("/b", (Row row, Scorer scorer) =>
            {
                try { scorer.Score(row); }
                catch { Trainer.Queue(); }
            });
            """, ""),
        state => state.AddProject(
            Core.Replace(
                "public void Train()", "public static void Nothing() { } public static void Queue() { } public void Train()",
                StringComparison.Ordinal),
            Predicting, "method\tCore.Trainer\tNothing\t0\t1024\t"));

    [Theory]
    [InlineData("using var results = detector.Detect();", 512)]
    [InlineData("var results = detector.{|MLG4011:Detect|}(); System.Console.WriteLine(results.Count);", 512)]
    [InlineData("var results = await detector.{|MLG4011:DetectAsync|}(); System.Console.WriteLine(results.Count);", 512)]
    [InlineData("var results = detector.Detect(); System.Console.WriteLine(results.Count);", 0)]
    [InlineData("Kept = detector.Detect();", 512)]
    public Task The_results_that_another_project_leaves_to_its_caller(string body, int traits) => Verify<UndisposedResultAnalyzer>.Code(
        $$"""
        public class Service(Core.Detector detector)
        {
            public object Kept { get; set; }
            public async System.Threading.Tasks.Task Ask() { {{body}} await System.Threading.Tasks.Task.Yield(); }
        }
        """,
        state => state.AddProject(
            """
            using Microsoft.ML.OnnxRuntime;
            using System.Threading.Tasks;
            namespace Core
            {
                public class Detector
                {
                    public IDisposableReadOnlyCollection<DisposableNamedOnnxValue> Detect() => null;
                    public Task<IDisposableReadOnlyCollection<DisposableNamedOnnxValue>> DetectAsync() => null;
                }
            }
            """,
            $"method\tCore.Detector\tDetect\t0\t{traits}\t", $"method\tCore.Detector\tDetectAsync\t0\t{traits}\t"));

    private const string Assistant = """
        using System.Threading.Tasks;
        namespace Core
        {
            public class Assistant
            {
                public Task<string> Ask(string text) => null;
                public Task<string> Ask(int id, string text) => null;
                public static void Run(string command) { }
                public static Microsoft.Extensions.AI.ChatMessage Message() => null;
                public System.Collections.Generic.IAsyncEnumerable<string> Stream(string text) => null;
                public Task<string> Page() => null;
                public void Wipe(int id) { }
                public static int Count(int id) => id;
            }
            public class Prompt { public Prompt(string persona) { } }
        }
        """;

    private static readonly string[] s_assistant =
    [
        "method\tCore.Assistant\tAsk\t2\t0\t", "text\tCore.Assistant\tAsk\t2\t1\tInstruction\tthe instructions",
        "method\tCore.Assistant\tAsk\t1\t2048\t", "method\tCore.Assistant\tRun\t1\t0\t", "text\tCore.Assistant\tRun\t1\t0\tCommand\ta command",
        "method\tCore.Assistant\tStream\t1\t2048\t", "method\tCore.Assistant\tPage\t0\t4096\t",
        "method\tCore.Assistant\tWipe\t1\t0\t", "effect\tCore.Assistant\tWipe\t1\t1\tdeletes files",
        "method\tCore.Prompt\t.ctor\t1\t0\t", "text\tCore.Prompt\t.ctor\t1\t0\tTemplate\ta prompt template",
    ];

    [Theory]
    [InlineData("""app.MapPost("/a", (string text, Assistant core) => core.Ask(3, {|MLG7003:text|}));""")]
    [InlineData("""app.MapPost("/a", (string text, Assistant core) => { var prompt = "Of " + text; return core.Ask(3, {|MLG7003:prompt|}); });""")]
    [InlineData("""app.MapPost("/a", (string text, Assistant core) => Inner(core, {|MLG7003:text|})); static object Inner(Assistant core, string it) => core.Ask(3, it);""")]
    [InlineData("""app.MapPost("/a", (string text, Assistant core) => core.Ask(text));""")]
    [InlineData("""app.MapPost("/a", (int number, Assistant core) => core.Ask(number, "Of " + number));""")]
    [InlineData("""app.MapPost("/a", (string text, Assistant core) => text is "short" or "long" ? core.Ask(3, "Be " + text) : null);""")]
    public Task A_users_text_that_another_project_puts_into_instructions(string handler) =>
        Verify<UntrustedInstructionsAnalyzer>.Code(Program(handler, ""), state => state.AddProject(Assistant, s_assistant));

    [Theory]
    [InlineData("Assistant.Run({|MLG7008:await core.Ask(text)|});")]
    [InlineData("var answer = await core.Ask(text); Assistant.Run({|MLG7008:\"run \" + answer|});")]
    [InlineData("System.Diagnostics.Process.Start(\"bash\", {|MLG7008:await core.Ask(text)|});")]
    [InlineData("var answer = await core.Ask(text); if (answer is \"list\" or \"show\") Assistant.Run(answer);")]
    [InlineData("await foreach (var part in core.Stream(text)) Assistant.Run({|MLG7008:part|});")]
    [InlineData("await foreach (var part in core.Stream(text)) System.Console.WriteLine(part);")]
    [InlineData("Assistant.Run(await core.Ask(3, \"text\"));")]
    [InlineData("Assistant.Run(\"list\"); System.Console.WriteLine(await core.Ask(text));")]
    public Task A_models_answer_that_another_project_runs_or_gives(string body) => Verify<ExecutedAnswerAnalyzer>.Code(
        Program($$"""app.MapPost("/a", async (string text, Assistant core) => { {{body}} });""", ""),
        state => state.AddProject(Assistant, s_assistant));

    [Theory]
    [InlineData("await core.Ask(3, {|MLG7015:await core.Page()|});")]
    [InlineData("var page = await core.Page(); await core.Ask(3, {|MLG7015:$\"Use {page}\"|});")]
    [InlineData("await core.Ask(await core.Page());")]
    [InlineData("var page = await core.Page(); if (page is \"a\" or \"b\") await core.Ask(3, page);")]
    public Task A_page_that_another_project_retrieves(string body) => Verify<ForeignInstructionsAnalyzer>.Code(
        Program($$"""app.MapPost("/a", async (Assistant core) => { {{body}} });""", ""),
        state => state.AddProject(Assistant, s_assistant));

    [Theory]
    [InlineData("{|MLG7011:core.Wipe|}")]
    [InlineData("{|MLG7011:(int id) => core.Wipe(id)|}")]
    [InlineData("Assistant.Count")]
    [InlineData("(int id) => Assistant.Count(id)")]
    public Task A_tool_that_another_project_lends(string tool) => Verify<UnattendedToolAnalyzer>.Code(
        $"using Core; using Microsoft.Extensions.AI; class A {{ object B(Assistant core) => AIFunctionFactory.Create({tool}); }}",
        state => state.AddProject(Assistant, s_assistant));

    [Theory]
    [InlineData("{|MLG7012:McpServerTool(ReadOnly = true)|}", "core.Wipe(id)")]
    [InlineData("{|MLG7012:McpServerTool(Destructive = false)|}", "core.Wipe(id)")]
    [InlineData("McpServerTool", "core.Wipe(id)")]
    [InlineData("McpServerTool(ReadOnly = true)", "Assistant.Count(id)")]
    public Task A_tool_of_a_server_that_another_project_does(string mark, string body) => Verify<MislabelledToolAnalyzer>.Code(
        $"using Core; using ModelContextProtocol.Server; class A {{ [{mark}] public static void B(Assistant core, int id) => {body}; }}",
        state => state.AddProject(Assistant, s_assistant));

    [Theory]
    [InlineData("""app.MapPost("/a", (string text) => new Prompt({|MLG7001:text|}));""")]
    [InlineData("""app.MapPost("/a", (string text) => new Prompt("kind"));""")]
    public Task A_text_that_another_project_takes_as_a_template(string handler) => Verify<TemplateTextAnalyzer>.Code(
        Program(handler, ""), state => state.AddProject(Assistant, s_assistant));

    private const string Given = """
        using Microsoft.ML;
        using Microsoft.ML.Data;
        namespace Core
        {
            public class Row { [LoadColumn(0)] public float A { get; set; } [LoadColumn(1)] public float B { get; set; } }
            public static class Paths
            {
                public static string Data => "a"; public static string Train() => "a"; public static readonly string Test = "" + 1;
                public static string Other() => "a"; public static string Train(string name) => "a";
            }
            public static class Contexts { public static MLContext Make() => null; public static MLContext Kept { get; } }
            public abstract class Base { protected readonly MLContext Ml; public virtual MLContext Other => null; }
        }
        """;

    private static readonly string[] s_given =
    [
        "method\tCore.Base\tMl\t0\t0\t", "result\tCore.Base\tMl\t0\tSeeded\t",
        "method\tCore.Contexts\tMake\t0\t0\t", "result\tCore.Contexts\tMake\t0\tSeeded\t",
        "method\tCore.Contexts\tget_Kept\t0\t0\t", "result\tCore.Contexts\tget_Kept\t0\tUnseeded\t",
        "method\tCore.Paths\tTest\t0\t0\t", "result\tCore.Paths\tTest\t0\tPathEnd\ttest.csv",
        "method\tCore.Paths\tTrain\t0\t0\t", "result\tCore.Paths\tTrain\t0\tPath\tdata/train.csv",
        "method\tCore.Paths\tget_Data\t0\t0\t", "result\tCore.Paths\tget_Data\t0\tPath\tC:\\\\data\\\\a.csv",
    ];

    [Theory]
    [InlineData("{|MLG1001:LoadFromTextFile<Row>|}(Paths.Data)")]
    [InlineData("{|MLG1001:LoadFromTextFile<Row>|}(Paths.Train())")]
    [InlineData("{|MLG1001:LoadFromTextFile<Row>|}(Paths.Test)")]
    [InlineData("LoadFromTextFile<Row>(Paths.Other())")]
    [InlineData("LoadFromTextFile<Row>(Paths.Train(\"a.csv\"))")]
    [InlineData("LoadFromTextFile<Row>(Paths.Data, separatorChar: ',')")]
    public Task A_file_that_another_project_names(string load) => Verify<CsvSeparatorAnalyzer>.Code(
        $"using Core; using Microsoft.ML; class A {{ object B(MLContext ml) => ml.Data.{load}; }}",
        state => state.AddProject(Given, s_given));

    [Theory]
    [InlineData("ml.Data.LoadFromTextFile<Row>({|MLG4020:Paths.Data|})")]
    [InlineData("ml.Data.LoadFromTextFile<Row>(Paths.Train())")]
    [InlineData("System.IO.File.Exists(Paths.Data)")]
    public Task A_machines_path_that_another_project_names(string load) => Verify<MachinePathAnalyzer>.Code(
        $"using Core; using Microsoft.ML; class A {{ object B(MLContext ml) => {load}; }}", state => state.AddProject(Given, s_given));

    [Theory]
    [InlineData("class A { object B() => Contexts.Make().Regression.Trainers.{|MLG2001:Sdca|}(); }")]
    [InlineData("class A : Base { object B() => Ml.Regression.Trainers.{|MLG2001:Sdca|}(); }")]
    [InlineData("class A : Base { object B() => Other.Regression.Trainers.Sdca(); }")]
    [InlineData("class A { object B() => Contexts.Kept.Regression.Trainers.Sdca(); }")]
    public Task A_seeded_context_of_another_project(string type) => Verify<RacingTrainerAnalyzer>.Code(
        "using Core; using Microsoft.ML; " + type, state => state.AddProject(Given, s_given));

    [Theory]
    [InlineData("object B() { var ml = new MLContext(seed: 7); return Pipelines.{|MLG2001:Build|}(ml); }")]
    [InlineData("readonly MLContext ml = new(1); object B() => Pipelines.{|MLG2001:Build|}(ml).Fit(null);")]
    [InlineData("object B() => C(new MLContext(seed: 7)); object C(MLContext ml) => ml.{|MLG2001:Append|}(3);")]
    [InlineData("object B(int? seed) { var ml = new MLContext(seed); return Pipelines.Build(ml); }")]
    [InlineData("object B() { var ml = new MLContext(); return Pipelines.Build(ml); }")]
    [InlineData("object B(MLContext ml) => Pipelines.Build(ml);")]
    [InlineData("object B() { var ml = new MLContext(seed: 7); return Pipelines.Trees(ml); }")]
    public Task A_seeded_context_that_another_project_is_given(string members) => Verify<RacingTrainerAnalyzer>.Code(
        $"using Core; using Microsoft.ML; class A {{ {members} }}",
        state => state.AddProject(
            """
            using Microsoft.ML;
            namespace Core
            {
                public static class Pipelines
                {
                    public static IEstimator<ITransformer> Build(MLContext ml) => null;
                    public static IEstimator<ITransformer> Append(this MLContext ml, int more) => null;
                    public static IEstimator<ITransformer> Trees(MLContext ml) => null;
                }
            }
            """,
            "method\tCore.Pipelines\tAppend\t2\t32768\t", "method\tCore.Pipelines\tBuild\t1\t32768\t"));

    [Theory]
    [InlineData("class A { object B() => {|MLG2002:Contexts.Kept|}.Clustering.Trainers.KMeans(); }")]
    [InlineData("class A { object B() { var ml = {|MLG2002:Contexts.Kept|}; ml.Clustering.Trainers.KMeans(); return ml.Clustering.Trainers.KMeans(); } }")]
    [InlineData("class A { object B() => Contexts.Make().Clustering.Trainers.KMeans(); }")]
    [InlineData("class A { object B() => Contexts.Kept.Regression.Trainers.LbfgsPoissonRegression(); }")]
    public Task A_context_without_a_seed_of_another_project(string type) => Verify<UnseededContextAnalyzer>.Code(
        "using Core; using Microsoft.ML; " + type, state => state.AddProject(Given, s_given));

    private static Task Engines(string ask, int traits) => Verify<EnginePerCallAnalyzer>.Code(
        $$"""
        using Core;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.ML;

        var app = WebApplication.Create();
        var kept = Engines.Make();
        app.MapPost("/score", (Row row) => {{ask}});
        app.Run();
        """,
        state =>
        {
            state.OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication;
            state.AddProject(
                """
                namespace Core
                {
                    public class Row { public float Amount; }
                    public class Answer { public float Score; }
                    public static class Engines { public static Microsoft.ML.PredictionEngine<Row, Answer> Make() => null; }
                }
                """,
                $"method\tCore.Engines\tMake\t0\t{traits}\t");
        });

    [Theory]
    [InlineData("kept.Predict(row).Score", 128)]
    [InlineData("Engines.Make().Predict(row).Score", 0)]
    [InlineData("Engines.{|MLG4002:Make|}().Predict(row).Score", 128)]
    public Task An_engine_that_another_project_makes_each_time(string ask, int traits) => Engines(ask, traits);

    [Fact]
    public Task A_csv_file_is_read_with_tabs_by_another_project() => Verify<CsvSeparatorAnalyzer>.Code(
        """
        using Core;

        new Trainer({|MLG1001:"data/reviews.csv"|}).Train();
        new Trainer("data/reviews.tsv").Train();
        """,
        state => state.AddProject(Core, "method\tCore.Trainer\t.ctor\t1\t0\t", "path\tCore.Trainer\t.ctor\t1\t0\tLoadData\t\\t"));

    /// <summary>The call has no separator to pass, so the message names the method that has.</summary>
    [Theory]
    [InlineData("new Trainer({|#0:\"a.csv\"|})", ".ctor", "\\t", "'a.csv' is read with a tab", "Pass separatorChar: ',' in 'Trainer'.")]
    [InlineData(
        "new Trainer(\"a\").Load({|#0:\"a.csv\"|})", "Load", "\\t", "'a.csv' is read with a tab",
        "Pass separatorChar: ',' in 'Trainer.Load'.")]
    [InlineData(
        "new Trainer(\"a\").Load({|#0:\"a.tsv\"|})", "Load", ",", "'a.tsv' is read with a comma",
        "Pass separatorChar: '\\t' in 'Trainer.Load'.")]
    public Task The_reader_of_another_project_is_named(string call, string member, string separator, string how, string advice) =>
        Verify<CsvSeparatorAnalyzer>.Code(
            $"using Core; {call};",
            state =>
            {
                state.ExpectedDiagnostics.Add(
                    new DiagnosticResult(RuleIds.CsvSeparator, DiagnosticSeverity.Warning).WithLocation(0).WithMessage(
                        $"{how} as the separator, so every column after the first comes out empty without an error. {advice}"));
                state.AddProject(
                    Core.Replace("public void Check() { }", "public void Check() { } public void Load(string path) { }"),
                    $"method\tCore.Trainer\t{member}\t1\t0\t", $"path\tCore.Trainer\t{member}\t1\t0\tLoadData\t{separator}");
            });

    [Theory]
    [InlineData("public void {|MLG8010:It_trains|}() => new Trainer(\"a\").Train();")]
    [InlineData("public void It_trains() { new Trainer(\"a\").Train(); new Trainer(\"a\").Check(); }")]
    [InlineData("public void It_trains() { new Trainer(\"a\").Train(); Xunit.Assert.InRange(System.Environment.TickCount, 0, 1); }")]
    public Task A_test_that_trains_through_another_project_has_to_look_at_something(string test) =>
        Verify<UnassertedPipelineTestAnalyzer>.Code(
            $"using Core; public class Tests {{ [Xunit.Fact] {test} }}",
            state =>
            {
                state.AdditionalReferences.AddRange(References.Xunit);
                state.AddProject(Core, "method\tCore.Trainer\tTrain\t0\t16\t", "method\tCore.Trainer\tCheck\t0\t32\t");
            });

    /// <summary>Each line is broken in a way of its own.</summary>
    [Theory]
    [InlineData("method\tCore.Scorer\tScore\t1\t71\tScorer.Score", "end\t2")]
    [InlineData("method\tCore.Scorer\tScore\tone\t71\tScorer.Score", "end\t1")]
    [InlineData("method\tCore.Scorer\tScore\t1\t71", "end\t1")]
    [InlineData("method\tCore.Scorer\tScore\t1\t71\tScorer.Score", "unknown", "end\t1")]
    [InlineData("path\tCore.Scorer\tScore\t1\t0\tLoadData\t", "end\t0")]
    [InlineData("method\tCore.Scorer\tScore\t1\t71\tScorer.Score")]
    public Task A_damaged_summary_says_nothing(params string[] lines) => Verify<UnguardedPredictionAnalyzer>.Code(
        Program("""app.MapPost("/a", (Row row, Scorer scorer) => scorer.Score(row));""", ""),
        state =>
        {
            state.AddProject(Core);
            state.AdditionalFiles.Clear();
            state.AddSummary(lines);
        });

    private static string Program(string handlers, string types) => $$"""
        {{Usings}}
        var app = WebApplication.CreateBuilder(args).Build();
        {{handlers}}
        app.Run();

        {{types}}
        """;
}
