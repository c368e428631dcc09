using Microsoft.CodeAnalysis;
using MlGuard.Frameworks;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Tests.Products;

namespace MlGuard.Lifecycle.Tests;

/// <summary>
/// Facts of code that is really compiled: whatever shape the compiler gives it, a call belongs to the method that somebody wrote it in.
/// </summary>
public sealed class FactsTests
{
    private const string FitHelper = """

        static class Helper
        {
            public static ITransformer FitIt(MLContext ml, IDataView data) =>
                ml.BinaryClassification.Trainers.LbfgsLogisticRegression().Fit(data);
        }
        """;

    [Theory]
    [InlineData("public static void Run(MLContext ml, IDataView d) { Helper.FitIt(ml, d); }")]
    [InlineData("public static async Task Run(MLContext ml, IDataView d) { await Task.Delay(1); Helper.FitIt(ml, d); }")]
    [InlineData(
        "public static async ValueTask<int> Run(MLContext ml, IDataView d) { await Task.Yield(); return Helper.FitIt(ml, d) is null ? 1 "
            + ": 2; }")]
    [InlineData("public static IEnumerable<int> Run(MLContext ml, IDataView d) { yield return 1; Helper.FitIt(ml, d); }")]
    [InlineData(
        "public static async IAsyncEnumerable<int> Run(MLContext ml, IDataView d) { await Task.Yield(); Helper.FitIt(ml, d); yield "
            + "return 1; }")]
    [InlineData("public static void Run(MLContext ml, IDataView d) { Action train = () => Helper.FitIt(ml, d); train(); }")]
    [InlineData(
        "public static void Run(MLContext ml, IDataView d) { Func<MLContext, IDataView, ITransformer> train = Helper.FitIt; train(ml, "
            + "d); }")]
    [InlineData("public static void Run(MLContext ml, IDataView d) { Inner(); void Inner() { Helper.FitIt(ml, d); } }")]
    [InlineData(
        "public static void Run(MLContext ml, IDataView d) { Inner(0); static void Inner(int i) { if (i > 3) { Helper.FitIt(null!, "
            + "null!); } else Inner(i + 1); } }")]
    [InlineData(
        "public static async Task Run(MLContext ml, IDataView d) { await Inner(); async Task Inner() { await Task.Yield(); foreach (var "
            + "i in new[] { 1 }.Select(x => Helper.FitIt(ml, d))) { } } }")]
    [InlineData(
        "public static void Run(MLContext ml, IDataView d) { ITrain t = new Trains(); t.Train(ml, d); } interface ITrain { void "
            + "Train(MLContext ml, IDataView d); } class Trains : ITrain { void ITrain.Train(MLContext ml, IDataView d) => "
                + "Helper.FitIt(ml, d); }")]
    [InlineData(
        "public static void Run(MLContext ml, IDataView d) { ITrain<int> t = new Trains(); t.Train(ml, d, 1); } interface ITrain<T> { "
            + "void Train(MLContext ml, IDataView d, T x); } class Trains : ITrain<int> { public void Train(MLContext ml, IDataView d, "
                + "int x) => Helper.FitIt(ml, d); }")]
    [InlineData(
        "public static void Run(MLContext ml, IDataView d) { Base t = new Derived(); t.Train(ml, d); } abstract class Base { public void "
            + "Train(MLContext ml, IDataView d) => Core(ml, d); protected abstract void Core(MLContext ml, IDataView d); } class Derived "
                + ": Base { protected override void Core(MLContext ml, IDataView d) => Helper.FitIt(ml, d); }")]
    [InlineData(
        "public static void Run(MLContext ml, IDataView d) { ITrain t = new Trains(); t.Train(ml, d); } interface ITrain { void "
            + "Train(MLContext ml, IDataView d); } class Core { public void Train(MLContext ml, IDataView d) => Helper.FitIt(ml, d); } "
                + "class Trains : Core, ITrain { }")]
    [InlineData(
        "public static void Run(MLContext ml, IDataView d) => Generic<string>.Train(ml, d); static class Generic<T> { public static void "
            + "Train(MLContext ml, IDataView d) => Deeper<int>(ml, d); static void Deeper<U>(MLContext ml, IDataView d) => "
                + "Helper.FitIt(ml, d); }")]
    [InlineData(
        "public static void Run(MLContext ml, IDataView d) => new Lazy(ml, d).Model.ToString(); class Lazy(MLContext ml, IDataView d) { "
            + "public ITransformer Model { get; } = Helper.FitIt(ml, d); }")]
    [InlineData(
        "public static object Run(MLContext ml, IDataView d) => Holder.Model; static class Holder { public static readonly object Model "
            + "= Helper.FitIt(new MLContext(), null!); public static void Touch() { } } public static void Run(int i) => Holder.Touch();")]
    public void Training_is_reached_in_every_shape(string members)
    {
        foreach (var optimization in new[] { OptimizationLevel.Debug, OptimizationLevel.Release })
        {
            var facts = Facts($"namespace N; public static class Pipeline {{ {members} }}{FitHelper}", optimization);

            var reached = facts.Graph.Reach(facts.Methods("N.Pipeline.Run"));

            Assert.Contains(reached, method => facts.Plays(method, Role.Fit));
            Assert.All(facts.Methods("N.Pipeline.Run"), method => Assert.Equal(MethodBody.Real, method.Fact.Body));
        }
    }

