using System.Diagnostics;
using MlGuard.Analyzers.Tests.Infrastructure;

namespace MlGuard.Analyzers.Tests.Robustness;

/// <summary>Ordinary code in which the number of ways through it grows faster than its size.</summary>
public class WideCallTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);

    /// <summary>Decorators: each class calls the contract that all of them keep, twice. 24 of them once took over a minute.</summary>
    [Fact]
    public async Task Many_classes_behind_one_interface_are_read_once_each()
    {
        var decorators = string.Concat(Enumerable.Range(0, 200).Select(number => $$"""

            public sealed class Scorer{{number}}(IScorer next, PredictionEngine<Row, Answer> engine) : IScorer
            {
                public float Score(Row row) => next.Score(row) + next.Score(row) + engine.Predict(row).Score;
            }
            """));

        var findings = await Within(s_limit, $$"""
            using Microsoft.AspNetCore.Mvc;
            using Microsoft.ML;

            public class Row { public float Amount; }
            public class Answer { public float Score; }
            public interface IScorer { float Score(Row row); }
            public class ScoreController(IScorer scorer) : ControllerBase { public float Score(Row row) => scorer.Score(row); }
            {{decorators}}
            """);

        Assert.Equal(200, findings.Count(id => id == "MLG5001"));
        Assert.Equal(200, findings.Count(id => id == "MLG6001"));
    }

    /// <summary>A long chain of helpers, each of which predicts: every prediction has the same way up.</summary>
    [Fact]
    public async Task A_long_chain_of_helpers_is_climbed_once()
    {
        var helpers = string.Concat(Enumerable.Range(0, 1_000).Select(number =>
            $"\n    float Step{number}(Row row) => engine.Predict(row).Score + Step{number + 1}(row);"));

        var findings = await Within(s_limit, $$"""
            using Microsoft.AspNetCore.Mvc;
            using Microsoft.ML;

            public class Row { public float Amount; }
            public class Answer { public float Score; }
            public class ScoreController(PredictionEngine<Row, Answer> engine) : ControllerBase
            {
                public float Score(Row row) => Step0(row);
                {{helpers}}
                float Step1000(Row row) => 0;
            }
            """);

        Assert.Equal(1_000, findings.Count(id => id == "MLG5001"));
    }

    private static async Task<ImmutableArray<string>> Within(TimeSpan limit, string source)
    {
        var compilation = AllAnalyzers.Compile([("Subject.cs", source)]);
        Assert.DoesNotContain(
            compilation.GetDiagnostics(), diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
        var watch = Stopwatch.StartNew();

        var findings = await AllAnalyzers.RunAsync(compilation).WaitAsync(limit * 3);

        Assert.True(watch.Elapsed < limit, $"{watch.Elapsed.TotalSeconds:0.0} s");
        return [.. findings.Select(finding => finding.Id)];
    }
}
