using Microsoft.CodeAnalysis.Testing;
using MlGuard.Analyzers.Fallback;
using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Fallback.UnguardedPredictionAnalyzer>;

namespace MlGuard.Analyzers.Tests.Fallback;

public sealed class UnguardedPredictionTests
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text.Json;
        using System.Threading;
        using System.Threading.Tasks;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.RazorPages;
        using Microsoft.Extensions.Hosting;
        using Microsoft.Extensions.Logging;
        using Microsoft.ML;

        public class Row { public float Amount; }
        public class Answer { public float Score { get; set; } }
        public static class Rules { public static Answer Score(Row row) => new() { Score = row.Amount > 100 ? 1 : 0 }; }

        """;

    private static string Controller(string members) => Usings + $$"""
        public class ScoreController(PredictionEngine<Row, Answer> engine, ILogger<ScoreController> logger) : ControllerBase
        {
            {{members}}
        }
        """;

    private static DiagnosticResult Said(int place, string entryPoint) =>
        new DiagnosticResult(new UnguardedPredictionAnalyzer().SupportedDiagnostics[0])
            .WithLocation(place).WithArguments(entryPoint, "").WithOptions(DiagnosticOptions.IgnoreAdditionalLocations);

    public static TheoryData<string> Silent =>
    [
        // a warm-up, whose answer nobody takes
        """public string Warm() { _ = engine.Predict(new Row()); return "warm"; }""",
        """public string Warm() { _ = Ask(new Row()); return "warm"; } private Answer Ask(Row row) => engine.Predict(row);""",
        // a task that is started and forgotten
        """public string Start(Row row) { _ = Task.Run(() => logger.LogInformation("{S}", engine.Predict(row).Score)); return "ok"; }""",
        """public string Start(Row row) { _ = Work(row); return "ok"; } private async Task Work(Row row) { await Task.Yield(); """
            + """logger.LogInformation("{S}", engine.Predict(row).Score); }""",
        // a rule answers
        """public Answer Score(Row row) { try { return engine.Predict(row); } catch (Exception e) { logger.LogError(e, "x"); return """
            + """Rules.Score(row); } }""",
        // a default answer
        """public Answer Score(Row row) { try { return engine.Predict(row); } catch { return new Answer { Score = -1 }; } }""",
        // a deliberate error answer
        """public IActionResult Score(Row row) { try { return Ok(engine.Predict(row)); } catch (Exception) { return """
            + """Problem("later"); } }""",
        // the answer is set, and returned behind the try
        """public Answer Score(Row row) { Answer answer; try { answer = engine.Predict(row); } catch (InvalidOperationException) { """
            + """answer = Rules.Score(row); } return answer; }""",
        // a default that was there before
        """public Answer Score(Row row) { var answer = new Answer(); try { answer = engine.Predict(row); } catch (Exception e) { """
            + """logger.LogError(e, "x"); } return answer; }""",
        // a filter
        """public Answer Score(Row row) { try { return engine.Predict(row); } catch (Exception e) when (e is not """
            + """OutOfMemoryException) { return Rules.Score(row); } }""",
        // the caller guards
        """public Answer Score(Row row) { try { return Ask(row); } catch (Exception) { return Rules.Score(row); } } private Answer """
            + """Ask(Row row) => engine.Predict(row);""",
        // an outer try guards an inner one that only cleans up
        """public Answer Score(Row row) { try { try { return engine.Predict(row); } finally { logger.LogInformation("done"); } } """
            + """catch (Exception) { return Rules.Score(row); } }""",
        // a lambda inside the try
        """public List<Answer> Score(List<Row> rows) { try { return rows.Select(row => engine.Predict(row)).ToList(); } catch """
            + """(Exception) { return rows.Select(Rules.Score).ToList(); } }""",
        // queued for later
        """private static readonly Queue<Row> s_later = new(); public void Score(Row row) { try { engine.Predict(row); } catch """
            + """(Exception) { s_later.Enqueue(row); } }""",
        // awaited inside the try
        """public async Task<Answer> Score(Row row) { try { return await Ask(row); } catch (Exception) { return Rules.Score(row); } """
            + """} private Task<Answer> Ask(Row row) => Task.Run(() => engine.Predict(row));""",
        // what was scored before the failure
        """public List<Answer> Score(List<Row> rows) { var all = new List<Answer>(); try { foreach (var row in rows) """
            + """all.Add(engine.Predict(row)); } catch (Exception e) { logger.LogError(e, "x"); all.Add(Rules.Score(rows[0])); } """
            + """return all; }""",
        // a helper runs it under a handler that answers
        """public Answer Score(Row row) => Or(() => engine.Predict(row), () => Rules.Score(row)); private static T Or<T>(Func<T> work, """
            + """Func<T> otherwise) { ArgumentNullException.ThrowIfNull(work); try { return work(); } catch (Exception) { return """
            + """otherwise(); } }""",
        // null stands for the failure, and the caller asks for it
        """public Answer Score(Row row) => Ask(row) ?? Rules.Score(row); private Answer? Ask(Row row) { try { return """
            + """engine.Predict(row); } catch (Exception) { return null; } }""",
        """public async Task<Answer> Score(Row row) { var answer = await Ask(row); if (answer == null) answer = Rules.Score(row); return """
            + """answer; } private async Task<Answer?> Ask(Row row) { try { await Task.Yield(); return engine.Predict(row); } """
            + """catch (Exception) { return null; } }""",
        // nobody reaches it
        """private Answer Unused(Row row) => engine.Predict(row);""",
        // not an action
        """[NonAction] public Answer Helper(Row row) => engine.Predict(row);""",
        // training that looks at its own result
        """public float Retrain(MLContext ml, IDataView data) { var model = ml.Transforms.CopyColumns("a", "b").Fit(data); return """
            + """ml.Model.CreatePredictionEngine<Row, Answer>(model).Predict(new Row()).Score; }""",
        // evaluation is no prediction that a user waits for
        """public double Check(MLContext ml, ITransformer model, IDataView data) => """
            + """ml.Regression.Evaluate(model.Transform(data)).RSquared;""",
    ];

    [Theory]
    [MemberData(nameof(Silent))]
    public Task A_guarded_or_unreached_prediction_DoesNotTrigger(string members) => Rule.Code(Controller(members));

    public static TheoryData<string> Triggers =>
    [
        """public Answer Score(Row row) => engine.{|MLG5001:Predict|}(row);""",
        """public Answer? Score(Row row) => engine?.{|MLG5001:Predict|}(row);""",
        // log and rethrow
        """public Answer Score(Row row) { try { return engine.{|MLG5001:Predict|}(row); } catch (Exception e) { """
            + """logger.LogError(e, "x"); throw; } }""",
        """public Answer Score(Row row) { try { return engine.{|MLG5001:Predict|}(row); } catch (Exception e) { throw new """
            + """InvalidOperationException("x", e); } }""",
        // nothing instead of an answer
        """public Answer? Score(Row row) { try { return engine.{|MLG5001:Predict|}(row); } catch (Exception e) { """
            + """logger.LogError(e, "x"); return null; } }""",
        """public string Score(Row row) { try { return engine.{|MLG5001:Predict|}(row).Score.ToString(); } catch (Exception) { """
            + """return string.Empty; } }""",
        """public void Score(Row row) { try { engine.{|MLG5001:Predict|}(row); } catch (Exception e) { logger.LogError(e, "x"); } }""",
        """public List<Answer> Score(List<Row> rows) { try { return rows.Select(row => engine.{|MLG5001:Predict|}(row)).ToList(); } """
            + """catch (Exception e) { logger.LogError(e, "x"); return []; } }""",
        """public IEnumerable<Answer> Score(Row row) { try { return [engine.{|MLG5001:Predict|}(row)]; } catch (Exception e) { """
            + """logger.LogError(e, "x"); return new List<Answer>(); } }""",
        // a helper that runs it bare, too
        """public Answer Score(Row row) => Or(() => engine.{|MLG5001:Predict|}(row), () => Rules.Score(row)); private static T """
            + """Or<T>(Func<T> work, Func<T> otherwise) { work(); try { return work(); } catch (Exception) { return otherwise(); } }""",
        """public Answer Score(Row row) => Timed(() => engine.{|MLG5001:Predict|}(row)); private static T Timed<T>(Func<T> work) { """
            + """try { return work(); } catch (Exception) { throw; } }""",
        // null stands for the failure, and nobody asks for it
        """public Answer? Score(Row row) => Ask(row) ?? null; private Answer? Ask(Row row) { try { return """
            + """engine.{|MLG5001:Predict|}(row); } catch (Exception) { return null; } }""",
        // the caller asks, and the failure comes through
        """public Answer Score(Row row) => Ask(row) ?? Rules.Score(row); private Answer? Ask(Row row) => """
            + """engine.{|MLG5001:Predict|}(row);""",
        // cleaning up is no answer
        """public Answer Score(Row row) { try { return engine.{|MLG5001:Predict|}(row); } finally { logger.LogInformation("done"); } }""",
        // only the parsing is guarded
        """public Answer Score(string json) { try { return engine.{|MLG5001:Predict|}(JsonSerializer.Deserialize<Row>(json)!); } """
            + """catch (JsonException) { return Rules.Score(new Row()); } }""",
        // a prediction in the handler is not guarded by it
        """public Answer Score(Row row) { try { return Rules.Score(row); } catch (Exception) { return """
            + """engine.{|MLG5001:Predict|}(row); } }""",
        // null guards do not catch
        """public Answer Score(Row row) => engine.{|MLG5001:Predict|}(row) ?? throw new InvalidOperationException();""",
        // one guarded way does not make the other safe
        """public Answer Safe(Row row) { try { return Ask(row); } catch (Exception) { return Rules.Score(row); } } public Answer """
            + """Bare(Row row) => Ask(row); private Answer Ask(Row row) => engine.{|MLG5001:Predict|}(row);""",
        // local function, generic helper, nested loops
        """public Answer Score(Row row) { Answer Ask() => engine.{|MLG5001:Predict|}(row); return Ask(); }""",
        """public List<Answer> Score(Row[][] rows) { var all = new List<Answer>(); foreach (var line in rows) foreach (var row in """
            + """line) all.Add(Ask<Answer>(row)); return all; } private T Ask<T>(Row row) where T : class => """
            + """(T)(object)engine.{|MLG5001:Predict|}(row);""",
        // the task escapes the try
        """public Task<Answer> Score(Row row) { try { return Ask(row); } catch (Exception) { return """
            + """Task.FromResult(Rules.Score(row)); } } private async Task<Answer> Ask(Row row) { await Task.Yield(); return """
            + """engine.{|MLG5001:Predict|}(row); }""",
        // a batch
        """public IDataView Score(ITransformer model, IDataView data) => model.{|MLG5001:Transform|}(data);""",
        // the preparation before it is no prediction of its own
        """public IDataView Score(ITransformer preparation, ITransformer model, IDataView data) { var prepared = """
            + """preparation.Transform(data); return model.{|MLG5001:Transform|}(prepared); }""",
        // unless only the model's own step is caught
        """public IDataView? Score(ITransformer preparation, ITransformer model, IDataView data) { var prepared = """
            + """preparation.{|MLG5001:Transform|}(data); try { return model.Transform(prepared); } catch (Exception) { return """
            + """prepared; } }""",
    ];

    [Theory]
    [MemberData(nameof(Triggers))]
    public Task An_unguarded_prediction_of_an_action_Triggers(string members) => Rule.Code(Controller(members));

    [Fact]
    public Task A_minimal_api_with_services_behind_interfaces_Triggers() => Rule.Code(Usings + """
        public interface IScorer { Answer Score(Row row); }
        public sealed class ModelScorer(PredictionEngine<Row, Answer> engine) : IScorer {
            public Answer Score(Row row) => engine.{|MLG5001:Predict|}(row); }
        public static class Setup
        {
            public static void Map(WebApplication app) => app.MapGroup("/v1").MapPost("/score", (Row row, IScorer scorer) =>
                scorer.Score(row));
        }
        """);

    /// <summary>Of several classes behind a contract the one that is registered is called.</summary>
    [Fact]
    public Task A_class_that_nobody_registers_beside_one_that_is_DoesNotTrigger() => Rule.Code(Usings + """
        public interface IScorer { Answer Score(Row row); }
        public sealed class PooledScorer(PredictionEngine<Row, Answer> engine) : IScorer {
            public Answer Score(Row row) => engine.{|MLG5001:Predict|}(row); }
        public sealed class SimpleScorer : IScorer
        {
            private readonly PredictionEngine<Row, Answer> _engine;
            public SimpleScorer(PredictionEngine<Row, Answer> engine) => _engine = engine;
            public static SimpleScorer Of(PredictionEngine<Row, Answer> engine) => new SimpleScorer(engine);
            public Answer Score(Row row) => _engine.Predict(row);
        }
        public static class Setup
        {
            public static void Add(Microsoft.Extensions.DependencyInjection.IServiceCollection services) =>
                Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<IScorer, PooledScorer>(services);
            public static void Map(WebApplication app) => app.MapPost("/score", (Row row, IScorer scorer) => scorer.Score(row));
        }
        """);

    /// <summary>A check of the model's health asks with a row that it knows, and has to fail with the model.</summary>
    [Fact]
    public Task A_row_of_constants_that_a_health_check_asks_with_DoesNotTrigger() => Rule.Code(Usings + """
        public static class Setup
        {
            public static void Map(WebApplication app, PredictionEngine<Row, Answer> engine)
            {
                app.MapGet("/health/model", () =>
                {
                    var row = new Row { Amount = 500 };
                    return engine.Predict(row);
                });
                app.MapGet("/score", (float amount) =>
                {
                    var row = new Row { Amount = amount };
                    return engine.{|MLG5001:Predict|}(row);
                });
            }
        }
        """);

    /// <summary>An abstract class is such a contract too; a virtual method runs itself where nobody is made.</summary>
    [Fact]
    public Task A_class_that_nobody_makes_below_an_abstract_one_DoesNotTrigger() => Rule.Code(Usings + """
        public abstract class Scorer { public abstract Answer Score(Row row); }
        public sealed class PooledScorer(PredictionEngine<Row, Answer> engine) : Scorer {
            public override Answer Score(Row row) => engine.{|MLG5001:Predict|}(row); }
        public sealed class SimpleScorer(PredictionEngine<Row, Answer> engine) : Scorer {
            public override Answer Score(Row row) => engine.Predict(row); }
        public static class Setup
        {
            public static void Map(WebApplication app, PredictionEngine<Row, Answer> engine)
            {
                Scorer scorer = new PooledScorer(engine);
                app.MapPost("/score", (Row row) => scorer.Score(row));
            }
        }
        """);

    /// <summary>A host makes the class that holds the entry point, and nobody names it.</summary>
    [Fact]
    public Task A_class_that_its_host_makes_Triggers() => Rule.Code(Usings + """
        public abstract class Scoring : ControllerBase
        {
            protected Answer Ask(Row row) => Score(row);
            protected abstract Answer Score(Row row);
        }
        public sealed class ScoreController(PredictionEngine<Row, Answer> engine) : Scoring
        {
            [HttpPost] public Answer Post(Row row) => Ask(row);
            protected override Answer Score(Row row) => engine.{|MLG5001:Predict|}(row);
        }
        public sealed class OtherScoring : Scoring { protected override Answer Score(Row row) => Rules.Score(row); }
        public static class Setup { public static OtherScoring Make() => new OtherScoring(); }
        """);

    /// <summary>Where no class is named, they are registered where it cannot be seen.</summary>
    [Fact]
    public Task Classes_that_are_registered_out_of_sight_or_by_a_derived_one_Trigger() => Rule.Code(Usings + """
        public interface IScorer { Answer Score(Row row); }
        public sealed class OneScorer(PredictionEngine<Row, Answer> engine) : IScorer {
            public Answer Score(Row row) => engine.{|MLG5001:Predict|}(row); }
        public sealed class OtherScorer(PredictionEngine<Row, Answer> engine) : IScorer {
            public Answer Score(Row row) => engine.{|MLG5001:Predict|}(row); }
        public interface IRater { Answer Rate(Row row); }
        public class BaseRater(PredictionEngine<Row, Answer> engine) : IRater {
            public Answer Rate(Row row) => engine.{|MLG5001:Predict|}(row); }
        public sealed class Rater(PredictionEngine<Row, Answer> engine) : BaseRater(engine);
        public sealed class RulesRater : IRater { public Answer Rate(Row row) => Rules.Score(row); }
        public static class Setup
        {
            public static IRater Make(PredictionEngine<Row, Answer> engine) => engine is null ? new RulesRater() : new Rater(engine);
            public static void Map(WebApplication app)
            {
                app.MapPost("/score", (Row row, IScorer scorer) => scorer.Score(row));
                app.MapPost("/rate", (Row row, IRater rater) => rater.Rate(row));
            }
        }
        """);

    [Fact]
    public Task A_minimal_api_whose_decorator_answers_DoesNotTrigger() => Rule.Code(Usings + """
        public interface IScorer { Answer Score(Row row); }
        public sealed class ModelScorer(PredictionEngine<Row, Answer> engine) : IScorer {
            public Answer Score(Row row) => engine.Predict(row); }
        public sealed class SafeScorer(ModelScorer inner)
        {
            public Answer Score(Row row) { try { return inner.Score(row); } catch (Exception) { return Rules.Score(row); } }
        }
        public static class Setup
        {
            public static void Map(WebApplication app) => app.MapPost("/score", (Row row, SafeScorer scorer) => scorer.Score(row));
        }
        """);

    /// <summary>What keeps the contract, holds another class that keeps it, and answers when that fails, is who is called.</summary>
    [Theory]
    [InlineData("ModelScorer inner", "try { return inner.Score(row); } catch (Exception) { return Rules.Score(row); }", true)]
    [InlineData("IScorer inner", "try { return inner.Score(row); } catch (Exception) { return Rules.Score(row); }", true)]
    [InlineData("ModelScorer inner", "return inner.Score(row);", false)]
    [InlineData("IScorer inner", "try { return inner.Score(row); } catch (Exception) { throw; }", false)]
    [InlineData("ModelScorer inner", "return Rules.Score(row);", false)]
    [InlineData(
        "ModelScorer inner",
        "if (row.Amount > 9) return inner.Score(row); "
            + "try { return inner.Score(row); } catch (Exception) { return Rules.Score(row); }",
        false)]
    public Task A_decorator_that_keeps_the_contract(string inner, string body, bool isGuarded) => Rule.Code(Usings + $$"""
        public interface IScorer { Answer Score(Row row); }
        public sealed class ModelScorer(PredictionEngine<Row, Answer> engine) : IScorer {
            public Answer Score(Row row) => engine.{{(isGuarded ? "Predict" : "{|MLG5001:Predict|}")}}(row); }
        public sealed class SafeScorer({{inner}}) : IScorer
        {
            public Answer Score(Row row) { {{body}} }
        }
        public static class Setup
        {
            public static void Map(WebApplication app) => app.MapPost("/score", (Row row, IScorer scorer) => scorer.Score(row));
        }
        """);

    [Fact]
    public Task The_declared_fallback_of_the_same_contract_DoesNotTrigger() => Rule.Code(
        Usings + """
            namespace Shop
            {
                public interface IScorer { Answer Score(Row row); }
                public sealed class RulesFallback : IScorer { public Answer Score(Row row) => Rules.Score(row); }
                public sealed class ModelScorer(PredictionEngine<Row, Answer> engine) : IScorer {
                    public Answer Score(Row row) => engine.Predict(row); }
                public sealed class ScoreController(IScorer scorer) : ControllerBase { public Answer Post(Row row) => scorer.Score(row); }
            }
            """,
        state => state.AddDigest("stage\tmvp", "fallback\tShop.RulesFallback"));

    [Fact]
    public Task A_resilience_pipeline_DoesNotTrigger() => Rule.Code(Usings + """
        public class ScoreController(PredictionEngine<Row, Answer> engine, Polly.ResiliencePipeline pipeline) : ControllerBase
        {
            public Answer Score(Row row) => pipeline.Execute(() => engine.Predict(row));
            public async Task<Answer> ScoreLater(Row row) => await pipeline.ExecuteAsync(async token => { await Task.Yield();
                return engine.Predict(row); });
            public Answer ScoreByName(Row row) { Answer Ask() => engine.Predict(row); return pipeline.Execute(Ask); }
        }
        """);

    [Fact]
    public Task Top_level_handlers_razor_pages_and_workers_Trigger() => Rule.Code("""
        using System.Threading;
        using System.Threading.Tasks;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Mvc.RazorPages;
        using Microsoft.Extensions.Hosting;
        using Microsoft.ML;

        var app = WebApplication.Create(args);
        app.MapPost("/score", (Row row, PredictionEngine<Row, Answer> engine) => engine.{|MLG5001:Predict|}(row));
        app.Run();

        public class Row { public float Amount; }
        public class Answer { public float Score { get; set; } }

        public class IndexModel(PredictionEngine<Row, Answer> engine) : PageModel
        {
            public Answer OnGetScore() => engine.{|MLG5001:Predict|}(new Row());
        }

        public class Worker(PredictionEngine<Row, Answer> engine) : BackgroundService
        {
            protected override Task ExecuteAsync(CancellationToken stoppingToken) { engine.{|MLG5001:Predict|}(new Row());
                return Task.CompletedTask; }
        }
        """);

    private static string Worker(string members) => Usings + $$"""
        public class Worker(PredictionEngine<Row, Answer> engine, ILogger<Worker> logger, IAsyncEnumerable<Row> rows) : BackgroundService
        {
            {{members}}
            private Task Work(Row row) { logger.LogInformation("{S}", engine.Predict(row).Score); return Task.CompletedTask; }
        }
        """;

    /// <summary>Nobody waits for a worker: one that goes on with the next item does not fail with a prediction.</summary>
    [Theory]
    [InlineData("""
        protected override async Task ExecuteAsync(CancellationToken stop)
        {
            while (!stop.IsCancellationRequested)
            {
                try { await Work(new Row()); }
                catch (Exception e) { logger.LogError(e, "failed"); }
                await Task.Delay(1000, stop);
            }
        }
        """)]
    [InlineData("""
        protected override async Task ExecuteAsync(CancellationToken stop)
        {
            await foreach (var row in rows)
            {
                try { await Work(row); }
                catch (Exception e) when (e is not OperationCanceledException) { logger.LogError(e, "failed"); continue; }
            }
        }
        """)]
    [InlineData("""
        protected override async Task ExecuteAsync(CancellationToken stop)
        {
            while (await Next(stop)) await Batch([new Row()]);
        }
        private async Task Batch(List<Row> batch)
        {
            try { foreach (var row in batch) await Work(row); }
            catch (Exception e) { logger.LogError(e, "failed"); }
        }
        private static Task<bool> Next(CancellationToken stop) => Task.FromResult(!stop.IsCancellationRequested);
        """)]
    [InlineData("""
        protected override async Task ExecuteAsync(CancellationToken stop)
        {
            while (!stop.IsCancellationRequested) await Quietly(() => Work(new Row()));
        }
        private async Task Quietly(Func<Task> work)
        {
            try { await work(); }
            catch (Exception e) { logger.LogError(e, "failed"); }
        }
        """)]
    public Task Workers_that_go_on_DoNotTrigger(string members) => Rule.Code(Worker(members));

    [Theory]
    [InlineData("""
        protected override async Task ExecuteAsync(CancellationToken stop)
        {
            while (!stop.IsCancellationRequested)
            {
                try { logger.LogInformation("{S}", engine.{|MLG5001:Predict|}(new Row()).Score); await Task.Yield(); }
                catch (Exception e) { logger.LogError(e, "failed"); throw; }
            }
        }
        """)]
    [InlineData("""
        protected override async Task ExecuteAsync(CancellationToken stop)
        {
            try
            {
                while (!stop.IsCancellationRequested) { logger.LogInformation("{S}", engine.{|MLG5001:Predict|}(new Row()).Score); await Task.Yield(); }
            }
            catch (Exception e) { logger.LogError(e, "the worker has ended"); }
        }
        """)]
    [InlineData("""
        protected override async Task ExecuteAsync(CancellationToken stop)
        {
            try { await foreach (var row in rows) logger.LogInformation("{S}", engine.{|MLG5001:Predict|}(row).Score); }
            catch (Exception e) { logger.LogError(e, "the worker has ended"); }
        }
        """)]
    [InlineData("""
        protected override async Task ExecuteAsync(CancellationToken stop)
        {
            while (!stop.IsCancellationRequested)
            {
                try { logger.LogInformation("{S}", engine.{|MLG5001:Predict|}(new Row()).Score); await Task.Yield(); }
                catch (OperationCanceledException) { logger.LogInformation("stopped"); }
            }
        }
        """)]
    public Task Workers_that_end_Trigger(string members) =>
        Rule.Code(Worker(members).Replace("engine.Predict(row)", "Rules.Score(row)"));

    /// <summary>A request that shares a worker's method has somebody who waits.</summary>
    [Fact]
    public Task Requests_through_a_workers_method_Trigger() => Rule.Code(Usings + """
        public class Scores(PredictionEngine<Row, Answer> engine, ILogger<Scores> logger)
        {
            public Answer Of(Row row)
            {
                try { return engine.{|MLG5001:Predict|}(row); }
                catch (Exception e) { logger.LogError(e, "failed"); return null!; }
            }
        }
        public class Worker(Scores scores) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested) { scores.Of(new Row()); await Task.Yield(); }
            }
        }
        public class ScoreController(Scores scores) : ControllerBase
        {
            [HttpPost] public Answer Score(Row row) => scores.Of(row);
        }
        """);

    /// <summary>Nobody takes what the task gives: the answer lies in what it was passed.</summary>
    [Fact]
    public Task Answers_in_values_that_are_passed_Trigger() => Rule.Code("""
        using System.Collections.Generic;
        using System.Threading.Tasks;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.ML.OnnxRuntime;

        var app = WebApplication.Create(args);
        var session = new InferenceSession("a.onnx");
        app.MapPost("/score", async (float[] row) =>
        {
            using var run = new RunOptions();
            using var input = OrtValue.CreateTensorValueFromMemory(row, [1, row.Length]);
            var scores = new float[3];
            using var output = OrtValue.CreateTensorValueFromMemory(scores, [1, 3]);
            await session.{|MLG5001:RunAsync|}(run, ["features"], [input], ["scores"], [output]);
            return scores;
        });
        app.Run();
        """);

    /// <summary>Several classes begin with the same method of their base class, and each runs its own override.</summary>
    [Fact]
    public Task An_override_is_reached_from_its_own_class() => Rule.Code(Usings + """
        public abstract class ScoringBase : ControllerBase
        {
            protected Answer Run(Row row) => Ask(row);
            protected abstract Answer Ask(Row row);
        }
        public class AlphaController(PredictionEngine<Row, Answer> engine) : ScoringBase
        {
            [HttpPost] public Answer Alpha(Row row) => Run(row);
            protected override Answer Ask(Row row) => engine.{|#0:Predict|}(row);
        }
        public class BetaController(PredictionEngine<Row, Answer> engine) : ScoringBase
        {
            [HttpPost] public Answer Beta(Row row) => Run(row);
            protected override Answer Ask(Row row) => Helped(row);
            private Answer Helped(Row row) => engine.{|#1:Predict|}(row);
        }
        """, state =>
        {
            state.ExpectedDiagnostics.Add(Said(0, "AlphaController.Alpha"));
            state.ExpectedDiagnostics.Add(Said(1, "BetaController.Beta"));
        });

    [Fact]
    public Task A_console_program_DoesNotTrigger() => Rule.Code("""
        using System;
        using Microsoft.ML;

        var ml = new MLContext();
        var engine = ml.Model.CreatePredictionEngine<Row, Answer>(ml.Model.Load("m.zip", out _));
        Console.WriteLine(engine.Predict(new Row()).Score);

        public class Row { public float Amount; }
        public class Answer { public float Score { get; set; } }
        """);

    [Fact]
    public async Task An_error_answer_can_be_rejected()
    {
        const string Members =
            """public IActionResult Score(Row row) { try { return Ok(engine.{|MLG5001:Predict|}(row)); } catch (Exception) { return """
                + """Problem("later"); } }""";

        await Rule.Code(
            Controller(Members), state =>
                state.AnalyzerConfigFiles.Add(
                    ("/.editorconfig", $"root = true\n[*.cs]\n{UnguardedPredictionAnalyzer.ErrorAnswerOption} = reject\n")));
    }
}