    [Theory]
    [InlineData("public static void Run(MLContext ml, IDataView d) { }")]
    [InlineData("public static void Run(MLContext ml, IDataView d) { Console.WriteLine(nameof(Helper.FitIt)); }")]
    [InlineData(
        "public static void Run(MLContext ml, IDataView d) { } static void Unused(MLContext ml, IDataView d) => Helper.FitIt(ml, d);")]
    [InlineData(
        "public static void Run(MLContext ml, IDataView d) { IOther t = null!; t?.Train(ml, d); } interface IOther { void "
            + "Train(MLContext ml, IDataView d); } class Trains { public void Train(MLContext ml, IDataView d) => Helper.FitIt(ml, d); }")]
    public void Training_is_not_reached_by_names_alone(string members)
    {
        var facts = Facts($"namespace N; public static class Pipeline {{ {members} }}{FitHelper}");

        Assert.DoesNotContain(facts.Graph.Reach(facts.Methods("N.Pipeline.Run")), method => facts.Plays(method, Role.Fit));
    }

    [Theory]
    [InlineData("public static void Run() { }", MethodBody.Empty)]
    [InlineData("public static Task Run() => Task.CompletedTask;", MethodBody.Empty)]
    [InlineData("public static async Task Run() { }", MethodBody.Empty)]
    [InlineData("public static async Task Run() { await Task.CompletedTask; }", MethodBody.Empty)]
    [InlineData("public static Task<int> Run() => Task.FromResult(0);", MethodBody.Empty)]
    [InlineData("public static object? Run() => null;", MethodBody.Empty)]
    [InlineData("public static void Run() => throw new NotImplementedException();", MethodBody.OnlyThrows)]
    [InlineData("public static async Task Run() { throw new NotImplementedException(\"later\"); }", MethodBody.OnlyThrows)]
    [InlineData("public static async Task Run() { await Task.Yield(); throw new InvalidOperationException(); }", MethodBody.OnlyThrows)]
    [InlineData("public static int Run(int x) => x * 2;", MethodBody.Real)]
    [InlineData("public static void Run() => Console.WriteLine();", MethodBody.Real)]
    [InlineData("public static async Task Run() { await Task.Delay(1); }", MethodBody.Real)]
    [InlineData("public static void Run(int x) { if (x < 0) throw new ArgumentException(); Console.WriteLine(x); }", MethodBody.Real)]
    public void A_body_that_does_nothing_is_told_from_one_that_does(string method, object expected)
    {
        foreach (var optimization in new[] { OptimizationLevel.Debug, OptimizationLevel.Release })
            Assert.Equal(
                expected,
                Facts(
                    $"#pragma warning disable CS1998\nnamespace N; public static class Pipeline {{ {method} }}",
                    optimization).Methods("N.Pipeline.Run").Single().Fact.Body);
    }

    [Fact]
    public void Nothing_that_the_compiler_made_is_a_symbol()
    {
        var facts =
            CompiledFacts
                .Of("// top level\nawait Task.Yield(); Func<int> f = () => 1; Console.WriteLine(f()); foreach (var i in Inner()) { } "
                    + "static IEnumerable<int> Inner() { yield return 1; }");

        Assert.Equal("Program", Assert.Single(facts.Types).Name);
        Assert.Contains(facts.Methods, method => method.Name == "<Main>$");
        Assert.DoesNotContain(facts.Methods, method => method.Name.StartsWith('<') && method.Name != "<Main>$");
    }

    [Fact]
    public void Top_level_statements_are_found_as_Main()
    {
        var facts = Facts($"// top level\nvar ml = new MLContext(); Helper.FitIt(ml, null!);{FitHelper}");

        Assert.Contains(facts.Graph.Reach(facts.Methods("Program.Main")), method => facts.Plays(method, Role.Fit));
    }

    [Fact]
    public void Tests_are_known_by_their_attributes_also_inherited_ones_and_skips_by_their_reasons()
    {
        var facts = CompiledFacts.Of("""
            public sealed class GpuFactAttribute : FactAttribute { }
            public class T
            {
                [Fact] public void Plain() { }
                [Theory, InlineData(1)] public void Rows(int i) { }
                [GpuFact] public void Inherited() { }
                [Fact(Skip = "no gpu")] public void Skipped() { }
                public void NoTest() { }
            }
            """);

        Assert.Equal(
            ["Inherited", "Plain", "Rows", "Skipped"], facts.Methods.Where(method => method.IsTest).Select(method => method.Name).Order());
        Assert.Equal("no gpu", facts.Methods.Single(method => method.Name == "Skipped").SkipReason);
    }

