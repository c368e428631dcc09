using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Pipelines;
using MlGuard.Analyzers.Tests.Infrastructure;

namespace MlGuard.Analyzers.Tests.Pipelines;

/// <summary>
/// Code is as deep and as long as people, or their generators, write it: the checker stays within a small stack and little time.
/// </summary>
public class DeepCodeTests
{
    /// <summary>A quarter of what a thread of the compiler has.</summary>
    private const int SmallStack = 256 * 1024;

    [Theory]
    [InlineData(20, true)]
    [InlineData(400, false)]
    public void Long_chain_is_read_within_a_small_stack(int length, bool isFound)
    {
        var chain = string.Concat(
            Enumerable.Range(0, length).Select(number => $".Append(ml.Transforms.CopyColumns(\"C{number}\", \"Amount\"))"));

        var problems = Problems(
            $"void Train(MLContext ml) => ml.Transforms.CopyColumns(\"A\", \"Amount\"){chain}.Append(ml.Transforms.CopyColumns(\"B\", \"Nowhere\")).Fit(ml.Data.LoadFromEnumerable(new List<Row>()));");

        // What is too deep is unknown, and unknown is silent.
        Assert.Equal(isFound, problems.Count > 0);
    }

    [Fact]
    public void Nested_blocks_are_read_within_a_small_stack() =>
        Assert.Empty(
            Problems(
                $"void Train(MLContext ml, IDataView data) {{ {string.Concat(Enumerable.Repeat("if (data != null) { foreach (var i "
                    + "in new[] { 1 }) { ", 150))} ml.Transforms.CopyColumns(\"A\", \"B\").Fit(data); {new string('}', 300)} }}"));

    [Fact]
    public void Many_branches_cost_little_time()
    {
        var branches = string.Concat(
            Enumerable.Range(0, 300)
                .Select(number =>
                    $"if (flags[{number}]) pipeline = pipeline.Append(ml.Transforms.CopyColumns(\"C{number}\", \"Amount\"));\n"));

        var problems = Problems(
            $"void Train(MLContext ml, bool[] flags) {{ IEstimator<ITransformer> pipeline = ml.Transforms.CopyColumns(\"A\", "
                + $"\"Amount\"); {branches} pipeline.Append(ml.Transforms.CopyColumns(\"B\", "
                + $"\"Nowhere\")).Fit(ml.Data.LoadFromEnumerable(new List<Row>())); }}");

        Assert.Single(problems);
    }

    [Fact]
    public void Helpers_that_call_each_other_end() =>
        Assert.Empty(Problems("""
            IDataView One(MLContext ml, IDataView data) => Two(ml, Two(ml, data));
            IDataView Two(MLContext ml, IDataView data) => Three(ml, Three(ml, data));
            IDataView Three(MLContext ml, IDataView data) => Four(ml, Four(ml, One(ml, data)));
            IDataView Four(MLContext ml, IDataView data) => Five(ml, Five(ml, Five(ml, data)));
            IDataView Five(MLContext ml, IDataView data) => ml.Transforms.CopyColumns("A", "B").Fit(One(ml, Two(ml, data))).Transform(data);
            """));

    private static List<PipelineFinding> Problems(string members)
    {
        var compilation = AllAnalyzers.Compile([("Deep.cs", Snippets.InClass(members))]);
        var tree = compilation.SyntaxTrees.Single();
        var model = compilation.GetSemanticModel(tree);
        var operations = tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().Select(method => model.GetOperation(method)!)
            .ToList();
        var analysis = new PipelineAnalysis(compilation, new MlSymbols(compilation, digest: null));
        var problems = new List<PipelineFinding>();
        var cancellation = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var thread = new Thread(
            () => problems.AddRange(operations.SelectMany(operation => analysis.FindingsOf(operation, cancellation.Token))), SmallStack);
        thread.Start();
        thread.Join();
        Assert.False(cancellation.IsCancellationRequested);
        return problems;
    }
}
