using System.Text.Json.Nodes;
using MlGuard.Lifecycle.Writers.Comparison;
using MlGuard.Lifecycle.Writers.Reports;

namespace MlGuard.Lifecycle.Tests.Reports;

/// <summary>What a change does to a product.</summary>
public sealed class VerdictDifferenceTests
{
    [Fact]
    public void The_same_verdict_has_no_difference()
    {
        var difference = Of(_ => { });

        Assert.Empty(difference.Changes);
        Assert.False(difference.IsWorse);
        Assert.Equal("Nothing that the gate looks at has changed.\n", DifferenceText.Plain(difference));
    }

    public static TheoryData<string, string, bool> Changed => new()
    {
        { """$.earned = "mvp" """, "- stage earned: from growth to mvp", true },
        { """$.rows[serving/log].open = true; $.rows[serving/log].state = "failed" """, "to failed: ", true },
        { """$.rows[serving/log].state = "declared" """, "from proven to declared", false },
        { "$.metrics[0].value = 0.7", "+ metric recallAt1pctFpr: from 0.66 to 0.7", false },
        { "$.metrics[0].value = 0.5", "- metric recallAt1pctFpr: from 0.66 to 0.5", true },
        { "$.waivers = []", "+ waiver training/slices (country=MT): ended", false },
        { """$.waivers[0].expires = "2027-04-01" """, "- waiver training/slices (country=MT): moved from 2027-02-28 to 2027-04-01", true },
        { """$.findings = [{ "code": "MLG9105", "severity": "warning", "message": "m" }]""", "- finding MLG9105: m", true },
        { """$.findings = [{ "code": "MLG9105", "severity": "message", "message": "m" }]""", "Nothing that the gate looks at", false },
        { """$.unseen = [{ "project": "a.csproj", "why": "it was never restored" }]""", "- unseen a.csproj: it was never restored", true },
        { "$.mlTestScore.strict = 4", "+ score ML Test Score: from 3.5 to 4", false },
        { "$.attestations = []", "~ attestation mltest/model-2: by lea is gone", false },
        { """$.manifest[model/version].value = "9.9.9" """, "~ model model.version: from 2.3.0 to 9.9.9", false },
    };

    [Theory]
    [MemberData(nameof(Changed))]
    public void Each_change_is_said_with_its_direction(string change, string said, bool isWorse)
    {
        var difference = Of(verdict => Apply(verdict, change));

        Assert.Contains(said, DifferenceText.Plain(difference, isWhole: true));
        Assert.Equal(isWorse, difference.IsWorse);
        Assert.Equal(isWorse, JsonNode.Parse(DifferenceText.Json(difference))!["isWorse"]!.GetValue<bool>());
        Assert.Equal(difference.Changes.IsEmpty ? 2 : difference.Changes.Length + 3,
            DifferenceText.Markdown(difference).Split('\n').Length);
    }

    [Fact]
    public void Ten_lines_are_enough_and_the_worst_come_first()
    {
        var difference = Of(verdict =>
        {
            foreach (var row in verdict["rows"]!.AsArray().Take(30))
                row!["state"] = "attested";
            verdict["earned"] = "mvp";
        });
        var lines = DifferenceText.Plain(difference).TrimEnd().Split('\n');

        Assert.Equal(11, lines.Length);
        Assert.Equal("- stage earned: from growth to mvp", lines[0]);
        Assert.StartsWith("and ", lines[10]);
    }

    private static VerdictDifference Of(Action<JsonNode> change)
    {
        var now = JsonNode.Parse(SampleVerdicts.Text("growth"))!;
        change(now);
        return VerdictDifference.Of(VerdictFile.Read(SampleVerdicts.Text("growth")).Value!, VerdictFile.Read(now.ToJsonString()).Value!);
    }

    /// <summary>An item by its number, or a row by its rule and a value by its path.</summary>
    private static JsonNode Step(JsonNode node, string step) => node switch
    {
        JsonObject => node[step]!,
        _ when int.TryParse(step, out var index) => node[index]!,
        _ => node.AsArray().Single(item => (item!["rule"] ?? item["path"])!.GetValue<string>().Replace('.', '/') == step)!,
    };

    private static void Apply(JsonNode verdict, string change)
    {
        foreach (var assignment in change.Split("; "))
        {
            var (path, value) = (assignment[2..assignment.IndexOf(" = ", StringComparison.Ordinal)],
                assignment[(assignment.IndexOf(" = ", StringComparison.Ordinal) + 3)..]);
            var steps = path.Replace("]", "").Split('.', '[');
            var at = steps.SkipLast(1).Aggregate(verdict, Step);
            at[steps[^1]] = JsonNode.Parse(value);
        }
    }
}
