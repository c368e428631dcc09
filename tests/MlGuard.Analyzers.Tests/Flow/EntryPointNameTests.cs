using System.Globalization;
using Microsoft.CodeAnalysis;
using MlGuard.Analyzers.Tests.Infrastructure;

namespace MlGuard.Analyzers.Tests.Flow;

/// <summary>A message names the entry point as the person knows it.</summary>
public sealed class EntryPointNameTests
{
    [Theory]
    [InlineData("""app.MapPost("/score", (PredictionEngine<Row, Answer> engine, Row row) => engine.Predict(row));""", "MapPost /score")]
    [InlineData("""var route = args[0]; app.MapPost(route, (PredictionEngine<Row, Answer> engine, Row row) => """
        + """engine.Predict(row));""", "MapPost")]
    [InlineData("""var score = (PredictionEngine<Row, Answer> engine, Row row) => engine.Predict(row); app.MapPost("/score", """
        + """score);""", "score")]
    [InlineData("""app.MapPost("/score", Handlers.Score);""", "Handlers.Score")]
    public async Task It_stands_in_the_message(string mapping, string name)
    {
        var compilation = AllAnalyzers.Compile(
            [("Program.cs", $$"""
                using Microsoft.AspNetCore.Builder;
                using Microsoft.ML;

                var app = WebApplication.Create(args);
                {{mapping}}
                app.Run();

                static class Handlers { public static Answer Score(PredictionEngine<Row, Answer> engine, Row row) => engine.Predict(row); }
                class Row { public float Amount; }
                class Answer { public float Score { get; set; } }
                """)],
            OutputKind.ConsoleApplication);

        var finding = Assert.Single(await AllAnalyzers.RunAsync(compilation), finding => finding.Id == "MLG5001");

        Assert.Contains($"'{name}'", finding.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }
}
