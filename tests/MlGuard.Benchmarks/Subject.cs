using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MlGuard.Benchmarks;

/// <summary>What is measured: generated programs, compiled against the framework and ML.NET.</summary>
internal static class Subject
{
    private static readonly CSharpParseOptions s_latest = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest);

    private static readonly ImmutableArray<PortableExecutableReference> s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetExtension(path) == ".dll").Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>A service in the usual layout: controllers that call a scorer, and a program that trains.</summary>
    /// <param name="services">How many controllers, each with a scorer and a training of its own.</param>
    public static CSharpCompilation Service(int services) =>
        Compile([Usings, Types, .. Enumerable.Range(0, services).Select(Part)]);

    /// <summary>One pipeline of many steps, which the checker follows column by column.</summary>
    public static CSharpCompilation Pipeline(int steps) => Compile([Usings, Types, $$"""
        public static class Training
        {
            public static void Run(MLContext ml, IDataView rows)
            {
                var pipeline = ml.Transforms.CopyColumns("C0", "Amount")
                    {{string.Concat(Enumerable.Range(1, steps).Select(CopyOf))}};
                pipeline.Fit(rows);
            }
        }
        """]);

    private static string CopyOf(int step) => $"\n.Append(ml.Transforms.CopyColumns(\"C{step}\", \"C{step - 1}\"))";

    /// <summary>An assembly of <paramref name="types"/> types that call each other and predict.</summary>
    public static CSharpCompilation Assembly(string name, int types) =>
        Compile([Usings, .. Enumerable.Range(0, types).Select(Part).Prepend(Types).Select(part => $"namespace {name};\n{part}")])
            .WithAssemblyName(name);

    /// <summary>Makes the compiler's own state new, as a build finds it.</summary>
    public static CompilationWithAnalyzers With(CSharpCompilation compilation, DiagnosticAnalyzer analyzer) =>
        new(compilation.Clone(), [analyzer], new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false));

    private const string Usings = """
        global using System;
        global using System.Linq;
        global using Microsoft.AspNetCore.Mvc;
        global using Microsoft.ML;
        """;

    private const string Types = """
        public class Row { public float Amount { get; set; } public float Country { get; set; } public bool Label { get; set; } }
        public class Answer { public float Score { get; set; } public bool PredictedLabel { get; set; } }
        public interface IScorer { float Score(Row row); }
        """;

    private static string Part(int number) => $$"""
        public sealed class Scorer{{number}}(PredictionEngine<Row, Answer> engine, IScorer next) : IScorer
        {
            public float Score(Row row)
            {
                var score = engine.Predict(row).Score;
                return score > 0.5f ? next.Score(row) : score;
            }
        }

        public class Score{{number}}Controller(Scorer{{number}} scorer) : ControllerBase
        {
            public IActionResult Post(Row row) => Ok(scorer.Score(row));
        }

        public static class Training{{number}}
        {
            public static void Run(string path)
            {
                var ml = new MLContext(seed: 1);
                var rows = ml.Data.LoadFromTextFile<Row>(path, separatorChar: ',', hasHeader: true);
                var split = ml.Data.TrainTestSplit(rows, testFraction: 0.2);
                var pipeline = ml.Transforms.Concatenate("Features", "Amount", "Country")
                    .Append(ml.BinaryClassification.Trainers.SdcaLogisticRegression());
                var model = pipeline.Fit(split.TrainSet);
                Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).Accuracy);
                ml.Model.Save(model, rows.Schema, path + ".zip");
            }
        }
        """;

    private static CSharpCompilation Compile(IEnumerable<string> sources) => Compile(
        "Subject", OutputKind.DynamicallyLinkedLibrary, sources.Select((source, number) => ($"{number}.cs", source)), _ => true);

    /// <summary>
    /// Compiles sources against the framework and those libraries of this program that <paramref name="refersTo"/> takes.
    /// </summary>
    public static CSharpCompilation Compile(
        string name, OutputKind kind, IEnumerable<(string Path, string Text)> sources, Func<string, bool> refersTo) =>
        CSharpCompilation.Create(
            name, sources.Select(source => CSharpSyntaxTree.ParseText(source.Text, s_latest, source.Path)),
            s_references.Where(reference => refersTo(Path.GetFileNameWithoutExtension(reference.FilePath!))),
            new CSharpCompilationOptions(kind, allowUnsafe: true));
}
