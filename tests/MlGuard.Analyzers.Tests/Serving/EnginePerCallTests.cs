using Fix = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Serving.EnginePerCallAnalyzer,
    MlGuard.CodeFixes.Serving.EnginePerCallCodeFix>;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Serving.EnginePerCallAnalyzer>;

namespace MlGuard.Analyzers.Tests.Serving;

public class EnginePerCallTests
{
    private const string Head = """
        using System;
        using System.Collections.Concurrent;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Threading.Tasks;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.SignalR;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.ObjectPool;
        using Microsoft.ML;
        using Engine = Microsoft.ML.PredictionEngine<Row, Answer>;

        """;

    private const string Rows = """

        public class Row { public float Amount; }
        public class Answer { public float Score; }
        """;

    private static Task Check(string source) => Rule.Code(Head + source + Rows);

    [Fact]
    public Task Created_once_and_kept_DoesNotTrigger() => Check("""
        public class ScoreController : ControllerBase
        {
            private static readonly Lazy<ITransformer> s_model = new(() => new MLContext().Model.Load("model.zip", out _));
            private static readonly ConcurrentDictionary<string, ITransformer> s_models = new();
            private static Engine? s_engine;
            private readonly ObjectPool<Engine> _pool;
            public ScoreController(ObjectPool<Engine> pool) => _pool = pool;

            public float Pooled(Row row)
            {
                var engine = _pool.Get();
                try { return engine.Predict(row).Score; } finally { _pool.Return(engine); }
            }
            public float Kept(Row row, [FromServices] MLContext ml) =>
                (s_engine ??= ml.Model.CreatePredictionEngine<Row, Answer>(s_model.Value)).Predict(row).Score;
            public float Assigned(Row row, [FromServices] MLContext ml)
            {
                if (s_engine is null)
                {
                    var engine = ml.Model.CreatePredictionEngine<Row, Answer>(s_model.Value);
                    s_engine = engine;
                }
                return s_engine.Predict(row).Score;
            }
            public int Cached(string name, [FromServices] MLContext ml) => s_models.GetOrAdd(name, key =>
                ml.Model.Load(key, out _)).GetHashCode();
            public int Helped(string name, [FromServices] MLContext ml) => s_models.GetOrAdd(name, Read).GetHashCode();
            private static ITransformer Read(string path)
            {
                var model = new MLContext().Model.Load(path, out _);
                Console.WriteLine(model);
                return model;
            }
        }
        public class Policy(MLContext ml, ITransformer model) : IPooledObjectPolicy<Engine>
        {
            public Engine Create() => ml.Model.CreatePredictionEngine<Row, Answer>(model);
            public bool Return(Engine engine) => true;
        }
        public static class Startup
        {
            public static void Add(IServiceCollection services) => services.AddScoped(provider =>
            {
                var ml = new MLContext();
                var model = ml.Model.Load("model.zip", out var schema);
                var engine = ml.Model.CreatePredictionEngine<Row, Answer>(model);
                engine.Predict(new Row());
                return engine;
            });
        }
        """);

    [Fact]
    public Task Program_that_predicts_once_DoesNotTrigger() => Check("""
        var ml = new MLContext();
        var model = ml.Model.Load("model.zip", out var schema);
        var engine = ml.Model.CreatePredictionEngine<Row, Answer>(model);
        foreach (var amount in new[] { 1f, 2f })
            Console.WriteLine(engine.Predict(new Row { Amount = amount }).Score);
        """);

