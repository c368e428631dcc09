using System.Globalization;
using MlGuard.Analyzers.Tests.Infrastructure;
using MlGuard.Lifecycle.Api;

namespace MlGuard.Analyzers.Tests.Data;

/// <summary>
/// ML.NET's own text loader judges MLG1040: random files are read by random loaders, and each cell that arrives is compared with the one
/// that was written.
/// </summary>
public sealed class LoaderJudgeTests : IDisposable
{
    private const int Pairs = 600;
    private const int Seed = 20261127;

    private readonly string _folder = Directory.CreateTempSubdirectory("loaders").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_is_reported_is_what_the_loader_loses()
    {
        var random = new Random(Seed);
        var pairs = Enumerable.Range(0, Pairs).Select(number => LoaderPair.Make(number, random)).ToList();
        foreach (var pair in pairs)
            File.WriteAllText(Path.Combine(_folder, pair.FileName), pair.Content);

        var source = Path.Combine(_folder, "Loads.cs");
        File.WriteAllText(source, LoaderPair.SourceOf(pairs));
        var data = DataDescription.Write([source], Directory.GetFiles(_folder), _folder);
        var compilation = AllAnalyzers.Compile([(source, File.ReadAllText(source))]);
        Assert.DoesNotContain(compilation.GetDiagnostics(), it => it.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
        var findings = await AllAnalyzers.RunAsync(compilation, data: data);
        var reported = findings.Where(finding => finding.Id is "MLG1001" or "MLG1040")
            .ToLookup(finding => LoaderPair.NumberAt(finding.Location), finding => finding.GetMessage(CultureInfo.InvariantCulture));

        var wrong = pairs.Where(pair => pair.Arrives(_folder) && reported.Contains(pair.Number)).ToList();
        var lost = pairs.Where(pair => !pair.Arrives(_folder)).ToList();
        var missed = lost.Where(pair => !reported.Contains(pair.Number)).ToList();
        Assert.True(
            wrong.Count == 0, "Reported, and every cell arrives:\n" + string.Join("\n", wrong.Take(5).Select(pair =>
                $"{pair}\n{reported[pair.Number].First()}")));
        Assert.InRange(lost.Count, Pairs / 4, Pairs * 3 / 4);
        Assert.True(
            missed.Count <= lost.Count / 20,
            $"{missed.Count} of {lost.Count} are missed:\n" + string.Join("\n", missed.Take(8).Select(pair => pair.ToString())));
    }
}
