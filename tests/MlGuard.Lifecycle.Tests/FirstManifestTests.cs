using MlGuard.Lifecycle.Tests.Products;
using MlGuard.Lifecycle.Writers.Start;
using static MlGuard.Lifecycle.Tests.Products.Surveyed;

namespace MlGuard.Lifecycle.Tests;

/// <summary>What a first manifest is filled with from code, settings and files, and what it leaves to people.</summary>
public sealed class FirstManifestTests
{
    /// <summary>Catalogs of packages that stand beside Microsoft.ML.</summary>
    private const string Packages = """
        namespace Microsoft.ML
        {
            public sealed class RecommendationCatalog
            {
                public RecommendationTrainers Trainers => new();
                public sealed class RecommendationTrainers { public IEstimator<ITransformer> MatrixFactorization() => null!; }
            }
            public static class RecommenderCatalog { public static RecommendationCatalog Recommendation(this MLContext ml) => new(); }
            public static class TimeSeriesCatalog
            {
                public static IEstimator<ITransformer> ForecastBySsa(this ForecastingCatalog catalog) => null!;
            }
        }
        namespace Microsoft.ML.AutoML
        {
            public sealed class AutoCatalog { public Experiment CreateRankingExperiment() => new(); }
            public abstract class ExperimentBase<TMetrics, TSettings>
            {
                public virtual ITransformer Execute(IDataView rows, string labelColumnName = "Label") => null!;
            }
            public sealed class Experiment : ExperimentBase<object, object> { }
            public static class MLContextExtension { public static AutoCatalog Auto(this MLContext ml) => new(); }
        }
        """;

    private const string Rows = """
        public class Row { public float Amount { get; set; } public float Label { get; set; } }
        public class Answer { public float Score { get; set; } }

        """;

    private static readonly byte[] s_model = GrowthProduct.Archive("TrainingInfo/Version.txt", "5.0.1"u8.ToArray());

    /// <summary>An evaluator serves several tasks, and an estimator that nobody knows may be for any of them.</summary>
    [Theory]
    [InlineData("ml.Recommendation().Trainers.MatrixFactorization().Fit(rows); ml.Regression.Evaluate(rows);", "recommendation")]
    [InlineData("ml.Regression.Trainers.Sdca().Fit(rows); ml.Regression.Evaluate(rows);", "regression")]
    [InlineData("ml.Forecasting.ForecastBySsa().Fit(rows); ml.Regression.Evaluate(rows);", "forecasting")]
    [InlineData("steps.Fit(rows); ml.BinaryClassification.Evaluate(rows);", "binary-classification")]
    [InlineData("steps.Fit(rows); ml.Auto().CreateRankingExperiment().Execute(rows); ml.Regression.Evaluate(rows);", "ranking")]
    [InlineData("steps.Fit(rows); ml.Regression.Evaluate(rows);", null)]
    [InlineData("ml.Recommendation().Trainers.MatrixFactorization().Fit(rows); ml.Regression.Trainers.Sdca().Fit(rows);", null)]
    public void The_task_is_that_of_the_trainer(string body, string? expected)
    {
        var packages = CompiledFacts.Of(Packages, "Microsoft.ML.Recommender", isTest: false, []);
        var facts = CompiledFacts.Of(
            $$"""
            namespace Shop;
            using Microsoft.ML.AutoML;
            public static class Trainer
            {
                public static void Train(MLContext ml, IEstimator<ITransformer> steps, IDataView rows) { {{body}} }
            }
            """, "Shop", isTest: false, [(Packages, packages)]).Facts;

        Assert.Equal(expected, Value(new CodeSurvey([facts]), "discovery.solution.task"));
    }

    /// <summary>What measures a model names a catalog as well, and trains nothing.</summary>
    [Fact]
    public void The_training_is_what_names_a_trainer()
    {
        var packages = CompiledFacts.Of(Packages, "Microsoft.ML.Recommender", isTest: false, []);
        var facts = CompiledFacts.Of(
            """
            namespace Shop;
            public class Movies(MLContext ml)
            {
                public ITransformer Build(IDataView rows) => ml.Recommendation().Trainers.MatrixFactorization().Fit(rows);
                public void Measure(IDataView rows) => ml.Regression.Evaluate(rows);
            }
            """, "Shop", isTest: false, [(Packages, packages)]).Facts;

        Assert.Equal("Shop.Movies.Build", Value(new CodeSurvey([facts]), "training.run"));
    }