    [Fact]
    public Task Another_model_in_each_turn_DoesNotTrigger() => Check("""
        public class Compare
        {
            public void Files(MLContext ml, string[] paths, Row row)
            {
                foreach (var path in paths)
                {
                    var model = ml.Model.Load(path, out _);
                    var engine = ml.Model.CreatePredictionEngine<Row, Answer>(model);
                    engine.Predict(row);
                }
                for (var i = 0; i < 3; i++)
                    ml.Model.CreatePredictionEngine<Row, Answer>(ml.Model.Load($"model{i}.zip", out _)).Predict(row);
            }
            public void Trainers(MLContext ml, IEstimator<ITransformer>[] trainers, IDataView data, Row row)
            {
                foreach (var trainer in trainers)
                {
                    var model = trainer.Fit(data);
                    ml.Model.CreatePredictionEngine<Row, Answer>(model).Predict(row);
                }
            }
            public void Reloaded(MLContext ml, ITransformer model, Row row)
            {
                while (true)
                {
                    ml.Model.CreatePredictionEngine<Row, Answer>(model).Predict(row);
                    model = Next();
                }
            }
            public void Pool(MLContext ml, ITransformer model, Row row)
            {
                var engines = new List<Engine>();
                for (var i = 0; i < 4; i++)
                {
                    var engine = ml.Model.CreatePredictionEngine<Row, Answer>(model);
                    engine.Predict(row);
                    engines.Add(engine);
                }
            }
            public void OnlyMade(MLContext ml, ITransformer model) { for (var i = 0; i < 4;
                i++) ml.Model.CreatePredictionEngine<Row, Answer>(model); }
            private static ITransformer Next() => throw new Exception();
        }
        """);

    [Fact]
    public Task Training_request_DoesNotTrigger() => Check("""
        public class TrainController : ControllerBase
        {
            public float Train(Row row, [FromServices] MLContext ml, IDataView data)
            {
                var model = ml.Regression.Trainers.Sdca().Fit(data);
                return ml.Model.CreatePredictionEngine<Row, Answer>(model).Predict(row).Score;
            }
        }
        """);

    [Fact]
    public Task In_a_loop_Triggers() => Check("""
        public class Batch
        {
            private readonly ITransformer _model = null!;
            public void Run(MLContext ml, List<Row> rows, ITransformer model, string folder)
            {
                foreach (var row in rows)
                {
                    var engine = ml.Model.{|MLG4002:CreatePredictionEngine<Row, Answer>|}(model);
                    Console.WriteLine(engine.Predict(row).Score);
                }
                for (var i = 0; i < rows.Count; i++)
                    ml.Model.{|MLG4002:CreatePredictionEngine<Row, Answer>|}(_model).Predict(rows[i]);
                var path = Path.Combine(folder, "model.zip");
                while (rows.Count > 0)
                {
                    var loaded = ml.Model.{|MLG4002:Load|}(path, out var schema);
                    using var engine = ml.Model.CreatePredictionEngine<Row, Answer>(loaded, schema);
                    engine.Predict(rows[0]);
                }
            }
        }
        """);

    [Fact]
    public Task In_a_request_Triggers() => Check("""
        public class ScoreController(MLContext ml, ITransformer model) : ControllerBase
        {
            public IActionResult Direct(Row row)
            {
                using var engine = ml.Model.{|MLG4002:CreatePredictionEngine<Row, Answer>|}(model);
                return Ok(engine.Predict(row));
            }
            public float Chained(Row row) => ml.Model.{|MLG4002:CreatePredictionEngine<Row, Answer>|}(model).Predict(row).Score;
            public async Task<float> Loaded(Row row)
            {
                await Task.Yield();
                var loaded = ml.Model.{|MLG4002:Load|}("model.zip", out var schema);
                var engine = ml.Model.CreatePredictionEngine<Row, Answer>(loaded);
                return engine.Predict(row).Score;
            }
            public float Helped(Row row) => new Helper().Score(row);
            public Task<float> Elsewhere(Row row) => Task.Run(() =>
                ml.Model.{|MLG4002:CreatePredictionEngine<Row, Answer>|}(model).Predict(row).Score);
        }
        public class Helper
        {
            public float Score(Row row)
            {
                var ml = new MLContext();
                Engine engine;
                engine = ml.Model.CreatePredictionEngine<Row, Answer>(ml.Model.{|MLG4002:Load|}("a.zip", out _));
                return engine.Predict(row).Score;
            }
        }
        public class ScoreHub(MLContext ml, ITransformer model) : Hub
        {
            public float Ask(Row row) => Local(row);
            private float Local(Row row) { return Inner();
                float Inner() => ml.Model.{|MLG4002:CreatePredictionEngine<Row, Answer>|}(model).Predict(row).Score; }
        }
        """);

