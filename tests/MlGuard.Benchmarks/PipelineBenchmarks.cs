using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MlGuard.Analyzers.Data;

namespace MlGuard.Benchmarks;

/// <summary>The checker of ML.NET pipelines on one long chain: twice the steps may cost twice the time.</summary>
public class PipelineBenchmarks
{
    private CSharpCompilation _pipeline = null!;

    [Params(50, 100, 200, 400)]
    public int Steps { get; set; }

    [GlobalSetup]
    public void Compile() => _pipeline = Subject.Pipeline(Steps);

    [Benchmark]
    public Task<ImmutableArray<Diagnostic>> Check() => Subject.With(_pipeline, new ColumnMismatchAnalyzer()).GetAnalyzerDiagnosticsAsync();
}
