using Fix = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Serving.SharedPredictionEngineAnalyzer,
    MlGuard.CodeFixes.Serving.SharedPredictionEngineCodeFix>;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Serving.SharedPredictionEngineAnalyzer>;

namespace MlGuard.Analyzers.Tests.Serving;

public class SharedPredictionEngineTests
{
    private const string Head = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading;
        using System.Threading.Tasks;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.DependencyInjection.Extensions;
        using Microsoft.ML;
        using Engine = Microsoft.ML.PredictionEngine<Row, Answer>;

        """;

    private const string Rows = """

        public class Row { public float Amount; }
        public class Answer { public float Score; }
        """;

    private static Task Check(string source, params string[] more) => Rule.Code(Head + source + Rows, state =>
    {
        foreach (var file in more)
            state.Sources.Add(Head + file);
    });

    [Fact]
    public Task Registration_that_gives_each_its_own_DoesNotTrigger() => Check("""
        public static class Startup
        {
            public static void Add(IServiceCollection services, MLContext ml, ITransformer model, Engine engine)
            {
                services.AddScoped<Engine>(_ => ml.Model.CreatePredictionEngine<Row, Answer>(model));
                services.AddTransient(_ => ml.Model.CreatePredictionEngine<Row, Answer>(model));
                services.AddSingleton(ml);
                services.AddSingleton<ITransformer>(model);
                services.AddSingleton<ThreadLocal<Engine>>(_ => new(() => ml.Model.CreatePredictionEngine<Row, Answer>(model)));
                services.AddSingleton<Func<Engine>>(() => ml.Model.CreatePredictionEngine<Row, Answer>(model));
                new Registry().AddSingleton<Engine>();
            }
        }
        public class Registry { public void AddSingleton<T>() { } }
        """);

    [Fact]
    public Task Registration_as_singleton_Triggers() => Check("""
        public static class Startup
        {
            public static void Add(IServiceCollection services, MLContext ml, ITransformer model, Engine engine)
            {
                services.AddSingleton<{|MLG4001:Engine|}>(_ => ml.Model.CreatePredictionEngine<Row, Answer>(model));
                services.AddSingleton<{|MLG4001:PredictionEngine<Row, Answer>|}>(engine);
                services.{|MLG4001:AddSingleton|}(_ => ml.Model.CreatePredictionEngine<Row, Answer>(model));
                services.{|MLG4001:AddSingleton|}(engine);
                services.{|MLG4001:AddSingleton|}(typeof(Engine), engine);
                services.{|MLG4001:TryAddSingleton|}(engine);
                services.AddKeyedSingleton<{|MLG4001:Engine|}>("fraud", (_, _) => ml.Model.CreatePredictionEngine<Row, Answer>(model));
                services.AddSingleton<{|MLG4001:Lazy<Engine>|}>();
                ServiceCollectionServiceExtensions.{|MLG4001:AddSingleton|}(services, engine);
            }
        }
        """);

    [Fact]
    public Task Static_engine_in_a_console_program_DoesNotTrigger() => Check("""
        Console.WriteLine(Model.Predict(new Row()).Score);

        public static class Model
        {
            private static readonly Lazy<Engine> s_engine = new(() => throw new Exception(), true);
            public static Answer Predict(Row row) => s_engine.Value.Predict(row);
        }
        """);

    [Fact]
    public Task Static_engine_that_no_request_reaches_DoesNotTrigger() => Check("""
        public class ScoreController : ControllerBase { public int One() => 1; }
        public static class Unused
        {
            private static readonly Lazy<Engine> s_engine = new(() => throw new Exception(), true);
            public static Answer Predict(Row row) => s_engine.Value.Predict(row);
        }
        """);

    [Fact]
    public Task Static_engine_for_each_thread_or_under_a_lock_DoesNotTrigger() => Check("""
        public class ScoreController : ControllerBase
        {
            [ThreadStatic] private static Engine? t_engine;
            private static readonly ThreadLocal<Engine> s_local = new(() => Make());
            private static readonly AsyncLocal<Engine> s_async = new();
            private static readonly Engine s_locked = Make();
            private static readonly Engine s_gated = Make();
            private static readonly Engine s_outer = Make();
            private static readonly object s_lock = new();
            private static readonly SemaphoreSlim s_gate = new(1);

