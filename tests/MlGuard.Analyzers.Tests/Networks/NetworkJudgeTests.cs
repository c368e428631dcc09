using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using MlGuard.Analyzers.Tests.Infrastructure;
using MlGuard.Networks;

namespace MlGuard.Analyzers.Tests.Networks;

/// <summary>The real TorchSharp has run each network once; the checker is held against what it said.</summary>
public partial class NetworkJudgeTests
{
    private const double LeastFound = 0.95;

    private static readonly string[] s_verdicts =
        Repository.Read("tests", "MlGuard.Analyzers.Tests", "Networks", "verdicts.txt").Split('\n');

    /// <summary>Whoever changes the generator runs <c>eng/networks/judge.sh</c>.</summary>
    [Fact]
    public void The_verdicts_are_about_these_networks()
    {
        Assert.Equal(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(NetworkWriter.Write()))), s_verdicts[0].Trim());
        Assert.Equal(NetworkWriter.Count, s_verdicts[1].Trim().Length);
        Assert.InRange(s_verdicts[1].Count(verdict => verdict == '1'), NetworkWriter.Count / 4, NetworkWriter.Count * 3 / 4);
    }

    [Fact]
    public async Task Nothing_that_runs_is_reported_and_most_that_throws_is()
    {
        var source = NetworkWriter.Write();
        var compilation = AllAnalyzers.Compile([("Networks.cs", source)]);
        Assert.DoesNotContain(compilation.GetDiagnostics(), it => it.Severity == DiagnosticSeverity.Error);
        var findings = await AllAnalyzers.RunAsync(compilation, isAsked: id => id == "MLG2019");

        var reported = NumbersOf(source, findings).ToHashSet();
        var numbers = Enumerable.Range(0, NetworkWriter.Count).ToList();
        var wrong = numbers.Where(number => Runs(number) && reported.Contains(number)).ToList();
        var missed = numbers.Where(number => !Runs(number) && !reported.Contains(number)).ToList();
        var throwing = numbers.Count(number => !Runs(number));

        Assert.True(wrong.Count == 0, $"{wrong.Count} that run are reported:\n" + Shown(source, wrong));
        Assert.True(
            throwing - missed.Count >= throwing * LeastFound,
            $"{missed.Count} of {throwing} that throw are missed:\n" + Shown(source, missed));
    }

    private static bool Runs(int number) => s_verdicts[1][number] == '1';

    /// <summary>The networks that the findings stand in, both in the order of the source.</summary>
    private static IEnumerable<int> NumbersOf(string source, ImmutableArray<Diagnostic> findings)
    {
        var headings = Heading.Matches(source);
        var at = 0;
        foreach (var place in findings.Select(it => it.Location.SourceSpan.Start).Order())
        {
            while (at + 1 < headings.Count && headings[at + 1].Index < place)
                at++;
            yield return int.Parse(headings[at].Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    private static string Shown(string source, IEnumerable<int> numbers) =>
        string.Join("\n", numbers.Take(12).Select(number => Part(source, number)));

    private static string Part(string source, int number) =>
        string.Concat(Heading.Matches(source).Where(it => it.Groups[1].Value == $"{number:D4}")
            .Select(it => source[it.Index..Math.Min(source.Length, source.IndexOf("\n}\n", it.Index, StringComparison.Ordinal) + 3)]));

    [GeneratedRegex(@"class [NC](\d{4})\b")]
    private static partial Regex Heading { get; }
}
