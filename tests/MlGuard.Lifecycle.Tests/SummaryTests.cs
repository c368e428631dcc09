using MlGuard.Lifecycle.Product.Summaries;
using MlGuard.Lifecycle.Tests.Products;
using MlGuard.Lifecycle.Writers;

namespace MlGuard.Lifecycle.Tests;

/// <summary>What other projects are told of a project, read off assemblies that were really compiled.</summary>
public sealed class SummaryTests
{
    private const string Rows = """
        public class Row { public float Amount; }
        public class Answer { public float Score; }

        """;

    private static ProjectSummary Of(string source) =>
        Summarizer.Of(CompiledFacts.Of("using Microsoft.ML; using Microsoft.ML.Data;\n" + Rows + source), []);

    private static MethodTraits TraitsOf(string method, string members) =>
        Of("public class Scorer(PredictionEngine<Row, Answer> engine, PredictionEngine<Row, Answer> other) {" + members + "}")
            .Methods.SingleOrDefault(known => known.Key is { Type: "Scorer" } && known.Key.Name == method)?.Traits ?? MethodTraits.None;

    [Theory]
    [InlineData("public Answer Score(Row row) => engine.Predict(row);")]
    [InlineData("public Answer Score(Row row) => Ask(row); private Answer Ask(Row row) => engine.Predict(row);")]
    [InlineData("public async Task<Answer> Score(Row row) { await Task.Yield(); return engine.Predict(row); }")]
    [InlineData("public Task<Answer> Score(Row row) => Task.Run(() => engine.Predict(row));")]
    [InlineData("public IEnumerable<Answer> Score(Row[] rows) { foreach (var row in rows) yield return engine.Predict(row); }")]
    [InlineData("public List<Answer> Score(Row[] rows) => rows.Select(row => engine.Predict(row)).ToList();")]
    [InlineData("public Answer Score(Row row) { try { return engine.Predict(row); } finally { Console.WriteLine(); } }")]
    [InlineData("public Answer Score(Row row) { try { return engine.Predict(row); } catch (Exception e) { Note(e); throw; } } "
        + "private static void Note(Exception e) { }")]
    [InlineData("public Answer Score(Row row) { try { return engine.Predict(row); } "
        + "catch (OperationCanceledException) { return new(); } }")]
    public void A_prediction_that_fails_makes_its_caller_fail(string members) =>
        Assert.Equal(
            MethodTraits.Predicts | MethodTraits.Escapes, TraitsOf("Score", members) & (MethodTraits.Predicts | MethodTraits.Escapes));

    [Theory]
    [InlineData("public Answer Score(Row row) { try { return engine.Predict(row); } catch { return new(); } }")]
    [InlineData("public Answer Score(Row row) { try { return Ask(row); } catch (Exception) { return new(); } } private Answer Ask(Row row) => engine.Predict(row);")]
    [InlineData("public async Task<Answer> Score(Row row) { try { await Task.Yield(); return engine.Predict(row); } catch (Exception) { return new(); } }")]
    public void A_prediction_that_is_caught_does_not(string members) => Assert.Equal(
        MethodTraits.Predicts, TraitsOf("Score", members) & (MethodTraits.Predicts | MethodTraits.Escapes));

    [Theory]
    [InlineData("public float Score(Row row) => row.Amount;")]
    [InlineData("public void Score(Row row) => new MLContext(1).Transforms.Concatenate(\"a\", \"b\").Fit(null!); public void Other() => engine.Predict(null!);")]
    [InlineData("private Answer Score(Row row) => engine.Predict(row);")]
    public void What_does_not_predict_or_is_not_seen_says_nothing_of_it(string members) =>
        Assert.Equal(MethodTraits.None, TraitsOf("Score", members) & MethodTraits.Predicts);