    [Fact]
    public void Facts_survive_their_file()
    {
        var facts = CompiledFacts.Of(SampleCode.Training
            + "\n[Obsolete] interface IOld<T> { T Get(Dictionary<string, T[,]> x, ref int y); }");

        var read = FactsFile.Read(FactsFile.Write(facts));

        Assert.Equal(FactsFile.Write(facts), FactsFile.Write(read));
        Assert.Equal(facts.Methods.Select(Text), read.Methods.Select(Text));
        Assert.Contains(
            read.Types,
            type => type is { Name: "Fraud.Training.IOld`1", IsInterface: true, IsObsolete: true, Visibility: SymbolVisibility.Internal });

        static string Text(MethodFact method) => $"{method with { Calls = [] }} {string.Join(" ", method.Calls)}";
    }

    [Fact]
    public void The_same_source_gives_the_same_facts() =>
        Assert.Equal(
            FactsFile.Write(CompiledFacts.Of(SampleCode.Training + " ")).Replace(" ", ""),
            FactsFile.Write(CompiledFacts.Of(SampleCode.Training + "  ")).Replace(" ", ""));

    [Fact]
    public void What_is_no_assembly_gives_a_reason()
    {
        using var folder = new TestProduct("");
        var real = File.ReadAllBytes(typeof(FactsTests).Assembly.Location);
        folder.Write("empty.dll", []).Write("text.dll", "MZ not really").Write("half.dll", real[..(real.Length / 2)])
            .Write("folder.dll/x", "");

        foreach (var file in new[] { "missing.dll", "empty.dll", "text.dll", "half.dll", "folder.dll" })
            Assert.NotNull(FactsReader.Read(Path.Combine(folder.Root, file), "p", "net10.0", false).Fault);
    }

    /// <summary>A small one, where each damaged byte is likely to matter, often; a large one a few times.</summary>
    [Theory]
    [InlineData(true, 360)]
    [InlineData(false, 12)]
    public void Damaged_assemblies_never_throw(bool isSmall, int rounds)
    {
        using var folder = new TestProduct("");
        var real = isSmall
            ? CompiledFacts.Image(GrowthCode.Training, "Fraud.Training")
            : File.ReadAllBytes(typeof(ProductCheck).Assembly.Location);
        var random = new Random(20261123);
        for (var round = 0; round < rounds; round++)
        {
            var damaged = (byte[])real.Clone();
            for (var i = 0; i < 1 << (round % 12); i++)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            folder.Write("damaged.dll", damaged);

            var facts = FactsReader.Read(Path.Combine(folder.Root, "damaged.dll"), "p", "net10.0", false);

            Assert.Equal("p", FactsFile.Read(FactsFile.Write(facts)).Project);
        }
    }

    [Fact]
    public void Its_own_assemblies_can_be_read()
    {
        foreach (var assembly in new[]
        {
            typeof(ProductCheck).Assembly,
            typeof(FactsTests).Assembly,
            typeof(Microsoft.ML.MLContext).Assembly,
        })
        {
            var facts = FactsReader.Read(assembly.Location, "p", "net10.0", false);
            Assert.Null(facts.Fault);
            Assert.NotEmpty(facts.Methods);
            Assert.Null(FactsFile.Read(FactsFile.Write(facts)).Fault);
        }
    }

    [Theory]
    [InlineData("public sealed class TrainPipeline { public static void RunAsync() => Console.ReadLine(); }", "never reaches")]
    [InlineData(
        "public static class TrainPipeline { public static void RunAsync(MLContext ml, IDataView d) { Console.ReadLine(); "
            + "Helper.FitIt(ml, d); } }",
        "waits for somebody at the console")]
    [InlineData(
        "public static class TrainPipeline { static void RunAsync(MLContext ml, IDataView d) { Helper.FitIt(ml, d); } }", "is private")]
    [InlineData(
        "public static class TrainPipeline { [Obsolete] public static void RunAsync(MLContext ml, IDataView d) { Helper.FitIt(ml, d); } }",
        "obsolete")]
    [InlineData("public static class TrainPipeline { public static void RunAsync() { } }", "no body that does anything")]
    [InlineData(
        "public static class TrainPipeline { public static async Task RunAsync() { await Task.Yield(); throw new "
            + "NotImplementedException(); } }",
        "only throws")]
    [InlineData("public static class TrainPipeline { public class RunAsync { } }", "is a type")]
    [InlineData(
        "public static class TrainPipeline { public static void RunAsnyc(MLContext ml, IDataView d) { Helper.FitIt(ml, d); } }",
        "Did you mean 'Fraud.Training.TrainPipeline.RunAsnyc'?")]
    [InlineData(
        "public static class Elsewhere { public static void RunAsync(MLContext ml, IDataView d) { Helper.FitIt(ml, d); } }",
        "Did you mean 'Fraud.Training.Elsewhere.RunAsync'?")]
    public void Training_that_no_machine_can_run_fails(string type, string because)
    {
        using var product = TestProduct.Fraud().WithoutCode().WithCode($"namespace Fraud.Training; {type}{FitHelper}", "Fraud.Training");

        Assert.Equal(RowState.Failed, product.Row("training/run").State);
        Assert.Contains(product.Decide().Findings, finding => finding.Message.StartsWith("training/run: ", StringComparison.Ordinal)
            && finding.Message.Contains(because));
    }

