namespace MlGuard.Package.Tests;

/// <summary>
/// A library without machine learning asks a contract of its own, a project beside the service answers it with a model, and the service
/// has the entry point: what is wrong is reported there.
/// </summary>
public sealed class HandedContractTests
{
    private const string Core = """
        namespace Core;

        public sealed record Row(float Amount);
        public interface IScore { float Score(Row row); }
        public sealed class Service(IScore score)
        {
            public float Ask(Row row) => score.Score(row);
            public float Rule(Row row) => row.Amount;
        }
        """;

    private const string Infrastructure = """
        using Core;
        using Microsoft.ML;

        namespace Infrastructure;

        public sealed class Input { public float Amount { get; set; } }
        public sealed class Output { public float Score { get; set; } }
        public sealed class ModelScore(PredictionEngine<Input, Output> engine) : IScore
        {
            public float Score(Row row) => engine.Predict(new Input { Amount = row.Amount }).Score;
        }
        """;

    private const string Api = """
        using Core;
        using Infrastructure;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddScoped<IScore, ModelScore>();
        builder.Services.AddScoped<Service>();
        var app = builder.Build();
        app.MapPost("/ask", (Row row, Service service) => service.Ask(row));
        app.MapPost("/rule", (Row row, Service service) => service.Rule(row));
        app.Run();
        """;

    [Fact]
    public void A_contract_that_a_model_answers_is_known_behind_the_library_that_asks_it()
    {
        using var product = new Product();
        product.Write(".editorconfig", """
            root = true
            [*.cs]
            dotnet_diagnostic.MLG5001.severity = warning
            dotnet_diagnostic.MLG6001.severity = warning
            """);
        product.WriteProject("Core", ProjectFile.Library, ("Core.cs", Core));
        product.WriteProject(
            "Infrastructure", ProjectFile.Library.WithPackage("Microsoft.ML", "5.0.1").WithProject("Core"), ("Model.cs", Infrastructure));
        product.WriteProject("Api", ProjectFile.Web.WithProject("Core").WithProject("Infrastructure"), ("Program.cs", Api));

        Assert.Equal(["Program.cs(8,59): MLG5001", "Program.cs(8,59): MLG6001"], FindingsOf(product));
        Assert.False(File.Exists(product.PathOf("Core/obj/Debug/net10.0/Core.mlguard.summary")));

        // What the library does changes, and neither the project that answers nor the service.
        product.Write("Core/Core.cs", Core.Replace(
            "Ask(Row row) => score.Score(row);", "Ask(Row row) { try { return score.Score(row); } catch (Exception) { return 0.5f; } }",
            StringComparison.Ordinal));
        Assert.Equal(["Program.cs(8,59): MLG6001"], FindingsOf(product));
    }

    private static IEnumerable<string> FindingsOf(Product product)
    {
        var build = product.Build("Api");
        Assert.True(build.Succeeded, build.ToString());
        Assert.All(
            build.OfMlGuard.Where(finding => finding.Code is "MLG5001" or "MLG6001"),
            finding => Assert.Contains("Service.Ask > ModelScore.Score", finding.Message, StringComparison.Ordinal));
        return build.Places("MLG5001", "MLG6001");
    }
}
