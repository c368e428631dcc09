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
        sets.Add(("MlGuard", PeerAssembly.AnalyzersIn(typeof(MlGuardAnalyzer).Assembly)));
        foreach (var argument in arguments[1..].ToArray())
            sets.Add((argument.Split('=')[0], [new EmptyAnalyzer(), .. PeerAssembly.AnalyzersIn(argument.Split('=')[1])]));

        Console.WriteLine($"{projects.Length} projects, {projects.Sum(project => project.SyntaxTrees.Count())} files");
        Console.WriteLine("| analyzers | rules | processor time above nothing | the compiler's own figure |");
        Console.WriteLine("|---|---:|---:|---:|");
        var nothing = TimeSpan.Zero;
        foreach (var (name, analyzers) in sets)
        {
            var (cold, warm) = (await TimeOf(projects, analyzers), await TimeOf(projects, analyzers));
            nothing = name == "nothing" ? warm.Processor : nothing;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {analyzers.Length} | {(warm.Processor - nothing).TotalSeconds:0.0} s | {warm.Told.TotalSeconds:0.0} s |"));
        }

        return 0;
    }

    private static async Task<(TimeSpan Processor, TimeSpan Told)> TimeOf(
        ImmutableArray<CSharpCompilation> projects, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        GC.Collect();
        var (before, told) = (Process.GetCurrentProcess().UserProcessorTime, TimeSpan.Zero);
        foreach (var project in projects)
        {
            var options = new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: true);
            var result = await new CompilationWithAnalyzers(project.Clone(), analyzers, options)
                .GetAnalysisResultAsync(CancellationToken.None);
            told += result.AnalyzerTelemetryInfo.Values.Aggregate(TimeSpan.Zero, (sum, telemetry) => sum + telemetry.ExecutionTime);
        }

        return (Process.GetCurrentProcess().UserProcessorTime - before, told);
    }
}