    /// <summary>What looks for a model by itself trains one too, so that nobody can tell which of the two is kept.</summary>
    [Theory]
    [InlineData("ml.Regression.Trainers.Sdca().Fit(rows)", "null!", "Shop.Prices.Build")]
    [InlineData("null!", "ml.Auto().CreateRankingExperiment().Execute(rows)", "Shop.Prices.Search")]
    [InlineData("ml.Regression.Trainers.Sdca().Fit(rows)", "ml.Auto().CreateRankingExperiment().Execute(rows)", null)]
    public void A_search_for_a_model_is_a_training(string build, string search, string? expected)
    {
        var packages = CompiledFacts.Of(Packages, "Microsoft.ML.Recommender", isTest: false, []);
        var facts = CompiledFacts.Of(
            $$"""
            namespace Shop;
            using Microsoft.ML.AutoML;
            public class Prices(MLContext ml)
            {
                public ITransformer Build(IDataView rows) => {{build}};
                public ITransformer Search(IDataView rows) => {{search}};
            }
            """, "Shop", isTest: false, [(Packages, packages)]).Facts;

        Assert.Equal(expected, Value(new CodeSurvey([facts]), "training.run"));
    }

    /// <summary>A training that others may call too is the one that the product runs; where it runs none, the widest is meant.</summary>
    [Theory]
    [InlineData("Trainer.Train(ml, rows)", "Shop.Trainer.Train")]
    [InlineData("Trainer.TrainSlowly(ml, rows)", "Shop.Trainer.TrainSlowly")]
    [InlineData("Trainer.Forget(rows)", "Shop.Trainer.TrainSlowly")]
    public void What_wraps_a_training_and_nobody_calls_is_not_meant(string run, string expected)
    {
        var facts = CompiledFacts.Of(
            $$"""
            namespace Shop;
            public static class Trainer
            {
                public static void Train(MLContext ml, IDataView rows) => ml.Regression.Trainers.Sdca().Fit(rows);
                public static void TrainSlowly(MLContext ml, IDataView rows) { Console.WriteLine(1); Train(ml, rows); }
                public static void Forget(IDataView rows) { }
            }
            public static class Program
            {
                private static void Main() => Start(new MLContext(1), null!);
                private static void Start(MLContext ml, IDataView rows) => {{run}};
            }
            """, "Shop", isTest: false, []).Facts;

        Assert.Equal(expected, Value(new CodeSurvey([facts]), "training.run"));
    }

    /// <summary>
    /// Of two trainings the program runs one; where it runs both or neither, nobody can tell. A request starts none of its own.
    /// </summary>
    [Theory]
    [InlineData("Trainer.Fast(ml, rows);", "", "Shop.Trainer.Fast")]
    [InlineData("if (args.Length > 0) Trainer.Slow(ml, rows);", "", "Shop.Trainer.Slow")]
    [InlineData("if (args.Length > 0) Trainer.Slow(ml, rows); else Trainer.Fast(ml, rows);", "", null)]
    [InlineData("", "", null)]
    [InlineData("", "Trainer.Fast(ml, rows);", "Shop.Trainer.Slow")]
    public void The_training_that_the_program_runs_is_meant(string start, string request, string? expected)
    {
        var stub = CompiledFacts.Of(GrowthCode.AspNetStub, "Microsoft.AspNetCore.Routing", isTest: false, []);
        var facts = CompiledFacts.Of(
            $$"""
            namespace Shop;
            using Microsoft.AspNetCore.Builder;
            public static class Trainer
            {
                public static void Fast(MLContext ml, IDataView rows) => ml.Regression.Trainers.Sdca().Fit(rows);
                public static void Slow(MLContext ml, IDataView rows) => ml.Regression.Trainers.OnlineGradientDescent().Fit(rows);
            }
            public static class Program
            {
                private static void Main(string[] args) => Start(args, new MLContext(1), null!);
                private static void Start(string[] args, MLContext ml, IDataView rows) { {{start}} }
                public static void Map(Microsoft.AspNetCore.Routing.IEndpointRouteBuilder app) =>
                    EndpointRouteBuilderExtensions.MapPost(app, "/learn", (MLContext ml, IDataView rows) => { {{request}} });
            }
            """, "Shop", isTest: false, [(GrowthCode.AspNetStub, stub)]).Facts;

        Assert.Equal(expected, Value(new CodeSurvey([facts]), "training.run"));
    }

