using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using MlGuard.Analyzers;

namespace MlGuard.Benchmarks;

/// <summary>Each rule by itself over one service, against an analyzer that does nothing.</summary>
public class RuleBenchmarks
{
    private readonly CSharpCompilation _service = Subject.Service(services: 50);

    public static IEnumerable<string> Rules => Analyzers.Keys;

    [ParamsSource(nameof(Rules))]
    public string Rule { get; set; } = "";

    private static SortedDictionary<string, DiagnosticAnalyzer> Analyzers { get; } = new(
        typeof(MlGuardAnalyzer).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false, IsPublic: true } && typeof(MlGuardAnalyzer).IsAssignableFrom(type))
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)
            .Append(new EmptyAnalyzer())
            .ToDictionary(analyzer => analyzer.SupportedDiagnostics[0].Id));

    [Benchmark]
    public Task<ImmutableArray<Diagnostic>> Analyze() => Subject.With(_service, Analyzers[Rule]).GetAnalyzerDiagnosticsAsync();
}