    [Fact]
    public Task In_a_minimal_api_Triggers() => Check("""
        var app = WebApplication.Create();
        app.MapPost("/score", (Row row, MLContext ml, ITransformer model) =>
        {
            var engine = ml.Model.{|MLG4002:CreatePredictionEngine<Row, Answer>|}(model);
            return engine.Predict(row).Score;
        });
        app.Run();
        """);

    /// <summary>Another model each time, one call alone, or a helper that spreads the cost.</summary>
    [Fact]
    public Task Helper_that_is_called_once_or_with_other_models_DoesNotTrigger() => Check("""
        internal static class Program
        {
            private static float Once(string path, Row row)
            {
                var ml = new MLContext();
                return ml.Model.CreatePredictionEngine<Row, Answer>(ml.Model.Load(path, out _)).Predict(row).Score;
            }
            private static float[] All(string path, Row[] rows)
            {
                var ml = new MLContext();
                var engine = ml.Model.CreatePredictionEngine<Row, Answer>(ml.Model.Load(path, out _));
                return rows.Select(row => engine.Predict(row).Score).ToArray();
            }
            internal static void Run(string[] paths, Row[] rows)
            {
                Console.WriteLine(Once("model.zip", rows[0]));
                foreach (var path in paths)
                {
                    Console.WriteLine(Once(path, rows[0]));
                    All(path, rows);
                }
                for (var i = 0; i < 3; i++)
                    All("model.zip", rows);
                for (var i = 0; i < 3; i++)
                    Once($"model{i}.zip", rows[0]);
            }
            private static void Train(MLContext ml, Row[] rows) => Fit(ml, rows);
            private static void Fit(MLContext ml, Row[] rows)
            {
                var data = ml.Data.LoadFromEnumerable(rows);
                ml.Model.Save(ml.Regression.Trainers.Sdca("Amount").Fit(data), data.Schema, "model.zip");
            }
            internal static void Menu(MLContext ml, Row[] rows)
            {
                while (Console.ReadLine() is { } choice)
                {
                    if (choice == "train")
                        Train(ml, rows);
                    else
                        Once("model.zip", rows[0]);
                }
            }
        }
        """);

    [Fact]
    public Task Helper_that_is_handed_other_models_DoesNotTrigger() => Check("""
        internal class Program
        {
            private static float Score(MLContext ml, ITransformer model, Row row) =>
                ml.Model.CreatePredictionEngine<Row, Answer>(model).Predict(row).Score;
            internal static void Run(MLContext ml, ITransformer[] models, Row row, IDataView data)
            {
                Console.WriteLine(Score(ml, models[0], row));
                foreach (var model in models)
                    Console.WriteLine(Score(ml, model, row));
                for (var i = 0; i < models.Length; i++)
                    Console.WriteLine(Score(ml, ml.Model.Load($"model{i}.zip", out _), row));
                while (Console.ReadLine() is { })
                {
                    var anew = ml.Regression.Trainers.Sdca("Amount").Fit(data);
                    Console.WriteLine(Score(ml, anew, row));
                }
            }
        }
        """);

    [Fact]
    public Task Helper_that_is_handed_the_same_model_for_each_row_Triggers() => Check("""
        internal class Program
        {
            private static float Score(MLContext ml, ITransformer model, Row row) =>
                ml.Model.{|MLG4002:CreatePredictionEngine<Row, Answer>|}(model).Predict(row).Score;
            internal static void Run(MLContext ml, Row[] rows)
            {
                var model = ml.Model.Load("model.zip", out _);
                foreach (var row in rows)
                    Console.WriteLine(Score(ml, model, row));
            }
        }
        """);

