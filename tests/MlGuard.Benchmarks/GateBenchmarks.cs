using BenchmarkDotNet.Attributes;
using MlGuard.Build;
using MlGuard.Lifecycle.Api;

namespace MlGuard.Benchmarks;

/// <summary>The gate of a generated product: the facts of one assembly, and the decision over all of them.</summary>
[MinIterationCount(3), MaxIterationCount(6), WarmupCount(1)]
public class GateBenchmarks
{
    private const int Types = 100;
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"MlGuard.Benchmarks.{Guid.NewGuid():N}");

    [Params(20, 200)]
    public int Projects { get; set; }

    [GlobalSetup]
    public void Build()
    {
        Directory.CreateDirectory(_folder);
        File.WriteAllText(ManifestPath, "project: generated\nstage: mvp\n");
        for (var number = 0; number < Projects; number++)
        {
            using var assembly = File.Create(AssemblyOf(number));
            // Three types a part.
            if (!Subject.Assembly($"Project{number}", Types / 3).Emit(assembly).Success)
                throw new InvalidOperationException("The generated program does not compile.");
        }

        for (var number = 0; number < Projects; number++)
            Extract(number);
    }

    [GlobalCleanup]
    public void Delete() => Directory.Delete(_folder, recursive: true);

    [Benchmark]
    public void Extract() => Extract(0);

    [Benchmark]
    public object Decide() => Gate.Decide(new GateRequest(
        ManifestPath, [.. Enumerable.Range(0, Projects).Select(FactsOf)], MissingProjects: [], Notebooks: [], DateTime.UtcNow.Date,
        Mode: null, ContinuousIntegration: false));

    private string ManifestPath => Path.Combine(_folder, "mlguard.yaml");

    private string AssemblyOf(int number) => Path.Combine(_folder, $"Project{number}.dll");

    private string FactsOf(int number) => Path.Combine(_folder, $"Project{number}.facts");

    private void Extract(int number)
    {
        var task = new ExtractFacts
        {
            BuildEngine = new SilentEngine(),
            Assembly = AssemblyOf(number),
            Project = $"Project{number}/Project{number}.csproj",
            FactsFile = FactsOf(number),
        };
        if (!task.Execute())
            throw new InvalidOperationException("The facts could not be read.");
    }
}
