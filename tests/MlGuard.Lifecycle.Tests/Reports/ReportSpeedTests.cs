using System.Diagnostics;
using System.Text.Json.Nodes;
using MlGuard.Lifecycle.Writers.Exports;

namespace MlGuard.Lifecycle.Tests.Reports;

/// <summary>Nobody waits for a report.</summary>
[Collection(nameof(TimedTests))]
public sealed class ReportSpeedTests
{
    private const int Projects = 200;

    [Fact]
    public void All_forms_of_a_product_of_200_projects_take_less_than_two_seconds()
    {
        var text = Large();
        VerdictExports.Write(new(SampleVerdicts.Text("high"), [VerdictExports.Everything]));
        var watch = Stopwatch.StartNew();

        var files = VerdictExports.Write(new(text, [VerdictExports.Everything]));

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{text.Length / 1024} KB of verdict, {files.Sum(file => file.Text.Length) / 1024} KB in {watch.ElapsedMilliseconds} ms");
        Assert.Equal(Export.All.Length, files.Length);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"{watch.Elapsed}");
    }

    private static string Large()
    {
        var json = JsonNode.Parse(SampleVerdicts.Text("high"))!;
        var (facts, code) = (json["facts"]!.AsArray(), json["code"]!.AsArray());
        for (var project = facts.Count; project < Projects; project++)
        {
            var fact = facts[0]!.DeepClone();
            fact["project"] = $"src/P{project}/P{project}.csproj";
            facts.Add(fact);
            code.Add(JsonNode.Parse($$"""
                { "project": "src/P{{project}}/P{{project}}.csproj", "unseen": "", "switchedOff": [], "findings": [
                  { "rule": "MLG5001", "file": "src/P{{project}}/A.cs", "line": 3, "open": true, "suppressed": false, "justification": "", "message": "" },
                  { "rule": "MLG6001", "file": "src/P{{project}}/A.cs", "line": 3, "open": true, "suppressed": false,
                      "justification": "", "message": "" }] }
                """));
        }

        return json.ToJsonString();
    }
}