    /// <summary>A method always stands in a type, and a type may stand in no namespace.</summary>
    [Theory]
    [InlineData("data.sources[].schema", "HouseData", true)]
    [InlineData("data.sources[].schema", "Shop.HouseData", true)]
    [InlineData("data.sources[].schema", "House Data", false)]
    [InlineData("data.sources[].schema", "true", false)]
    [InlineData("training.run", "Program", false)]
    [InlineData("training.run", "Trainer.Train", true)]
    public void A_type_of_no_namespace_is_a_symbol(string path, string value, bool isAccepted)
    {
        FoundValue[] found = [new("data.sources[].name", "houses", "houses.csv"), new(path, value, "the code")];

        Assert.Equal(isAccepted, FirstManifest.IsAccepted(found[1]));
        Assert.Equal(isAccepted, FirstManifest.Write([.. found]).Contains($": {value}  # from the code", StringComparison.Ordinal));
    }

    [Fact]
    public void What_only_the_start_of_a_program_trains_is_said_to_have_no_name()
    {
        var top = CompiledFacts.Of(
            """
            // top level
            var ml = new MLContext(seed: 1);
            ml.Regression.Trainers.Sdca().Fit(ml.Data.LoadFromEnumerable(new List<Row>()));
            public class Row { public float Label { get; set; } }
            """, "Houses", isTest: false, []).Facts;

        var survey = new CodeSurvey([top]);

        Assert.Null(Value(survey, "training.run"));
        Assert.Equal("1", Value(survey, "training.seed"));
        Assert.Contains("the start of src/Houses/Houses.csproj trains", Assert.Single(survey.Notes));
    }

    /// <summary>A file of the same kind that lies about, and one whose name only ends alike, are no sources.</summary>
    [Theory]
    [InlineData("Program.cs", "Load(\"data/payments.csv\");", "payments")]
    [InlineData("appsettings.json", """{ "Data": "payments.csv" }""", "payments")]
    [InlineData("Program.cs", "foreach (var file in Directory.GetFiles(\"data\", \"*.csv\")) Load(file);", "hotels payments")]
    [InlineData("Program.cs", "// payments.csv was used before\nLoad(\"old_payments.csv\");", "")]
    [InlineData("mlguard.yaml", "data: { sources: [{ name: payments }] }  # from data/payments.csv", "")]
    public void A_file_that_nothing_names_is_no_source(string file, string text, string expected)
    {
        using var product = new TestProduct("mlguard: v1\n");
        product.Write("data/payments.csv", "a,b\n").Write("data/hotels.csv", "a,b\n").Write(file, text);

        var found = new FileSurvey(product.Root).Found().Where(value => value.Path == "data.sources[].name");

        Assert.Equal(expected, string.Join(' ', found.Select(value => value.Value)));
    }

    /// <summary>What is only copied or told of is a source where nothing that runs names one.</summary>
    [Theory]
    [InlineData("Program.cs", "Load(args[0]);", "hotels payments")]
    [InlineData("Program.cs", "Load(\"payments.csv\");", "payments")]
    [InlineData("train.sh", "dotnet run -- data/hotels.csv", "hotels")]
    public void What_is_only_copied_is_no_source_beside_one_that_is_read(string file, string text, string expected)
    {
        using var product = new TestProduct("mlguard: v1\n");
        product.Write("data/payments.csv", "a,b\n").Write("data/hotels.csv", "a,b\n").Write(file, text)
            .Write("Shop.csproj", "<Project><ItemGroup><None Update=\"data/payments.csv\" /></ItemGroup></Project>")
            .Write("README.md", "Run it with `data/hotels.csv`.");

        var found = new FileSurvey(product.Root).Found().Where(value => value.Path == "data.sources[].name");

        Assert.Equal(expected, string.Join(' ', found.Select(value => value.Value)));
    }