    [Fact]
    public void A_contract_predicts_where_all_that_answer_it_do()
    {
        var both = Of("""
            public interface IScore { Answer Score(Row row); }
            public class One(PredictionEngine<Row, Answer> engine) : IScore { public Answer Score(Row row) => engine.Predict(row); }
            public class Two(PredictionEngine<Row, Answer> engine) : IScore { Answer IScore.Score(Row row) => engine.Predict(row); }
            """);
        var one = Of("""
            public interface IScore { Answer Score(Row row); }
            public class One(PredictionEngine<Row, Answer> engine) : IScore { public Answer Score(Row row) => engine.Predict(row); }
            public class Rules : IScore { public Answer Score(Row row) => new() { Score = row.Amount }; }
            """);

        Assert.Contains(both.Methods, method => method.Key.Type == "IScore" && (method.Traits & MethodTraits.Escapes) != 0);
        Assert.DoesNotContain(one.Methods, method => method.Key.Type == "IScore" && (method.Traits & MethodTraits.Predicts) != 0);
    }

    [Fact]
    public void A_project_between_two_others_hands_on_what_it_calls()
    {
        const string core = Rows + "public class Scorer(Microsoft.ML.PredictionEngine<Row, Answer> engine) { public Answer Score(Row row) => engine.Predict(row); }"
            + "public class Reader { public static void Read(string path) => new Microsoft.ML.MLContext(1).Model.Load(path, out _); }";
        var compiled = CompiledFacts.Of(core, "Core", isTest: false, []);
        var services = CompiledFacts.Of(
            "public class Service(Scorer scorer) { public async Task<float> Ask(Row row) { await Task.Yield(); return scorer.Score(row).Score; } "
                + "public void Load(string file) => Reader.Read(file); }",
            "Services", isTest: false, [(core, compiled)]);
        var below = Summarizer.Of(compiled.Facts, []);

        var summary = Summarizer.Of(services.Facts, [below]);

        var ask = summary.Methods.Single(method => method.Key.Name == "Ask");
        Assert.Equal("Service.Ask > Scorer.Score > PredictionEngineBase.Predict", ask.Way);
        Assert.Equal(
            MethodTraits.Predicts | MethodTraits.Escapes | MethodTraits.Unobserved,
            ask.Traits & (MethodTraits.Predicts | MethodTraits.Escapes | MethodTraits.Unobserved));
        Assert.Equal(
            [new PathSink(0, Frameworks.Role.LoadModel, null)], summary.Methods.Single(method => method.Key.Name == "Load").Sinks);
        Assert.Empty(Summarizer.Of(services.Facts, []).Methods);
    }

    [Theory]
    [InlineData(
        "public class Reader(string path) { public IDataView Read() => new MLContext(1).Data.LoadFromTextFile<Row>(path, ';'); }", ';')]
    [InlineData("public class Reader { private readonly string _path; public Reader(string path) => _path = path; public IDataView Read() => new MLContext(1).Data.LoadFromTextFile<Row>(_path); }", '\t')]
    [InlineData("public class Reader { public Reader(string path) => Path = path; public string Path { get; } public IDataView Read() => new MLContext(1).Data.LoadFromTextFile<Row>(Path); }", '\t')]
    [InlineData("public class Reader(string path) { public Task<IDataView> Read() => Task.Run(() => new MLContext(1).Data.LoadFromTextFile<Row>(path)); }", '\t')]
    public void A_path_is_followed_through_fields(string reader, char separator) => Assert.Equal(
        [new PathSink(0, Frameworks.Role.LoadData, separator)],
        Of(reader).Methods.Single(method => method.Key.Name == ".ctor" && method.Key.Type == "Reader").Sinks);