    [Fact]
    public Task Helper_that_a_loop_calls_for_each_row_Triggers() => Check("""
        internal class Program
        {
            private static readonly string s_path = Path.Combine(AppContext.BaseDirectory, "model.zip");
            private readonly MLContext _ml = new();
            private readonly ITransformer _model = new MLContext().Model.Load(s_path, out _);

            private static float Told(string path, Row row)
            {
                var ml = new MLContext();
                return ml.Model.CreatePredictionEngine<Row, Answer>(ml.Model.{|MLG4002:Load|}(path, out _)).Predict(row).Score;
            }
            private static float Known(Row row)
            {
                var ml = new MLContext();
                var model = ml.Model.{|MLG4002:Load|}(s_path, out var schema);
                return ml.Model.CreatePredictionEngine<Row, Answer>(model).Predict(row).Score;
            }
            private float Kept(Row row) => _ml.Model.{|MLG4002:CreatePredictionEngine<Row, Answer>|}(_model).Predict(row).Score;

            internal void Run(Row[] rows)
            {
                string path = "a.zip";
                for (var i = 0; i < rows.Length; i++)
                    Console.WriteLine(Told(path, rows[i]));
                foreach (var row in rows)
                    Console.WriteLine(Known(row) + Kept(row));
            }
        }
        """);

    [Fact]
    public Task Library_method_that_loads_for_each_row_Triggers() => Check("""
        public static class ConsumeModel
        {
            public static Answer Predict(Row input)
            {
                var ml = new MLContext();
                var model = ml.Model.{|MLG4002:Load|}("model.zip", out var schema);
                var engine = ml.Model.CreatePredictionEngine<Row, Answer>(model);
                var result = engine.Predict(input);
                return result;
            }
            public static float Amount(float amount)
            {
                var ml = new MLContext();
                var row = new Row { Amount = amount };
                return ml.Model.CreatePredictionEngine<Row, Answer>(ml.Model.{|MLG4002:Load|}("model.zip", out _)).Predict(row).Score;
            }
            public static float Told(string path, Row row)
            {
                var ml = new MLContext();
                using var stream = new FileStream(path, FileMode.Open);
                return ml.Model.CreatePredictionEngine<Row, Answer>(ml.Model.Load(stream, out _)).Predict(row).Score;
            }
            public static void Batch(IEnumerable<Row> rows)
            {
                var ml = new MLContext();
                var engine = ml.Model.CreatePredictionEngine<Row, Answer>(ml.Model.Load("model.zip", out _));
                foreach (var row in rows) engine.Predict(row);
            }
            public static void SmokeTest()
            {
                var ml = new MLContext();
                ml.Model.CreatePredictionEngine<Row, Answer>(ml.Model.Load("model.zip", out _)).Predict(new Row());
            }
        }
        """);

    [Fact]
    public Task Loop_Fix() => Fix.Code(Head + """
        public class Batch
        {
            public void Run(MLContext ml, List<Row> rows, ITransformer model)
            {
                // Scores all.
                foreach (var row in rows)
                {
                    using var engine = ml.Model.{|MLG4002:CreatePredictionEngine<Row, Answer>|}(model);
                    Console.WriteLine(engine.Predict(row).Score); // one
                }

                while (rows.Count > 0)
                {
                    var loaded = ml.Model.{|MLG4002:Load|}("model.zip", out var schema);
                    ml.Model.CreatePredictionEngine<Row, Answer>(loaded, schema).Predict(rows[0]);
                }
            }
        }
        """ + Rows, Head + """
        public class Batch
        {
            public void Run(MLContext ml, List<Row> rows, ITransformer model)
            {
                // Scores all.
                using var engine = ml.Model.CreatePredictionEngine<Row, Answer>(model);
                foreach (var row in rows)
                {
                    Console.WriteLine(engine.Predict(row).Score); // one
                }

                var loaded = ml.Model.Load("model.zip", out var schema);
                while (rows.Count > 0)
                {
                    ml.Model.{|MLG4002:CreatePredictionEngine<Row, Answer>|}(loaded, schema).Predict(rows[0]);
                }
            }
        }
        """ + Rows);

