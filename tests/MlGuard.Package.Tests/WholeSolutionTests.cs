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

    [Fact]
    public void Mistakes_across_projects_are_found_where_somebody_can_act()
    {
        using var product = Written();

        var build = product.Build("Reviews.slnx", "-m");

        Assert.True(build.Succeeded, build.ToString());
        Assert.Equal<string>(
            [
                "Program.cs(3,13): MLG1001", "Program.cs(5,31): MLG4001", "Program.cs(8,93): MLG5001", "Program.cs(8,93): MLG6001",
                "Program.cs(9,74): MLG5001", "Program.cs(9,74): MLG6001", "Program.cs(10,69): MLG5001", "Program.cs(10,69): MLG6001",
                "TrainerTests.cs(4,17): MLG8010",
            ],
            Found(build));
        Assert.Contains(build.Findings, finding =>
            finding.Message.Contains("(Service.ScoreAsync > Scorer.Score > PredictionEngineBase.Predict)", StringComparison.Ordinal));

        // An editor asks for the same inputs without compiling anything.
        var editor = product.MSBuild(
            "msbuild", "Api/Api.csproj", "-t:Compile", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true", "-p:DesignTimeBuild=true", "-p:BuildProjectReferences=false",
            "-getItem:AdditionalFiles");
        Assert.Contains("Core.mlguard.summary", editor.Output, StringComparison.Ordinal);

        // What did not change is not made anew, and compiles nobody anew.
        var again = product.Build("Reviews.slnx", "-graph");
        Assert.True(again.Succeeded, again.ToString());
        Assert.Equal((0, 0), (again.Runs("ExtractFacts"), again.Runs("Csc")));

        // A summary that something damaged is named, and says nothing.
        var summary = Directory.EnumerateFiles(product.PathOf("Core/obj"), "Core.mlguard.summary", SearchOption.AllDirectories).Single();
        File.WriteAllText(summary, "damaged");
        var damaged = product.Build("Api");
        Assert.True(damaged.Succeeded, damaged.ToString());
        Assert.Contains(damaged.OfMlGuard, finding => finding.Code == "MLG9008" && finding.File == "Core.mlguard.summary");
        Assert.DoesNotContain(damaged.Findings, finding => finding.Code == "MLG4001");
    }

    private static List<string> Found(BuildResult build) =>
    [
        .. build.OfMlGuard.Where(finding => finding.Code[3] < '9')
            .Select(finding => (finding.File, finding.Line, finding.Column, finding.Code)).Distinct().Order()
            .Select(finding => $"{finding.File}({finding.Line},{finding.Column}): {finding.Code}"),
    ];

    private static Product Written()
    {
        var product = new Product();
        product.Write("mlguard.yaml", Manifest);
        product.Write("Core/Core.csproj", Project("""<PackageReference Include="Microsoft.ML" Version="5.0.1" />"""));
        product.Write("Core/Core.cs", Core);
        product.Write("Services/Services.csproj", Project("""<ProjectReference Include="../Core/Core.csproj" />"""));
        product.Write("Services/Service.cs", Services);
        product.Write(
            "Api/Api.csproj", Project("""<ProjectReference Include="../Services/Services.csproj" />""", "Microsoft.NET.Sdk.Web"));
        product.Write("Api/Program.cs", Api);
        product.Write("Train/Train.csproj", Project("""<ProjectReference Include="../Core/Core.csproj" />""", kind: "Exe"));
        product.Write("Train/Program.cs", Train);
        product.Write(
            "Tests/Tests.csproj",
            Project(
                """
                <ProjectReference Include="../Core/Core.csproj" />
                <PackageReference Include="xunit.v3.extensibility.core" Version="3.2.2" />
                <PackageReference Include="xunit.v3.assert" Version="3.2.2" />
                """,
                isTest: true));
        product.Write("Tests/TrainerTests.cs", Tests);
        product.Write("Reviews.slnx", """
            <Solution>
              <Project Path="Core/Core.csproj" />
              <Project Path="Services/Services.csproj" />
              <Project Path="Api/Api.csproj" />
              <Project Path="Train/Train.csproj" />
              <Project Path="Tests/Tests.csproj" />
            </Solution>
            """);
        return product;
    }

    private static string Project(string references, string sdk = "Microsoft.NET.Sdk", string kind = "Library", bool isTest = false) => $"""
        <Project Sdk="{sdk}">
          <PropertyGroup>
            <OutputType>{(sdk.EndsWith("Web", StringComparison.Ordinal) ? "Exe" : kind)}</OutputType>
            <IsTestProject>{(isTest ? "true" : "false")}</IsTestProject>
          </PropertyGroup>
          <ItemGroup>{references}</ItemGroup>
        </Project>
        """;
}