    [Theory]
    [InlineData("private readonly ITransformer _model = null!; public PredictionEngine<Row, Answer> Make() => Ml.Model.CreatePredictionEngine<Row, Answer>(_model);", 128)]
    [InlineData("public ITransformer Make() => Ml.Model.Load(\"a.zip\", out _);", 256)]
    [InlineData("private ITransformer? _model; public ITransformer Make() => _model ??= Ml.Model.Load(\"a.zip\", out _);", 0)]
    [InlineData("private readonly Lazy<PredictionEngine<Row, Answer>> _one; public PredictionEngine<Row, Answer> Make() => Ml.Model.CreatePredictionEngine<Row, Answer>(null!);", 0)]
    [InlineData("private readonly Dictionary<string, PredictionEngine<Row, Answer>> _all = []; public PredictionEngine<Row, Answer> Make() => _all[\"a\"] = Ml.Model.CreatePredictionEngine<Row, Answer>(null!);", 0)]
    [InlineData("public void Make() => Ml.Model.CreatePredictionEngine<Row, Answer>(null!);", 0)]
    public void What_a_method_makes_each_time_is_told(string members, int traits) => Assert.Equal(
        (MethodTraits)traits,
        Of("public class Maker { private static readonly MLContext Ml = new(1); " + members + " }").Methods
            .Where(method => method.Key is { Type: "Maker", Name: "Make" })
            .Aggregate(MethodTraits.None, (all, method) => all | method.Traits) & (MethodTraits.MakesEngine | MethodTraits.LoadsModel));

    [Theory]
    [InlineData("public static object Make(MLContext ml) => ml.Regression.Trainers.Sdca();", true)]
    [InlineData("public static object Make(MLContext ml) => With(ml, 3); static object With(MLContext ml, int n) => ml.Regression.Trainers.Sdca();", true)]
    [InlineData("public static object Make(MLContext ml) => ml.Regression.Trainers.Sdca(new Microsoft.ML.Trainers.SdcaRegressionTrainer.Options());", false)]
    [InlineData("public static object Make(MLContext ml) => new MLContext().Regression.Trainers.Sdca();", false)]
    [InlineData("public static object Make(MLContext ml) => ml.Regression.Trainers.OnlineGradientDescent();", false)]
    [InlineData("public static object Make(MLContext ml, MLContext other) => ml.Regression.Trainers.Sdca();", false)]
    [InlineData("static MLContext s_ml = new(); public static object Make(MLContext a) => s_ml.Regression.Trainers.Sdca();", false)]
    public void A_trainer_that_races_on_the_context_that_a_method_is_given_is_told(string members, bool expected) => Assert.Equal(
        expected,
        Of("public static class Maker { " + members + " }").Methods
            .Any(method => method.Key is { Type: "Maker", Name: "Make" } && (method.Traits & MethodTraits.RacesOnContext) != 0));

    private const string Runtime = """
        namespace Microsoft.ML.OnnxRuntime { public class InferenceSession(string path) { public string[] InputNames => [path]; } }

        """;

    [Theory]
    [InlineData("private readonly Onnx _it = new(\"a.onnx\");", 8192)]
    [InlineData("private readonly Onnx _it; public Maker(string path) => _it = new(path);", 8192)]
    [InlineData("private readonly PredictionEngine<Row, Answer> _it; public Maker(string path) { var ml = new MLContext(); _it = ml.Model.CreatePredictionEngine<Row, Answer>(ml.Model.Load(path, out _)); }", 256)]
    [InlineData("private readonly Onnx _it; public Maker(Onnx it) => _it = it;", 0)]
    [InlineData("private readonly Lazy<Onnx> _it = new(() => new(\"a.onnx\"));", 0)]
    [InlineData("private static Onnx? s_it; private readonly Onnx _it = s_it ??= new(\"a.onnx\");", 0)]
    [InlineData("private static readonly Dictionary<string, Onnx> s_all = []; private readonly Onnx _it; public Maker(string path) { if (!s_all.TryGetValue(path, out _it!)) s_all[path] = _it = new(path); }", 0)]
    [InlineData("public Maker(string path) => Console.WriteLine(new Onnx(path).InputNames.Length);", 0)]
    public void What_an_object_loads_when_it_is_made_is_told(string members, int traits) => Assert.Equal(
        (MethodTraits)traits,
        Summarizer.Of(CompiledFacts.Of(
            "using Microsoft.ML; using Onnx = Microsoft.ML.OnnxRuntime.InferenceSession;\n" + Rows + Runtime
                + "public class Maker { " + members + " }"), []).Methods.Where(method => method.Key is { Type: "Maker", Name: ".ctor" })
            .Aggregate(MethodTraits.None, (all, method) => all | method.Traits));

