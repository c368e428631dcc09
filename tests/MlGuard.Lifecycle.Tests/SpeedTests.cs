using System.Diagnostics;
using System.Globalization;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Tests.Products;

namespace MlGuard.Lifecycle.Tests;

/// <summary>
/// Nobody feels the gate. The limits are far above what is measured, so that only a slip of an order of magnitude fails here.
/// </summary>
[Collection(nameof(TimedTests))]
public sealed class SpeedTests
{
    private const int TypesOfProject = 100;

    private static int BulkProjects => int.TryParse(
        Environment.GetEnvironmentVariable("MLGUARD_BULK"), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        ? count
        : 20;

    [Fact]
    public void A_growth_verdict_takes_less_than_a_second_and_its_manifest_a_tenth()
    {
        using var product = GrowthProduct.Create();
        var text = File.ReadAllText(product.Manifest);
        product.Decide();
        ManifestReader.Read(text);

        var (verdict, yaml) = (Time(() => product.Decide()), Time(() => ManifestReader.Read(text)));

        TestContext.Current.TestOutputHelper?.WriteLine($"verdict {verdict.TotalMilliseconds:0} ms, YAML {yaml.TotalMilliseconds:0.0} ms");
        Assert.True(verdict < TimeSpan.FromSeconds(1), $"{verdict}");
        Assert.True(yaml < TimeSpan.FromMilliseconds(100), $"{yaml}");
    }

    /// <summary>A tenth of a large solution; <c>MLGUARD_BULK=200</c> makes the whole of it: 200 projects with 20,000 types.</summary>
    [Fact]
    public void The_facts_of_a_large_solution_are_made_and_read_in_seconds()
    {
        var projects = BulkProjects;
        using var product = GrowthProduct.Create();
        var folder = Directory.CreateDirectory(Path.Combine(product.Root, "bulk")).FullName;
        var images = Enumerable.Range(0, projects).Select(project => Generate(folder, project)).ToList();
        var watch = Stopwatch.StartNew();

        foreach (var image in images)
            File.WriteAllText(
                image + ".facts",
                FactsFile.Write(FactsReader.Read(image, $"bulk/{Path.GetFileName(image)}.csproj", "net10.0", isTestProject: false)));

        var made = watch.Elapsed;
        watch.Restart();
        foreach (var image in images)
            product.WithFactsFile(image + ".facts");
        var row = product.Row("architecture/technical/fallback/symbol");
        var decided = watch.Elapsed;
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{projects} projects, {projects * TypesOfProject} types: facts {made.TotalSeconds:0.00} s, verdict "
                + $"{decided.TotalSeconds:0.00} s");
        Assert.Equal(RowState.Proven, row.State);
        Assert.True(made < TimeSpan.FromSeconds(30), $"{made}");
        Assert.True(decided < TimeSpan.FromSeconds(30), $"{decided}");
    }

    /// <summary>What other projects are told, each project told of the one before: a tenth of a large solution, as above.</summary>
    [Fact]
    public void The_summaries_of_a_large_solution_are_made_in_a_moment()
    {
        var projects = BulkProjects;
        using var product = GrowthProduct.Create();
        var folder = Directory.CreateDirectory(Path.Combine(product.Root, "bulk")).FullName;
        var facts = Enumerable.Range(0, projects)
            .Select(project => FactsReader.Read(Generate(folder, project), $"{project}.csproj", "net10.0", isTestProject: false)).ToList();
        var watch = Stopwatch.StartNew();

        for (var project = 0; project < projects; project++)
        {
            ImmutableArray<string> before = project == 0 ? [] : [Path.Combine(folder, $"Bulk{project - 1}.mlguard.summary")];
            var (summary, damaged) = ProjectSummaryText.Of(facts[project], before, []);
            Assert.Empty(damaged);
            File.WriteAllText(Path.Combine(folder, $"Bulk{project}.mlguard.summary"), summary);
        }

        var made = watch.Elapsed;
        TestContext.Current.TestOutputHelper?.WriteLine($"{projects} projects: summaries {made.TotalSeconds:0.00} s");
        Assert.True(made < TimeSpan.FromSeconds(5), $"{made}");
    }

    /// <summary>Each of many implementations of one interface calls it: as many edges as pairs, and no more steps than types.</summary>
    [Fact]
    public void Many_implementations_of_one_interface_are_decided_in_seconds()
    {
        const int Implementations = 6_600;
        using var product = GrowthProduct.Create();
        ImmutableArray<TypeFact> types =
        [
            new("Crowd.IScorer", SymbolVisibility.Public, true, false, [], [], []),
            .. Enumerable.Range(0, Implementations)
                .Select(number => new TypeFact($"Crowd.Scorer{number}", SymbolVisibility.Public, false, false, [], [], ["Crowd.IScorer"])),
        ];
        ImmutableArray<MethodFact> methods =
        [
            .. types.Skip(1).Select(type => new MethodFact(
                type.Name, "Score", "System.Single", "System.Single", SymbolVisibility.Public, false, MethodBody.Real, false, null, [], [],
                [], ["*Microsoft.ML.PredictionEngine`2::Predict(TSrc)", "*Crowd.IScorer::Score(System.Single)"])),
        ];
        product.WithFacts("Crowd", new("src/Crowd/Crowd.csproj", "net10.0", false, "Crowd", null, types, methods));
        var watch = Stopwatch.StartNew();

        var row = product.Row("architecture/technical/fallback/symbol");

        TestContext.Current.TestOutputHelper?.WriteLine($"{Implementations} implementations: {watch.Elapsed.TotalSeconds:0.00} s");
        Assert.Equal(RowState.Failed, row.State);
        Assert.StartsWith("nothing known leads to Scorer0.Score, which predicts", row.Reason);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
    }

    private static string Generate(string folder, int project)
    {
        var source = string.Concat(Enumerable.Range(0, TypesOfProject).Select(type => $$"""
            namespace Bulk{{project}}
            {
                public interface IStep{{type}} { int Run(int value); }
                public sealed class Step{{type}} : IStep{{type}}
                {
                    private readonly List<int> _seen = new();
                    public int Run(int value) { try { _seen.Add(value); return Helper{{type}}.Add(value, {{type}}); } catch (Exception) {
                        return -1; } }
                    public async Task<int> RunAsync(int value) { await Task.Yield(); return Enumerable.Range(0, value).Select(x =>
                        Run(x)).Sum(); }
                    public IEnumerable<int> All() { foreach (var x in _seen) yield return Run(x); }
                }
                public static class Helper{{type}} { public static int Add(int a, int b) => a + b + (a > 3 ? new Step{{(type + 1)
                    % TypesOfProject}}().Run(a - 1) : 0); }
            }

            """));
        var path = Path.Combine(folder, $"Bulk{project}.dll");
        File.WriteAllBytes(path, CompiledFacts.Image(source, $"Bulk{project}"));
        return path;
    }

    private static TimeSpan Time(Action action) =>
        Enumerable.Range(0, 5).Select(_ =>
        {
            var watch = Stopwatch.StartNew();
            action();
            return watch.Elapsed;
        }).Min();
}
