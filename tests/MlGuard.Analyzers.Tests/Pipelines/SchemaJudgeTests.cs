using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.ML;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Pipelines;
using MlGuard.Analyzers.Tests.Infrastructure;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Tests.Pipelines;

/// <summary>
/// ML.NET is the judge of what is read from the schema of a fitted pipeline: what it gives is not reported, what it throws at is.
/// </summary>
public class SchemaJudgeTests
{
    private static readonly string[] s_labels = ["Grade", "Kind"];

    private static readonly string[] s_columns = [
        "Score", "PredictedLabel", "Label", "Features", "Back", "Level", "Kind", "Words", "Nothing", "score"];

    private static readonly (string Buffer, string Read)[] s_reads =
    [
        ("ReadOnlyMemory<char>", "GetSlotNames(ref buffer)"), ("ReadOnlyMemory<char>", "GetKeyValues(ref buffer)"),
        ("float", "GetKeyValues(ref buffer)"),
    ];

    [Fact]
    public void What_is_read_of_a_schema_is_judged_as_ML_NET_judges_it()
    {
        var programs = (
            from label in s_labels
            from column in s_columns
            from read in s_reads
            select Program(label, $"""schema["{column}"].{read.Read};""", read.Buffer)).ToList();
        programs.Add(Program("Kind", """var found = schema.GetColumnOrNull("Score"); found!.Value.GetSlotNames(ref buffer);"""));
        programs.Add(Program("Grade", """var found = schema.GetColumnOrNull("Score"); found!.Value.GetSlotNames(ref buffer);"""));
        programs.Add(Program("Grade", """schema.GetColumnOrNull("Nothing")?.GetSlotNames(ref buffer);"""));
        programs.Add(Program("Grade", """if (schema["Score"].HasSlotNames()) schema["Score"].GetSlotNames(ref buffer);"""));
        programs.Add(Program("Grade", """_ = model.Transform(data).Schema["Scores"];"""));
        var source = "public static class Programs\n{\n"
            + string.Join("\n", programs.Select((body, i) => $"public static void P{i}(MLContext ml)\n{{\n{body}\n}}")) + "\n}\n"
            + """
            public class Reading
            {
                public float Level { get; set; }
                public float Grade { get; set; }
                public string Kind { get; set; } = "";
            }
            """;
        var compilation = AllAnalyzers.Compile([("Programs.cs", Head + source)]);

        var thrown = Run(compilation);
        var reported = Check(compilation);

        Assert.InRange(thrown.Count(name => !name.Value), 10, programs.Count / 4);
        Assert.Equal(
            thrown.Select(name => $"{name.Key} {name.Value}").Order(), reported.Select(name => $"{name.Key} {name.Value}").Order());
    }

    private const string Head = """
        using System;
        using System.Linq;
        using Microsoft.ML;
        using Microsoft.ML.Data;

        """;

    private static string Program(string label, string read, string buffer = "ReadOnlyMemory<char>") => $$"""
        var rows = Enumerable.Range(0, 30).Select(i => new Reading { Level = i % 3 * 10, Grade = i % 3, Kind = "k" + i % 3 }).ToList();
        var data = ml.Data.LoadFromEnumerable(rows);
        var model = ml.Transforms.Conversion.MapValueToKey("Label", "{{label}}")
            .Append(ml.Transforms.Concatenate("Features", "Level"))
            .Append(ml.Transforms.Text.TokenizeIntoWords("Words", "Kind"))
            .Append(ml.MulticlassClassification.Trainers.SdcaMaximumEntropy(maximumNumberOfIterations: 1))
            .Append(ml.Transforms.Conversion.MapKeyToValue("Back", "PredictedLabel"))
            .Fit(data);
        var schema = model.GetOutputSchema(data.Schema);
        var buffer = new VBuffer<{{buffer}}>();
        {{read}}
        """;

    private static SortedDictionary<string, bool> Run(Compilation compilation)
    {
        using var image = new MemoryStream();
        Assert.Empty(compilation.Emit(image).Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(5));
        image.Position = 0;
        var context = new AssemblyLoadContext("schemas", isCollectible: true);
        var methods = context.LoadFromStream(image).GetType("Programs")!.GetMethods(BindingFlags.Public | BindingFlags.Static);
        var thrown = new SortedDictionary<string, bool>(methods.ToDictionary(method => method.Name, Throws), StringComparer.Ordinal);
        context.Unload();
        return thrown;
    }

    private static bool Throws(MethodInfo program)
    {
        try
        {
            program.Invoke(null, [new MLContext(seed: 1)]);
            return false;
        }
        catch (TargetInvocationException)
        {
            return true;
        }
    }

    private static SortedDictionary<string, bool> Check(Compilation compilation)
    {
        var analysis = new PipelineAnalysis(compilation, new MlSymbols(compilation, digest: null));
        var tree = compilation.SyntaxTrees.Single();
        var model = compilation.GetSemanticModel(tree);
        return new(
            tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().ToDictionary(
                method => method.Identifier.ValueText,
                method => analysis.FindingsOf(model.GetOperation(method)!, TestContext.Current.CancellationToken)
                    .Any(finding => finding.RuleId == RuleIds.ColumnMismatch)),
            StringComparer.Ordinal);
    }
}