    [Theory]
    [InlineData("private static readonly PredictionEngine<Row, Answer> s_it = null!; public static Answer Score(Row row) => s_it.Predict(row);", true)]
    [InlineData("public static PredictionEngine<Row, Answer> It { get; set; } = null!; public static Answer Score(Row row) => Ask(row); private static Answer Ask(Row row) => It.Predict(row);", true)]
    [InlineData("private static readonly PredictionEngine<Row, Answer> s_it = null!; public static Answer Score(Row row) { lock (s_it) return s_it.Predict(row); }", false)]
    [InlineData("private static readonly PredictionEngine<Row, Answer> s_it = null!; public static Answer Score(Row row) { lock (s_it) return Ask(row); } private static Answer Ask(Row row) => s_it.Predict(row);", false)]
    [InlineData("[ThreadStatic] private static PredictionEngine<Row, Answer>? s_it; public static Answer Score(Row row) => s_it!.Predict(row);", false)]
    [InlineData("private static readonly System.Threading.ThreadLocal<PredictionEngine<Row, Answer>> s_it = null!; public static Answer Score(Row row) => s_it.Value!.Predict(row);", false)]
    [InlineData("private readonly PredictionEngine<Row, Answer> _it = null!; public Answer Score(Row row) => _it.Predict(row);", false)]
    public void An_engine_that_all_threads_share_is_told(string members, bool isShared) => Assert.Equal(
        isShared, Of("public class Maker { " + members + " }").Methods.Any(method =>
            method.Key is { Type: "Maker", Name: "Score" } && (method.Traits & MethodTraits.SharesEngine) != 0));

    [Theory]
    [InlineData("public static void Note(Exception failure) { }", true)]
    [InlineData("public static bool Note(Exception failure) => true;", true)]
    [InlineData("public static Task Note(Exception failure) => Task.CompletedTask;", true)]
    [InlineData("public static void Note(Exception failure) => Console.WriteLine(failure);", false)]
    [InlineData("public static Exception Note(Exception failure) => failure;", false)]
    [InlineData("private static void Note(Exception failure) { }", false)]
    public void What_does_nothing_is_told(string method, bool isIdle) => Assert.Equal(
        isIdle,
        Of("public class Notes { " + method + " public int Count => 5; }").Methods.Any(known =>
            known.Key is { Type: "Notes", Name: "Note" } && known.Traits == MethodTraits.Idle));

    [Theory]
    [InlineData("public class Shared(PredictionEngine<Row, Answer> engine) { public Answer Ask(Row row) => engine.Predict(row); }", 1)]
    [InlineData("public class Shared(PredictionEngine<Row, Answer> engine) { public Answer Ask(Row row) { lock (this) return engine.Predict(row); } }", 0)]
    [InlineData("public class Shared { public Answer Ask(Row row, PredictionEngine<Row, Answer> engine) => engine.Predict(row); }", 0)]
    public void An_engine_without_a_lock_is_named(string type, int engines) => Assert.Equal(engines, Of(type).Engines.Length);