    [Fact]
    public void Training_in_a_test_project_is_not_shipped()
    {
        using var product = TestProduct.Fraud().WithoutCode().WithTests(SampleCode.Training, "Fraud.Training");

        Assert.Contains("not shipped", product.Row("training/run").Reason);
    }

    [Theory]
    [InlineData("", "no test method")]
    [InlineData("[Fact] public void Other() => Assert.True(true);", "the only test method does not reach")]
    [InlineData(
        "[Fact] public async Task Trains() => await Fraud.Training.TrainPipeline.RunAsync(new List<Fraud.Training.Row>());",
        "asserts nothing")]
    [InlineData(
        "[Fact(Skip = \"slow\")] public async Task Trains() => Assert.True(await Fraud.Training.TrainPipeline.RunAsync(new "
            + "List<Fraud.Training.Row>()) > 0);",
        "is skipped")]
    public void A_test_that_does_not_guard_the_training_fails(string test, string because)
    {
        using var product = TestProduct.Fraud().WithoutCode().WithCode(SampleCode.Training, "Fraud.Training")
            .WithTests($"namespace Fraud.Tests; public class PipelineTests {{ {test} }}", "Fraud.Tests");

        var row = product.Row("docs/tests");

        Assert.Equal(RowState.Failed, row.State);
        Assert.Contains(because, row.Reason);
    }

    [Fact]
    public void A_wrapper_of_the_team_counts_where_the_manifest_declares_it()
    {
        const string Wrapper =
            "namespace Fraud.Training; public static class Own { public static int Learn() => Environment.TickCount; } public static "
                + "class TrainPipeline { public static void RunAsync() => Own.Learn(); }";
        using var product = TestProduct.Fraud().WithoutCode().WithCode(Wrapper, "Fraud.Training");
        Assert.Equal(RowState.Failed, product.Row("training/run").State);

        using var declaring = TestProduct.Fraud(text => text + "apis: { fit: [Fraud.Training.Own.Learn] }\n").WithoutCode()
            .WithCode(Wrapper, "Fraud.Training");
        Assert.Equal(RowState.Proven, declaring.Row("training/run").State);
        Assert.Equal(RowState.Declared, declaring.Row("discovery/solution").State);
    }

    private static ProductFacts Facts(string source, OptimizationLevel optimization = OptimizationLevel.Release) =>
        new([CompiledFacts.Of(source, optimization)], []);

    /// <summary>A compiler that runs again makes no other program; one that compiles other code does.</summary>
    [Fact]
    public void Code_is_as_old_as_its_first_compilation()
    {
        var (morning, noon, evening) = (new DateTime(2026, 11, 9, 8, 0, 0, DateTimeKind.Utc), Noon(9), Noon(9).AddHours(8));
        var first = (AssemblyOrigin.Unknown with { Code = "a" }).After(AssemblyOrigin.Unknown, morning);
        var again = (AssemblyOrigin.Unknown with { Code = "a", Sha256 = "other bytes" }).After(first, noon);
        var other = (AssemblyOrigin.Unknown with { Code = "b" }).After(again, noon);
        var back = (AssemblyOrigin.Unknown with { Code = "a" }).After(other, evening);
        var unread = AssemblyOrigin.Unknown.After(AssemblyOrigin.Unknown with { CodeSinceUtc = morning }, noon);

        Assert.Equal(
            [morning, morning, noon, evening, noon],
            new[] { first, again, other, back, unread }.Select(origin => origin.CodeSinceUtc!.Value));
        var written = FactsFile.Read(FactsFile.Write(CompiledFacts.Of(SampleCode.Training) with { Origin = again }));
        Assert.Equal((null, morning), (written.Fault, written.Origin.CodeSinceUtc));

        static DateTime Noon(int day) => new(2026, 11, day, 12, 0, 0, DateTimeKind.Utc);
    }
}
