namespace MlGuard.Package.Tests;

/// <summary>A product of the usual layout: what goes wrong across its projects is found where somebody can act.</summary>
public sealed class WholeSolutionTests
{
    private const string Core = """
        using Microsoft.ML;
        using Microsoft.ML.Data;

        namespace Core;

        /// <summary>A review.</summary>
        public class Review
        {
            /// <summary>What the customer wrote, in plain text.</summary>
            [LoadColumn(0)] public string Text { get; set; } = "";

            /// <summary>Whether the customer is content.</summary>
            [LoadColumn(1), ColumnName("Label")] public bool Content { get; set; }

            /// <summary>Stars, 1 to 5.</summary>
            [LoadColumn(2)] public float Stars { get; set; }
        }

        /// <summary>The answer.</summary>
        public class Sentiment
        {
            /// <summary>Whether the customer is content.</summary>
            [ColumnName("PredictedLabel")] public bool Content { get; set; }
        }

        public sealed class Scorer(MLContext context, ITransformer model)
        {
            private readonly PredictionEngine<Review, Sentiment> _engine =
                context.Model.CreatePredictionEngine<Review, Sentiment>(model);

            public Sentiment Score(Review review) => _engine.Predict(review);

            public Sentiment Careful(Review review)
            {
                try { return _engine.Predict(review); }
                catch (Exception exception)
                {
                    Console.Error.WriteLine(exception);
                    return new Sentiment { Content = review.Stars > 3 };
                }
            }
        }

        public sealed class Wrapper(PredictionEngine<Review, Sentiment> engine)
        {
            public Sentiment Ask(Review review) => engine.Predict(review);
        }

        public sealed class Trainer(string path)
        {
            private readonly MLContext _context = new(seed: 1);

            public ITransformer Train() => _context.Transforms.Text.FeaturizeText("Features", "Text")
                .Append(_context.BinaryClassification.Trainers.LbfgsLogisticRegression())
                .Fit(_context.Data.LoadFromTextFile<Review>(path, hasHeader: true));
        }
        """;

    private const string Services = """
        using Core;

        namespace Services;

        public interface IScore { Task<Sentiment> ScoreAsync(Review review); }

        public sealed class Service(Scorer scorer) : IScore
        {
            public async Task<Sentiment> ScoreAsync(Review review)
            {
                await Task.Yield();
                return scorer.Score(review);
            }
        }
        """;

    private const string Api = """
        using Core;
        using Services;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<Scorer>();
        builder.Services.AddSingleton<IScore, Service>();
        var app = builder.Build();
        app.MapPost("/batch", (Review[] reviews, Scorer scorer) => Array.ConvertAll(reviews, scorer.Score));
        app.MapPost("/one", async (Review review, IScore scorer) => await scorer.ScoreAsync(review));
        app.MapPost("/wrapped", (Review review, Wrapper wrapper) => wrapper.Ask(review));
        app.MapPost("/careful", (Review review, Scorer scorer, ILogger<Scorer> log) =>
        {
            log.LogInformation("asked");
            return scorer.Careful(review);
        });
        app.MapPost("/caught", (Review review, Scorer scorer, ILogger<Scorer> log) =>
        {
            try
            {
                log.LogInformation("asked");
                return scorer.Score(review);
            }
            catch (Exception exception)
            {
                log.LogError(exception, "The rules answer");
                return new Sentiment { Content = true };
            }
        });
        app.Run();
        """;

    private const string Train = """
        using Core;

        new Trainer(@"C:\data\reviews.csv").Train();
        new Trainer("data/reviews.tsv").Train();
        """;

    private const string Tests = """
        public class TrainerTests
        {
            [Xunit.Fact]
            public void It_trains() => new Core.Trainer("reviews.tsv").Train();

            [Xunit.Fact]
            public void It_answers() => Xunit.Assert.NotNull(new Core.Trainer("reviews.tsv").Train());
        }
        """;