    [Fact]
    public Task Name_that_is_taken_and_requests_NoFix() => Fix.NoFix(Head + """
        public class ScoreController(MLContext ml, ITransformer model) : ControllerBase
        {
            public float One(Row row) => ml.Model.{|MLG4002:CreatePredictionEngine<Row, Answer>|}(model).Predict(row).Score;
            [NonAction] public void Two(List<Row> rows)
            {
                { var engine = 1; }
                foreach (var row in rows)
                {
                    var engine = ml.Model.{|MLG4002:CreatePredictionEngine<Row, Answer>|}(model);
                    engine.Predict(row);
                }
            }
            [NonAction] public void Three(List<Row> rows)
            {
                foreach (var row in rows)
                {
                    var own = new MLContext();
                    var loaded = own.Model.{|MLG4002:Load|}("a.zip", out _);
                    var scorer = own.Model.CreatePredictionEngine<Row, Answer>(loaded);
                    scorer.Predict(row);
                }
            }
        }
        """ + Rows);

    /// <summary>A helper that keeps the model, or is told the file, loads it for more than one call.</summary>
    [Fact]
    public Task An_engine_over_a_model_that_a_helper_keeps_DoesNotTrigger() => Check("""
        public sealed class Scorer
        {
            private readonly MLContext _ml = new();
            private ITransformer? _model;
            public Answer Kept(Row customer)
            {
                var model = Get();
                return _ml.Model.CreatePredictionEngine<Row, Answer>(model).Predict(customer);
            }
            public Answer Told(string file, Row customer)
            {
                var model = Read(file);
                return _ml.Model.CreatePredictionEngine<Row, Answer>(model).Predict(customer);
            }
            private ITransformer Get() => _model ??= _ml.Model.Load("model.zip", out _);
            private ITransformer Read(string file) => _ml.Model.Load(file, out _);
        }
        """);

    [Fact]
    public Task An_engine_over_a_model_that_a_helper_loads_for_each_call_of_a_library_Triggers() => Check("""
        public static class Frauds
        {
            public static float IsFraud(Row customer)
            {
                var ml = new MLContext();
                var model = Load(ml);
                var engine = ml.Model.{|MLG4002:CreatePredictionEngine<Row, Answer>|}(model);
                return engine.Predict(customer).Score;
            }
            private static ITransformer Load(MLContext ml)
            {
                var name = new[] { "model.zip" }.First(it => it.EndsWith(".zip"));
                using (var stream = System.IO.File.OpenRead(name))
                    return ml.Model.Load(stream, out _);
            }
        }
        """);

    [Fact]
    public Task An_engine_for_each_call_of_a_library_Triggers() => Check("""
        public class Scorer(MLContext ml)
        {
            private readonly ITransformer _model = ml.Model.Load("model.zip", out _);
            private Engine? _engine;
            public float Score(Row row) => ml.Model.{|MLG4002:CreatePredictionEngine<Row, Answer>|}(_model).Predict(row).Score;
            public float Kept(Row row) => (_engine ??= ml.Model.CreatePredictionEngine<Row, Answer>(_model)).Predict(row).Score;
            public List<float> Many(List<Row> rows)
            {
                var engine = ml.Model.CreatePredictionEngine<Row, Answer>(_model);
                return rows.Select(row => engine.Predict(row).Score).ToList();
            }
        }
        """);

    private const string Predictor = """
        public class Predictor
        {
            private readonly Engine _engine;
            public Predictor(string path)
            {
                var ml = new MLContext();
                var model = ml.Model.Load(path, out _);
                _engine = ml.Model.CreatePredictionEngine<Row, Answer>(model);
            }
            public float Score(Row row) => _engine.Predict(row).Score;
        }

        """;

    [Fact]
    public Task An_object_that_loads_its_model_once_DoesNotTrigger() => Check(Predictor + """
        public class ScoreController : ControllerBase
        {
            private static readonly Predictor s_kept = new("model.zip");
            public float Kept(Row row) => s_kept.Score(row);
            public float Told(Row row, string path) => new Predictor(path).Score(row);
        }
        public static class Program { public static void Main() => System.Console.WriteLine(new Predictor("model.zip").Score(new Row())); }
        """);

    [Fact]
    public Task An_object_that_loads_its_model_for_each_request_Triggers() => Check(Predictor + """
        public class ScoreController : ControllerBase
        {
            public float Ask(Row row) => new {|MLG4002:Predictor|}("model.zip").Score(row);
        }
        """);
}