    /// <summary>A training that nobody calls is the product's, unless the product runs another one that has no name for others.</summary>
    [Theory]
    [InlineData("", "Shop.Trainer.Train")]
    [InlineData("Fit(new MLContext(1), null!);", null)]
    public void What_nobody_calls_is_not_what_the_product_runs(string start, string? expected)
    {
        using var product = new TestProduct("mlguard: v1\n");

        var survey = Survey(
            product,
            $$"""
            namespace Shop;
            public static class Trainer
            {
                public static ITransformer Train(MLContext ml, IDataView rows) => ml.Regression.Trainers.Sdca().Fit(rows);
            }
            public static class Program
            {
                public static void Main() { {{start}} }
                private static ITransformer Fit(MLContext ml, IDataView rows) => ml.Regression.Trainers.OnlineGradientDescent().Fit(rows);
            }
            """);

        Assert.Equal(expected, Value(survey, "training.run"));
    }

    /// <summary>The only file of a model is the product's, unless what answers fetches its model from an address.</summary>
    [Theory]
    [InlineData("FromFile(builder, \"m\", Environment.MachineName)", "models/a.zip")]
    [InlineData("FromUri(builder, \"m\", \"https://models.example.org/a\")", null)]
    public void The_only_file_is_not_the_model_that_is_fetched(string pool, string? expected)
    {
        using var product = new TestProduct("mlguard: v1\n");
        product.Write("models/a.zip", s_model);

        var survey = Survey(
            product,
            $$"""
            namespace Microsoft.Extensions.ML
            {
                public static class BuilderExtensions
                {
                    public static object FromFile(object builder, string modelName, string filePath) => builder;
                    public static object FromUri(object builder, string modelName, string uri) => builder;
                }
            }
            namespace Shop
            {
                public static class Trainer
                {
                    public static ITransformer Train(MLContext ml, IDataView rows) => ml.Regression.Trainers.Sdca().Fit(rows);
                }
                public static class Program
                {
                    public static object Main(object builder) => Microsoft.Extensions.ML.BuilderExtensions.{{pool}};
                }
            }
            """);

        Assert.Equal(expected, Value(survey, "training.artifact.path"));
    }

    /// <summary>Beside models that nobody loads, the one that the code which answers loads is the product's.</summary>
    [Theory]
    [InlineData("\"models/b.zip\"", "", "models/b.zip")]
    [InlineData("Kept.Path", "", "models/b.zip")]
    [InlineData("Options.Get(\"Ml:Path\")", """{ "Ml": { "Path": "b.zip" } }""", "models/b.zip")]
    [InlineData("Options.Bound().Path", """{ "Ml": { "Path": "b.zip" } }""", "models/b.zip")]
    [InlineData("Options.Bound().Path", """{ "Other": { "Path": "b.zip" } }""", null)]
    [InlineData("Options.Get(\"Else:Path\")", """{ "Ml": { "Where": "b.zip" } }""", null)]
    [InlineData("\"models/c.zip\"", "", null)]
    [InlineData("Environment.GetCommandLineArgs()[0] == \"\" ? \"a.zip\" : \"b.zip\"", "", null)]
    public void The_model_that_the_code_loads_is_the_artifact(string path, string settings, string? expected)
    {
        using var product = new TestProduct("mlguard: v1\n");
        product.Write("models/a.zip", s_model).Write("models/b.zip", s_model);
        if (settings.Length > 0)
            product.Write("appsettings.json", settings);

        var survey = Survey(
            product,
            $$"""
            namespace Shop;
            {{Rows}}
            public static class Kept { public static readonly string Path = "b.zip"; }
            public class Options
            {
                public string Path { get; set; } = "";
                public static string Section => "Ml";
                public static string Get(string key) => key;
                public static Options Bound() => new();
            }
            public static class Trainer
            {
                public static ITransformer Train(MLContext ml, IDataView rows) => ml.Regression.Trainers.Sdca().Fit(rows);
            }
            public static class Program
            {
                public static void Main()
                {
                    var ml = new MLContext(1);
                    var model = ml.Model.Load({{path}}, out _);
                    ml.Model.CreatePredictionEngine<Row, Answer>(model).Predict(new Row());
                }
            }
            """);

        Assert.Equal(expected, Value(survey, "training.artifact.path"));
        Assert.Equal(expected is null ? null : $"sha256:{GrowthProduct.ModelHash}", Value(survey, "training.artifact.hash"));
    }

