using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using MlGuard.Analyzers;

namespace MlGuard.Benchmarks;

/// <summary>
/// MlGuard beside other analyzers on the same sources, each by itself and warm, as a compiler's server has them: the processor time above
/// that of an analyzer which does nothing.
/// </summary>
internal static class PeerComparison
{
    public const string Command = "peers";

    private const int Rounds = 4;

    /// <param name="arguments">
    /// The folder of the sources, then <c>NAME=FOLDER</c> for each peer, the folder being the one of its assemblies.
    /// </param>
    /// <returns>0, or 2 where the arguments are not understood.</returns>
    public static async Task<int> RunAsync(ReadOnlyMemory<string> arguments)
    {
        if (arguments.IsEmpty || !Directory.Exists(arguments.Span[0]))
        {
            Console.Error.WriteLine($"{Command} SOURCES [NAME=FOLDER]...");
            return 2;
        }

        var projects = SourceProjects.In(arguments.Span[0]);
        var sets = new List<(string Name, ImmutableArray<DiagnosticAnalyzer> Analyzers)> { ("nothing", [new EmptyAnalyzer()]) };
        sets.Add(("MlGuard", [new EmptyAnalyzer(), .. PeerAssembly.AnalyzersIn(typeof(MlGuardAnalyzer).Assembly)]));
        foreach (var argument in arguments[1..].ToArray())
            sets.Add((argument.Split('=')[0], [new EmptyAnalyzer(), .. PeerAssembly.AnalyzersIn(argument.Split('=')[1])]));

        Console.WriteLine($"{projects.Length} projects, {projects.Sum(project => project.SyntaxTrees.Count())} files");
        Print(await ShortestTimesOf(projects, sets));
        return 0;
    }

    /// <summary>What else the machine does makes each time longer and none shorter; the first round makes everything warm.</summary>
    private static async Task<List<PeerTime>> ShortestTimesOf(
        ImmutableArray<CSharpCompilation> projects, List<(string Name, ImmutableArray<DiagnosticAnalyzer> Analyzers)> sets)
    {
        var rounds = new List<PeerTime>();
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var (name, analyzers) in sets)
            {
                var time = await TimeOf(name, projects, analyzers);
                if (round > 0)
                    rounds.Add(time);
            }
        }

        return
        [
            .. rounds.GroupBy(time => time.Name).Select(times => times.First() with
            {
                Processor = times.Min(time => time.Processor),
                Told = times.Min(time => time.Told),
            }),
        ];
    }

    private static void Print(List<PeerTime> times)
    {
        Console.WriteLine("| analyzers | number | findings | processor time above nothing | the compiler's own figure |");
        Console.WriteLine("|---|---:|---:|---:|---:|");
        foreach (var time in times)
        {
            var above = time.Processor - times[0].Processor;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {time.Name} | {time.Analyzers} | {time.Findings:#,0} | {above.TotalSeconds:0.0} s | {time.Told.TotalSeconds:0.0} s |"));
        }
    }

    private static async Task<PeerTime> TimeOf(
        string name, ImmutableArray<CSharpCompilation> projects, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        GC.Collect();
        var (before, told, findings) = (Process.GetCurrentProcess().UserProcessorTime, TimeSpan.Zero, 0);
        foreach (var project in projects)
        {
            var options = new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: true);
            var result = await new CompilationWithAnalyzers(project.Clone(), analyzers, options)
                .GetAnalysisResultAsync(CancellationToken.None);
            findings += result.GetAllDiagnostics().Length;
            told += result.AnalyzerTelemetryInfo.Values.Aggregate(TimeSpan.Zero, (sum, telemetry) => sum + telemetry.ExecutionTime);
        }

        return new PeerTime(name, analyzers.Length - 1, findings, Process.GetCurrentProcess().UserProcessorTime - before, told);
    }

    /// <param name="Name">Of the package.</param>
    /// <param name="Analyzers">How many it holds, beside the one that does nothing and runs with each.</param>
    /// <param name="Findings">How many they report.</param>
    /// <param name="Processor">What the process took.</param>
    /// <param name="Told">What the compiler says that the analyzers took.</param>
    private sealed record PeerTime(string Name, int Analyzers, int Findings, TimeSpan Processor, TimeSpan Told);
}