            public float One(Row row) => (t_engine ??= Make()).Predict(row).Score + s_local.Value!.Predict(row)
                .Score + s_async.Value!.Predict(row).Score;
            public float Two(Row row) { lock (s_lock) { return s_locked.Predict(row).Score; } }
            public float Three(Row row) { lock (s_lock) return new[] { row }.Select(it => s_locked.Predict(it).Score).Sum(); }
            public async Task<float> Four(Row row)
            {
                await s_gate.WaitAsync();
                try { return s_gated.Predict(row).Score; } finally { s_gate.Release(); }
            }
            public float Five(Row row) { lock (s_lock) { return Inner(row); } }
            private static float Inner(Row row) => s_outer.Predict(row).Score;
            private static Engine Make() => throw new Exception();
        }
        """);

    [Fact]
    public Task Static_engine_that_requests_reach_Triggers() => Check("""
        public class ScoreController : ControllerBase
        {
            private static readonly Engine {|MLG4001:s_engine|} = Model.Make();
            private static Engine {|MLG4001:Shared|} { get; set; } = Model.Make();
            private static readonly Engine {|MLG4001:s_half|} = Model.Make();
            private static readonly Engine {|MLG4001:s_twoLocks|} = Model.Make();
            private static readonly object s_lock = new(), s_other = new();
            public float One(Row row) => s_engine.Predict(row).Score;
            public float Two(Row row) => Model.Predict(row).Score + Shared!.Predict(row).Score;
            public float Three(Row row) { lock (s_lock) { return s_half.Predict(row).Score; } }
            public float Four(Row row) => s_half.Predict(row).Score;
            public float Five(Row row) { lock (s_lock) { return s_twoLocks.Predict(row).Score; } }
            public float Six(Row row) { lock (s_other) { return s_twoLocks.Predict(row).Score; } }
        }
        """, """
        public static partial class Model
        {
            public static readonly Lazy<Engine> {|MLG4001:PredictEngine|} = new(() => Make(), true);
            public static Answer Predict(Row row) { var engine = PredictEngine.Value; return engine.Predict(row); }
            public static Engine Make() => throw new Exception();
        }
        """);

    /// <summary>
    /// Model Builder's header says "auto-generated" but lacks the mark, so its file is the user's own; a pool in its place is the user's to
    /// choose.
    /// </summary>
    [Fact]
    public Task Static_engine_in_a_file_of_Model_Builder_Triggers() => Rule.Code(Head + """
        public class ScoreController : ControllerBase { public float One(Row row) => Model.Predict(row).Score; }
        """ + Rows, state => state.Sources.Add(("Model.consumption.cs", """
        // This file was auto-generated by ML.NET Model Builder.
        """ + "\n" + Head + """
        public partial class Model
        {
            public static readonly Lazy<Engine> {|MLG4001:PredictEngine|} = new Lazy<Engine>(() => throw new Exception(), true);
            public static Answer Predict(Row input) => PredictEngine.Value.Predict(input);
        }
        """)));

    [Fact]
    public Task Static_engine_of_a_minimal_api_Triggers() => Check("""
        var app = WebApplication.Create();
        app.MapPost("/score", (Row row) => Model.Engine.Predict(row).Score);
        app.Run();
        static class Model { public static Engine {|MLG4001:Engine|} = null!; }
        """);

    [Fact]
    public Task Engine_field_of_a_service_that_is_no_singleton_DoesNotTrigger() => Check("""
        public class Scorer(Engine engine) { public float Score(Row row) => engine.Predict(row).Score; }
        public class Locked { private readonly Engine _engine = null!;
            public float Score(Row row) { lock (_engine) { return _engine.Predict(row).Score; } } }
        public class Handed
        {
            private readonly Task<Engine> _engine;
            public Handed(Engine engine) => _engine = Task.FromResult(engine);
        }
        public static class Startup
        {
            public static void Main(string[] args)
            {
                var builder = WebApplication.CreateBuilder(args);
                builder.Services.AddScoped<Scorer>();
                builder.Services.AddSingleton<Locked>();
                builder.Services.AddSingleton<Handed>();
            }
        }
        """);

    [Fact]
    public Task Engine_inside_a_singleton_Triggers() => Check("""
        public interface IScorer { float Score(Row row); }
        public class Scorer : IScorer
        {
            private readonly Engine {|MLG4001:_engine|};
            public Scorer(Engine engine) => _engine = engine;
            public float Score(Row row) => _engine.Predict(row).Score;
        }
        public class Primary(Engine {|MLG4001:engine|}) { public float Score(Row row) => engine.Predict(row).Score; }
        public class Made { public Engine {|MLG4001:Engine|} { get; } = null!; public float Score(Row row) => Engine.Predict(row).Score; }
        public record Kept(Engine {|MLG4001:Engine|}) { public float Score(Row row) => Engine.Predict(row).Score; }
        public static class Startup
        {
            public static void Main(string[] args)
            {
                var builder = WebApplication.CreateBuilder(args);
                builder.Services.AddSingleton<IScorer, Scorer>();
                builder.Services.AddSingleton<Primary>();
                builder.Services.AddSingleton(_ => new Made());
                builder.Services.AddSingleton(typeof(Kept));
            }
        }
        """);

    [Fact]
    public Task One_engine_a_thread_DoesNotTrigger() => Check("""
        public class Batch
        {
            private readonly ThreadLocal<Engine> _local = new();
            private readonly Engine _engine = null!;
            public void Run(List<Row> rows, Engine engine, Func<Engine> make, MLContext ml, ITransformer model)
            {
                Parallel.ForEach(rows, row => _local.Value!.Predict(row));
                Parallel.ForEach(rows, () => make(), (row, _, own) => { own.Predict(row); return own; }, own => own.Dispose());
                Parallel.ForEach(rows, row => { var own = make(); own.Predict(row); });
                Parallel.ForEach(rows, row => { using var own = ml.Model.CreatePredictionEngine<Row, Answer>(model); own.Predict(row); });
                Parallel.ForEach(rows, row => { lock (engine) { engine.Predict(row); } });
                foreach (var row in rows) engine.Predict(row);
                rows.ForEach(row => engine.Predict(row));
                var scores = rows.Select(row => engine.Predict(row).Score).ToList();
            }
            public async Task<float> OffTheUserInterface(Row row) => (await Task.Run(() => _engine.Predict(row))).Score;
            public async Task OneAfterTheOther(List<Row> rows)
            {
                foreach (var row in rows) await Task.Run(() => _engine.Predict(row));
            }
        }
        """);

    [Fact]
    public Task One_engine_for_several_threads_Triggers() => Check("""
        public class Batch(MLContext ml, ITransformer model)
        {
            private readonly Engine _engine = null!;
            public async Task Run(List<Row> rows, Engine engine)
            {
                var own = ml.Model.CreatePredictionEngine<Row, Answer>(model);
                Parallel.ForEach(rows, row => {|MLG4001:own|}.Predict(row));
                Parallel.For(0, rows.Count, i => { var score = {|MLG4001:engine|}.Predict(rows[i]).Score; });
                await Parallel.ForEachAsync(rows, async (row, _) => { await Task.Yield(); {|MLG4001:_engine|}.Predict(row); });
                var scores = rows.AsParallel().Select(row => {|MLG4001:own|}.Predict(row).Score).ToList();
                var query = (from row in rows.AsParallel() select {|MLG4001:own|}.Predict(row).Score).ToArray();
                var tasks = new List<Task>();
                foreach (var row in rows) tasks.Add(Task.Run(() => {|MLG4001:own|}.Predict(row)));
                await Task.WhenAll(rows.Select(row => Task.Run(() => {|MLG4001:_engine|}.Predict(row))));
                for (var i = 0; i < 4; i++) new Thread(() => {|MLG4001:_engine|}.Predict(rows[0])).Start();
            }
        }
        """);

    [Fact]
    public Task Registration_Fix() => Fix.Code(Head + """
        public static class Startup
        {
            public static void Add(IServiceCollection services, MLContext ml, ITransformer model)
            {
                services.AddSingleton<{|MLG4001:Engine|}>(_ => ml.Model.CreatePredictionEngine<Row, Answer>(model)); // one
                services.{|MLG4001:TryAddSingleton|}(_ => ml.Model.CreatePredictionEngine<Row, Answer>(model));
            }
        }
        """ + Rows, Head + """
        public static class Startup
        {
            public static void Add(IServiceCollection services, MLContext ml, ITransformer model)
            {
                services.AddScoped<Engine>(_ => ml.Model.CreatePredictionEngine<Row, Answer>(model)); // one
                services.TryAddScoped(_ => ml.Model.CreatePredictionEngine<Row, Answer>(model));
            }
        }
        """ + Rows);

    [Fact]
    public Task Registration_that_loads_the_model_NoFix() => Fix.NoFix(Head + """
        public static class Startup
        {
            public static void Add(IServiceCollection services, MLContext ml) =>
                services.AddSingleton<{|MLG4001:Engine|}>(_ =>
                    ml.Model.CreatePredictionEngine<Row, Answer>(ml.Model.Load("a.zip", out var _)));
        }
        """ + Rows);

    [Fact]
    public Task Static_Fix() => Fix.Code(Head + """
        public class ScoreController : ControllerBase
        {
            private static readonly Lazy<Engine> {|MLG4001:s_lazy|} = new Lazy<Engine>(() => Make(), true); // kept
            private static readonly Engine {|MLG4001:s_engine|} = Make();
            public float One(Row row) => s_lazy.Value.Predict(row).Score;
            public float Two(Row row) => s_engine.Predict(row).Score + ScoreController.s_engine.Predict(row).Score;
            private static Engine Make() => throw new Exception();
        }
        """ + Rows, Head + """
        public class ScoreController : ControllerBase
        {
            private static readonly ThreadLocal<Engine> s_lazy = new ThreadLocal<Engine>(() => Make()); // kept
            private static readonly ThreadLocal<Engine> s_engine = new ThreadLocal<Engine>(() => Make());
            public float One(Row row) => s_lazy.Value.Predict(row).Score;
            public float Two(Row row) => s_engine.Value.Predict(row).Score + ScoreController.s_engine.Value.Predict(row).Score;
            private static Engine Make() => throw new Exception();
        }
        """ + Rows);

    [Fact]
    public Task Static_Fix_where_null_is_watched() => Fix.Code("#nullable enable\n" + Head + """
        public class ScoreController : ControllerBase
        {
            private static readonly Lazy<Engine> {|MLG4001:s_lazy|} = new(() => Make());
            private static readonly Engine {|MLG4001:s_engine|} = Make();
            public float One(Row row) => s_lazy.Value.Predict(row).Score;
            public float Two(Row row) => s_engine.Predict(row).Score;
            private static Engine Make() => throw new Exception();
        }
        """ + Rows, "#nullable enable\n" + Head + """
        public class ScoreController : ControllerBase
        {
            private static readonly ThreadLocal<Engine> s_lazy = new ThreadLocal<Engine>(() => Make());
            private static readonly ThreadLocal<Engine> s_engine = new ThreadLocal<Engine>(() => Make());
            public float One(Row row) => s_lazy.Value!.Predict(row).Score;
            public float Two(Row row) => s_engine.Value!.Predict(row).Score;
            private static Engine Make() => throw new Exception();
        }
        """ + Rows);

    [Fact]
    public Task Static_that_others_see_NoFix() => Fix.NoFix(Head + """
        public class ScoreController : ControllerBase
        {
            public static readonly Engine {|MLG4001:Engine|} = null!;
            public float One(Row row) => Engine.Predict(row).Score;
        }
        """ + Rows);

    [Fact]
    public Task Asynchronous_projections_of_their_own_engine_or_one_after_the_other_DoNotTrigger() => Check("""
        public static class Batch
        {
            public static async Task One(Engine engine, Row[] rows)
            {
                foreach (var task in rows.Select(async row => { await Task.Yield(); return engine.Predict(row).Score; }))
                    Console.WriteLine(await task);
            }
            public static Task Before(Engine engine, Row[] rows) => Task.WhenAll(rows.Select(async row =>
            {
                var score = engine.Predict(row).Score;
                await Task.Yield();
                return score;
            }));
            public static Task Own(ThreadLocal<Engine> engines, Row[] rows) => Task.WhenAll(rows.Select(async row =>
            {
                await Task.Yield();
                return engines.Value!.Predict(row).Score;
            }));
        }
        """);

    [Fact]
    public Task Asynchronous_projections_that_are_awaited_together_Trigger() => Check("""
        public static class Batch
        {
            public static Task All(Engine engine, Row[] rows) => Task.WhenAll(rows.Select(async row =>
            {
                await Task.Yield();
                return {|MLG4001:engine|}.Predict(row).Score;
            }));
            public static async Task Listed(Engine engine, Row[] rows)
            {
                var tasks = rows.Select(async row => { await Task.Yield(); return {|MLG4001:engine|}.Predict(row).Score; }).ToList();
                await Task.WhenAll(tasks);
            }
        }
        """);

    [Fact]
    public Task A_static_engine_behind_a_parallel_loop_Triggers() => Check("""
        public static class Scoring
        {
            private static Engine {|MLG4001:s_engine|} = null!;
            private static Engine s_alone = null!;
            public static void All(Row[] rows) => Parallel.ForEach(rows, row => Score(row));
            public static void One(Row[] rows) { foreach (var row in rows) Alone(row); }
            private static float Score(Row row) => s_engine.Predict(row).Score;
            private static float Alone(Row row) => s_alone.Predict(row).Score;
        }
        """);
}