    /// <summary>A training is handed what a helper of its program makes.</summary>
    [Fact]
    public void The_seed_of_a_helper_that_the_program_calls_is_found()
    {
        using var product = new TestProduct("mlguard: v1\n");

        var survey = Survey(product, """
            namespace Shop;
            public static class Trainer
            {
                public static ITransformer Train(MLContext ml, IDataView rows) => ml.Regression.Trainers.Sdca().Fit(rows);
            }
            public static class Program
            {
                private const int Seed = 17;
                private static MLContext CreateContext() => new(seed: Seed);
                public static void Main()
                {
                    var ml = CreateContext();
                    Trainer.Train(ml, ml.Data.LoadFromEnumerable(new[] { new Options() }));
                }
            }
            public class Options { public float Label { get; set; } }
            """);

        Assert.Equal("17", Value(survey, "training.seed"));
    }

    /// <summary>A seed is where the context is made, or in what that reads; of two nobody knows which holds.</summary>
    [Theory]
    [InlineData("protected MLContext Ml { get; } = new(2020);", "", "2020")]
    [InlineData("protected MLContext Ml { get; } = new(Seeds.Fixed);", "", "7")]
    [InlineData("protected MLContext Ml { get; } = new(Seeds.Constant);", "", "5")]
    [InlineData("protected MLContext Ml { get; } = new(new Options().Seed);", """{ "Ml": { "Seed": 42 } }""", "42")]
    [InlineData("protected MLContext Ml { get; } = new(new Options().Seed);", """{ "Ml": { "Seed": 42, "Deep": { "Seed": 1 } } }""", null)]
    [InlineData("protected MLContext Ml { get; } = new(new Options().Seed);", """{ "Else": { "Seed": 42 } }""", null)]
    [InlineData("protected MLContext Ml { get; } = new(Seeds.Changing);", "", null)]
    [InlineData("protected MLContext Ml { get; } = new(2020); protected MLContext Other { get; } = new();", "", null)]
    [InlineData("protected MLContext Ml { get; } = new(2020); protected MLContext Other { get; } = new(Seeds.Changing);", "", null)]
    public void The_seed_is_found_where_it_is_given(string context, string settings, string? expected)
    {
        using var product = new TestProduct("mlguard: v1\n");
        if (settings.Length > 0)
            product.Write("appsettings.json", settings);

        var survey = Survey(
            product,
            $$"""
            namespace Shop;
            public static class Seeds { public const int Constant = 5; public static readonly int Fixed = 7; public static int Changing = 9; }
            public class Options { public int Seed { get; set; } public static string Section => "Ml"; }
            public class Base { {{context}} }
            public class Trainer : Base
            {
                public ITransformer Train(IDataView rows) => Ml.Regression.Trainers.Sdca().Fit(rows);
            }
            """);

        Assert.Equal(expected, Value(survey, "training.seed"));
        Assert.Equal(
            context.Contains("Other", StringComparison.Ordinal),
            survey.Notes.Any(note => note.StartsWith("training.seed", StringComparison.Ordinal)));
    }

