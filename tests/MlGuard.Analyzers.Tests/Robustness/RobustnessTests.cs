using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MlGuard.Analyzers.Tests.Infrastructure;

namespace MlGuard.Analyzers.Tests.Robustness;

/// <summary>An analyzer that throws is worse than none: it is switched off, and the guard with it.</summary>
public class RobustnessTests
{
    private const int Seed = 20_251_124;

    [Fact]
    public Task Own_sources_crash_nothing() =>
        AllAnalyzers.RunAsync(AllAnalyzers.Compile(
            Repository.Sources("src").Some(4).Select(path => (path, File.ReadAllText(path))), OutputKind.DynamicallyLinkedLibrary,
            MetadataReference.CreateFromFile(typeof(Compilation).Assembly.Location), MetadataReference.CreateFromFile(
                typeof(CSharpCompilation).Assembly.Location)));

    [Fact]
    public async Task Tricky_valid_code_crashes_nothing_and_is_clean()
    {
        var compilation = AllAnalyzers.Compile([("Tricky.cs", TrickyCode.Text)], OutputKind.ConsoleApplication);

        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        Assert.Empty(await AllAnalyzers.RunAsync(compilation, "mlguard-digest\t1\nstage\tmvp\n"));
    }

    [Fact]
    public async Task Script_whose_variables_are_fields_is_understood()
    {
        var script = CSharpSyntaxTree.ParseText("""
            using Microsoft.ML;
            using Microsoft.ML.Data;
            var ml = new MLContext();
            var data = ml.Data.LoadFromTextFile<Row>("a.csv");
            var model = ml.Regression.Trainers.FastTree().Fit(data);
            var predictions = model.Transform(data);
            var metrics = ml.Regression.Evaluate(predictions);
            public class Row { [LoadColumn(0)] public float Label; [LoadColumn(1, 3)] public float[] Features; }
            """, Snippets.Parse.WithKind(SourceCodeKind.Script), "notebook.csx");
        var compilation = CSharpCompilation.CreateScriptCompilation(
            "Script", script, References.All, new(OutputKind.DynamicallyLinkedLibrary));

        var findings = await AllAnalyzers.RunAsync(compilation);

        Assert.Equal(["MLG1001", "MLG3001"], findings.Select(finding => finding.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Sources_of_a_referenced_project_crash_nothing()
    {
        var library = AllAnalyzers.Compile([("Library.cs", """
            using System.IO;
            using Microsoft.ML;
            public class Row { public float Amount; }
            public class Answer { public float Score; }
            public static class Paths { public static readonly string Data = Path.Combine("data", "a.csv"); }
            public abstract class Engines { public static readonly PredictionEngine<Row, Answer> Engine = null!;
                public virtual float Score(Row row) => Engine.Predict(row).Score; }
            """)]);
        var product = AllAnalyzers.Compile([("Product.cs", """
            using Microsoft.AspNetCore.Mvc;
            using Microsoft.ML;
            public class Scorer : Engines { }
            public class ScoreController(Scorer scorer, MLContext ml) : ControllerBase
            {
                public float Score(Row row) => scorer.Score(row) + Engines.Engine.Predict(row).Score;
                public int Columns() => ml.Data.LoadFromTextFile<Row>(Paths.Data).Schema.Count;
            }
            """)], OutputKind.DynamicallyLinkedLibrary, library.ToMetadataReference());

        Assert.Empty(product.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        Assert.Contains("MLG4001", (await AllAnalyzers.RunAsync(product)).Select(finding => finding.Id));
    }

    /// <summary>
    /// Each compiler recovers from errors in its own way, so each gets rounds; the oldest, which the package is made for, gets the most.
    /// </summary>
    public static TheoryData<int> Rounds() => [.. Enumerable.Range(0, CompilerTests.IsFloor ? Trials.Of(6, 24) : 8)];

    [Theory]
    [MemberData(nameof(Rounds))]
    public async Task Code_with_random_tokens_deleted_crashes_nothing(int round)
    {
        var sources = Pages().Append(("Tricky.cs", TrickyCode.Text))
            .Select(file => (file.Item1, Broken(file.Item2, RandomOf(file.Item1, round))));

        await AllAnalyzers.RunAsync(
            AllAnalyzers.Compile(sources), "mlguard-digest\t1\nstage\tgrowth\napi\tPredict\tFraudController.Score\nentry\tTraining.Run\n");
    }

    /// <summary>Each file has its own sequence, so that a new page breaks the others no differently.</summary>
    private static Random RandomOf(string file, int round) =>
        new(file.Aggregate(Seed + round, (seed, letter) => unchecked((seed * 31) + letter)));

    /// <summary>The code of every page, in which every rule has something to do.</summary>
    private static IEnumerable<(string, string)> Pages() =>
        from path in Directory.GetFiles(Path.Combine(Repository.Root, "docs", "rules"), "*.md").Order(StringComparer.Ordinal)
        from block in File.ReadAllText(path).Split("```csharp\n").Skip(1)
        select (Path.GetFileName(path) + ".cs", block[..block.IndexOf("```", StringComparison.Ordinal)]);

    private static string Broken(string source, Random random)
    {
        var tokens = CSharpSyntaxTree.ParseText(source, Snippets.Parse).GetRoot().DescendantTokens().Where(token => token.Span.Length > 0)
            .ToList();
        var deleted = Enumerable.Range(0, 1 + random.Next(6)).Select(_ => tokens[random.Next(tokens.Count)].Span).Distinct()
            .OrderByDescending(span => span.Start);
        foreach (var span in deleted)
            source = source.Remove(span.Start, span.Length);
        return source;
    }
}