    private const string Manifest = """
        mlguard: v1
        project: reviews
        stage: growth
        apis: { predict: Core.Wrapper.Ask }
        gates: { mode: report }

        """;

    private const string CatchOfTheRules =
        "catch (Exception exception) { log.LogError(exception, \"The rules answer\"); return new Sentiment(); }";

    private static readonly ImmutableArray<(string File, string Wrong, string Right)> s_mends =
    [
        ("Train/Program.cs", @"C:\data\reviews.csv", "data/more.tsv"),
        ("Api/Program.cs", "AddSingleton<Scorer>", "AddScoped<Scorer>"),
        ("Api/Program.cs", "AddSingleton<IScore", "AddScoped<IScore"),
        ("Api/Program.cs", "(Review[] reviews, Scorer scorer) => Array.ConvertAll(reviews, scorer.Score)",
            """
            (Review[] reviews, Scorer scorer, ILogger<Scorer> log) =>
            {
                log.LogInformation("asked");
                return Array.ConvertAll(reviews, scorer.Careful);
            }
            """),
        ("Api/Program.cs", "async (Review review, IScore scorer) => await scorer.ScoreAsync(review)",
            $$"""
            async (Review review, IScore scorer, ILogger<Scorer> log) =>
            {
                try { log.LogInformation("asked"); return await scorer.ScoreAsync(review); }
                {{CatchOfTheRules}}
            }
            """),
        ("Api/Program.cs", "(Review review, Wrapper wrapper) => wrapper.Ask(review)",
            $$"""
            (Review review, Wrapper wrapper, ILogger<Scorer> log) =>
            {
                try { log.LogInformation("asked"); return wrapper.Ask(review); }
                {{CatchOfTheRules}}
            }
            """),
        ("Tests/TrainerTests.cs", "new Core.Trainer(\"reviews.tsv\").Train();\n\n", "Xunit.Assert.NotNull(new Core.Trainer(\"reviews.tsv\").Train());\n\n"),
    ];

    private const string Moving = """
        using Core;
        using Microsoft.ML;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton(new MLContext(1));
        builder.Services.AddScoped<Scorer>();
        var app = builder.Build();
        app.MapGet("/", () => "reviews");
        app.MapPost("/score", (Review review, Scorer scorer) => scorer.Score(review));
        app.Run();
        """;

    private const string MovingScorer = """
        using System.IO;
        using Microsoft.ML;

        namespace Core;

        public sealed class Review { public string Text { get; set; } = ""; }

        public sealed class Sentiment { public bool PredictedLabel { get; set; } }

        public sealed class Scorer
        {
            private readonly PredictionEngine<Review, Sentiment> _engine;

            public Scorer(MLContext context) =>
                _engine = context.Model.CreatePredictionEngine<Review, Sentiment>(context.Model.Load("reviews.zip", out _));

            public Sentiment Score(Review review) => _engine.Predict(review);
        }
        """;