    /// <summary>Of two trainings the one is meant that saves what is served, and none that a request starts.</summary>
    [Theory]
    [InlineData("served.zip", "other.zip", "", "Shop.First.Train")]
    [InlineData("other.zip", "served.zip", "", "Shop.Second.Train")]
    [InlineData("served.zip", "served.zip", "", null)]
    [InlineData("one.zip", "other.zip", "Second.Train(ml, rows);", "Shop.First.Train")]
    public void The_training_that_saves_what_is_served_is_meant(string first, string second, string feedback, string? expected)
    {
        var stub = CompiledFacts.Of(GrowthCode.AspNetStub, "Microsoft.AspNetCore.Routing", isTest: false, []);
        static string Type(string name, string file) =>
            $$"""
            public static class {{name}}
            {
                public static void Train(MLContext ml, IDataView rows) =>
                    ml.Model.Save(ml.Regression.Trainers.Sdca().Fit(rows), rows.Schema, "{{file}}");
            }
            """;
        var facts = CompiledFacts.Of(
            $$"""
            namespace Shop;
            using Microsoft.AspNetCore.Builder;
            {{Rows}}{{Type("First", first)}}{{Type("Second", second)}}
            public static class Scorer
            {
                public static float Score(Row row)
                {
                    var ml = new MLContext(1);
                    return ml.Model.CreatePredictionEngine<Row, Answer>(ml.Model.Load("served.zip", out _)).Predict(row).Score;
                }
                public static void Learn(MLContext ml, IDataView rows) { {{feedback}} }
            }
            public static class Endpoints
            {
                public static void Map(Microsoft.AspNetCore.Routing.IEndpointRouteBuilder app)
                {
                    EndpointRouteBuilderExtensions.MapPost(app, "/score", (Row row) => Scorer.Score(row));
                    EndpointRouteBuilderExtensions.MapPost(app, "/feedback", (MLContext ml, IDataView rows) => Scorer.Learn(ml, rows));
                }
            }
            """, "Shop", isTest: false, [(GrowthCode.AspNetStub, stub)]).Facts;

        Assert.Equal(expected, Value(new CodeSurvey([facts]), "training.run"));
    }

    /// <summary>A car has a model too: what is asked says so by its address.</summary>
    [Theory]
    [InlineData("https://api.openai.com/v1/chat/completions", "new { model = \"gpt-4o-mini\", text }", "gpt-4o-mini")]
    [InlineData("http://localhost:11434/api/chat", "new Request { Text = text, Model = Names.Model }", "qwen3:8b")]
    [InlineData("/v1/chat/completions", "new Dictionary<string, string> { [\"model\"] = \"gpt-4.1\" }", "gpt-4.1")]
    [InlineData("https://api.openai.com/v1/fine_tuning/jobs", "new { training_file = text, model = \"gpt-3.5-turbo\" }", null)]
    [InlineData("https://cars.example/orders", "new { model = \"golf\", text }", null)]
    [InlineData("/v1/chat/completions", "new { kind = \"gpt-4o-mini\", text }", null)]
    [InlineData("/v1/chat/completions", "new { model = text, kind = \"fast\" }", null)]
    public void The_model_in_a_request_to_a_hosted_one_is_named(string address, string body, string? expected)
    {
        using var product = new TestProduct("mlguard: v1\n");

        var survey = Survey(
            product,
            $$"""
            namespace Shop;
            using System.Net.Http;
            using System.Net.Http.Json;
            public static class Names { public const string Model = "qwen3:8b"; }
            public class Request { public string Model { get; set; } = ""; public string Text { get; set; } = ""; }
            public class Client(HttpClient http)
            {
                public Task<HttpResponseMessage> Ask(string text) => http.PostAsJsonAsync("{{address}}", {{body}});
            }
            """);

        Assert.Equal(expected, Value(survey, "models[].id"));
    }