    [Fact]
    public void The_file_holds_the_summary()
    {
        var summary = Of("""
            public class Scorer(PredictionEngine<Row, Answer> engine, string path)
            {
                public Answer Score(Row row) => engine.Predict(row);
                public IDataView Read() => new MLContext(1).Data.LoadFromTextFile<Row>(path);
            }
            """);
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.mlguard.summary");
        try
        {
            File.WriteAllText(path, SummaryFile.Write(summary));

            Assert.Equal(SummaryFile.Write(summary), SummaryFile.Write(SummaryFile.Load(path)!));

            var text = File.ReadAllText(path);
            string[] all = ["", "x", text.Replace("end", "", StringComparison.Ordinal), text[..(text.Length / 2)], text + text];
            foreach (var damaged in all)
            {
                File.WriteAllText(path, damaged);
                Assert.Null(SummaryFile.Load(path));
                Assert.Single(ProjectSummaryText.Of(CompiledFacts.Of(Rows), [path], []).Damaged);
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    private const string Asking = Rows + """
        public interface IScore { Answer Score(Row row); }
        public class Service(IScore score)
        {
            public Answer Ask(Row row) => score.Score(row);
            public Answer AskGuarded(Row row) { try { return score.Score(row); } catch (Exception) { return new(); } }
            public Answer Rule(Row row) => new() { Score = row.Amount };
        }
        public class Outer(Service service) { public Answer Ask(Row row) => service.Ask(row); }
        """;

    private const string Answering = """
        public class Onnx(Microsoft.ML.PredictionEngine<Row, Answer> engine) : IScore
        {
            public Answer Score(Row row) => engine.Predict(row);
        }
        """;

    private static IEnumerable<string> HandedBy(string core, string infrastructure)
    {
        var below = CompiledFacts.Of(core, "Core", isTest: false, []);
        var facts = CompiledFacts.Of(infrastructure, "Infrastructure", isTest: false, [(core, below)]).Facts;
        return AnsweredContracts.Of(facts, Summarizer.Of(facts, []), [], () => [below.Facts])
            .Select(method => $"{method.Key.Type}.{method.Key.Name} {(int)method.Traits} {method.Through}: {method.Way}");
    }

    [Fact]
    public void A_library_that_asks_its_own_contract_predicts_where_a_model_answers_it() => Assert.Equal(
        [
            "Outer.Ask 71 IScore: Outer.Ask > Service.Ask > Onnx.Score > PredictionEngineBase.Predict",
            "Service.Ask 71 IScore: Service.Ask > Onnx.Score > PredictionEngineBase.Predict",
            "Service.AskGuarded 69 IScore: Service.AskGuarded > Onnx.Score > PredictionEngineBase.Predict",
        ],
        HandedBy(Asking, Answering));

    [Theory]
    [InlineData(Asking + "public class Rules : IScore { public Answer Score(Row row) => new(); }", Answering)]
    [InlineData(Asking, Answering + "public class Rules : IScore { public Answer Score(Row row) => new(); }")]
    [InlineData(Asking, "public class Rules : IScore { public Answer Score(Row row) => new(); }")]
    [InlineData(Asking, "public class Alone(Microsoft.ML.PredictionEngine<Row, Answer> engine) { public Answer Score(Row row) => engine.Predict(row); }")]
    public void A_contract_that_something_else_may_answer_says_nothing(string core, string infrastructure) =>
        Assert.Empty(HandedBy(core, infrastructure));

    private static IEnumerable<string> Libraries => Frameworks.FrameworkTable.All.Where(framework => framework.IsMachineLearning)
        .SelectMany(framework => framework.Assemblies).Distinct().Order(StringComparer.Ordinal);

    /// <summary>The build asks for summaries only where one of these is referenced.</summary>
    [Fact]
    public void The_package_knows_the_libraries() => GeneratedFile.Matches(
        "src/MlGuard/buildTransitive/MlGuard.Libraries.props",
        $"""
        <Project>
          <!-- The assemblies that mean machine learning; generated from the tables of src/Shared/Frameworks. -->
          <PropertyGroup>
            <MlGuardLibraries>{string.Join(';', Libraries)}</MlGuardLibraries>
          </PropertyGroup>
        </Project>

        """.ReplaceLineEndings("\n"));
}