    [Fact]
    public void Mistakes_across_projects_are_found_where_somebody_can_act()
    {
        using var product = Written();

        var build = product.Build("Reviews.slnx", "-graph");

        Assert.True(build.Succeeded, build.ToString());
        Assert.Equal<string>(
            [
                "Program.cs(3,13): MLG1001", "Program.cs(5,31): MLG4001", "Program.cs(8,93): MLG5001", "Program.cs(8,93): MLG6001",
                "Program.cs(9,74): MLG5001", "Program.cs(9,74): MLG6001", "Program.cs(10,69): MLG5001", "Program.cs(10,69): MLG6001",
                "TrainerTests.cs(4,17): MLG8010",
            ],
            build.Places());
        Assert.Contains(build.Findings, finding =>
            finding.Message.Contains("(Service.ScoreAsync > Scorer.Score > PredictionEngineBase.Predict)", StringComparison.Ordinal));

        // An editor asks for the same inputs without compiling anything.
        var editor = product.MSBuild(
            "msbuild", "Api/Api.csproj", "-t:Compile", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true", "-p:DesignTimeBuild=true", "-p:BuildProjectReferences=false",
            "-getItem:AdditionalFiles");
        Assert.Contains("Core.mlguard.summary", editor.Output, StringComparison.Ordinal);

        // What did not change is not made anew, and compiles nobody anew.
        var again = product.Build("Reviews.slnx", "-m");
        Assert.True(again.Succeeded, again.ToString());
        Assert.Equal((0, 0), (again.Runs("ExtractFacts"), again.Runs("Csc")));

        // Mended where each was found, all is silent.
        foreach (var (file, wrong, right) in s_mends)
            product.Write(file, File.ReadAllText(product.PathOf(file)).Replace(wrong, right, StringComparison.Ordinal));
        var mended = product.Build("Reviews.slnx", "-graph");
        Assert.True(mended.Succeeded, mended.ToString());
        Assert.Empty(mended.Places());

        // A summary that something damaged is named, and says nothing.
        var summary = Directory.EnumerateFiles(product.PathOf("Core/obj"), "Core.mlguard.summary", SearchOption.AllDirectories).Single();
        File.WriteAllText(summary, "damaged");
        var damaged = product.Build("Api");
        Assert.True(damaged.Succeeded, damaged.ToString());
        Assert.Contains(damaged.OfMlGuard, finding => finding.Code == "MLG9008" && finding.File == "Core.mlguard.summary");
        Assert.DoesNotContain(damaged.Findings, finding => finding.Code == "MLG4001");
    }

    /// <summary>
    /// The prediction moves from the service into a library and on into the one below, which is built for two frameworks: as long as it
    /// stands in the service the findings are at the prediction, and then at the entry point that leads to it.
    /// </summary>
    [Fact]
    public void A_prediction_that_moves_through_the_projects_keeps_its_findings()
    {
        using var product = new Product();
        product.Write("mlguard.yaml", "mlguard: v1\nproject: reviews\nstage: growth\ngates: { mode: report }\n");
        product.WriteProject("Core", new ProjectFile
        {
            Properties = """
                <TargetFramework /><TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks><LangVersion>latest</LangVersion>
                """,
        }.WithPackage("Microsoft.ML", "5.0.1").WithPackage("System.Numerics.Tensors", "9.0.19"));
        product.WriteProject("Services", ProjectFile.Library.WithProject("Core"));
        product.WriteProject("Api", ProjectFile.Web.WithProject("Services"), ("Program.cs", Moving));

        foreach (var (home, place) in (ReadOnlySpan<(string, string)>)
            [("Api", "Scorer.cs(17,54)"), ("Services", "Program.cs(9,64)"), ("Core", "Program.cs(9,64)")])
        {
            var scorer = product.Write($"{home}/Scorer.cs", MovingScorer);

            var build = product.Build("Api");

            Assert.True(build.Succeeded, build.ToString());
            Assert.Equal([$"{place}: MLG5001", $"{place}: MLG6001"], build.Places("MLG5001", "MLG6001"));
            File.Delete(scorer);
        }
    }

    private static Product Written()
    {
        var product = new Product();
        product.Write("mlguard.yaml", Manifest);
        product.WriteProject("Core", ProjectFile.Library.WithPackage("Microsoft.ML", "5.0.1"), ("Core.cs", Core));
        product.WriteProject("Services", ProjectFile.Library.WithProject("Core"), ("Service.cs", Services));
        product.WriteProject("Api", ProjectFile.Web.WithProject("Services"), ("Program.cs", Api));
        product.WriteProject("Train", ProjectFile.Program.WithProject("Core"), ("Program.cs", Train));
        product.WriteProject("Tests", ProjectFile.Tests.WithProject("Core"), ("TrainerTests.cs", Tests));
        product.WriteSolution("Reviews", "Core", "Services", "Api", "Train", "Tests");
        return product;
    }
}