    /// <summary>A client of one's own is told which model it asks where it is made, in another project as well.</summary>
    [Theory]
    [InlineData("new Asking(\"sk-key\", model: \"gpt-4.1\")", "gpt-4.1")]
    [InlineData("new Asking(\"sk-key\")", "gpt-4o")]
    [InlineData("new Asking(\"sk-key\", Environment.MachineName)", null)]
    public void The_model_that_an_own_client_is_made_with_is_named(string made, string? expected)
    {
        const string Client = """
            namespace Clients;
            using System.Net.Http;
            public class Asking(string key, string model = "gpt-4o")
            {
                public Task<HttpResponseMessage> Ask(HttpClient http) => http.SendAsync(
                    new(HttpMethod.Post, "chat/completions") { Content = new StringContent(key + model) }, default);
            }
            """;
        using var product = new TestProduct("mlguard: v1\n");
        var client = CompiledFacts.Of(Client, "Clients", isTest: false, []);
        var image = CompiledFacts.Image(
            $"namespace Shop; public static class Start {{ public static object Make() => {Qualified(made)}; }}", "Shop", client.Reference);
        product.Write("obj/Shop.dll", image).Write("obj/Clients.dll", CompiledFacts.Image(Client, "Clients"));

        var survey = ProductSurvey.Of(
            product.Root,
            [
                (product.PathOf("obj/Shop.dll"), "Shop/Shop.csproj", false),
                (product.PathOf("obj/Clients.dll"), "Clients/Clients.csproj", false),
            ]);

        Assert.Equal(expected, Value(survey, "models[].id"));
    }

    private static string Qualified(string made) => made.Replace("new Asking", "new Clients.Asking", StringComparison.Ordinal);

    /// <summary>Who built what git holds nobody knows, and a source that is newer was never seen.</summary>
    [Fact]
    public void An_assembly_older_than_its_sources_is_said()
    {
        using var product = new TestProduct("mlguard: v1\n");
        product.Write("Shop/Shop.dll", [1]).Write("Shop/Program.cs", "class A;").Write("Shop/Tests/More.cs", "class B;");
        var (assembly, source) = (product.PathOf("Shop/Shop.dll"), product.PathOf("Shop/Program.cs"));
        (string, string, bool)[] compiled = [(assembly, "Shop/Shop.csproj", false), (assembly, "Shop/Tests/Tests.csproj", true)];
        File.SetLastWriteTimeUtc(assembly, DateTime.UtcNow);
        File.SetLastWriteTimeUtc(product.PathOf("Shop/Tests/More.cs"), DateTime.UtcNow.AddHours(-1));
        File.SetLastWriteTimeUtc(source, DateTime.UtcNow.AddHours(-1));

        Assert.Empty(new FileSurvey(product.Root).Aged(compiled));
        File.SetLastWriteTimeUtc(source, DateTime.UtcNow.AddHours(1));
        var said = Assert.Single(new FileSurvey(product.Root).Aged(compiled));
        Assert.Contains("1 project is older than its sources (Shop/Program.cs)", said);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("${{ github.event_name != 'pull_request' }}", true)]
    [InlineData("${{ false }}", false)]
    [InlineData("false", false)]
    public void An_expression_may_push(string push, bool ships)
    {
        using var product = new TestProduct("mlguard: v1\n");
        product.Write(
            ".github/workflows/ship.yml",
            "on: push\njobs:\n  a:\n    steps:\n      - uses: docker/build-push-action@v6\n        with:\n          push: " + push + "\n");

        Assert.Equal(ships, new FileSurvey(product.Root).Found().Any(value => value.Path == "training.productionize"));
    }

    /// <summary>A model that the product trains, or writes elsewhere in it, is not bought.</summary>
    [Theory]
    [InlineData("", "bought")]
    [InlineData("public static ITransformer Train(MLContext ml, IDataView rows) => ml.Regression.Trainers.Sdca().Fit(rows);", null)]
    public void A_program_that_only_runs_a_foreign_model_has_bought_it(string training, string? expected)
    {
        const string Onnx = """
            namespace Microsoft.ML.OnnxRuntime
            {
                public sealed class InferenceSession(string modelPath) { public float Run(string input) => input.Length + modelPath.Length; }
            }
            """;
        var library = CompiledFacts.Of(Onnx, "Microsoft.ML.OnnxRuntime", isTest: false, []);
        var facts = CompiledFacts.Of(
            $$"""
            namespace Shop;
            public static class Pictures
            {
                public static float Look(string input) => new Microsoft.ML.OnnxRuntime.InferenceSession("resnet50.onnx").Run(input);
                {{training}}
            }
            """, "Shop", isTest: false, [(Onnx, library)]).Facts;

        Assert.Equal(expected, Value(new CodeSurvey([facts]), "discovery.solution.approach"));
    }
}
