using System.Diagnostics;
using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Requirements;
using MlGuard.Lifecycle.Tests.Products;

namespace MlGuard.Lifecycle.Tests;

/// <summary>A manifest can be large and well-formed; nothing here may cost more than its size.</summary>
[Collection(nameof(TimedTests))]
public sealed class BulkTests
{
    public static TheoryData<string, string> Shapes => new()
    {
        { "metrics", "training:\n  quality:\n" + Lines(3_000, i => $"    m{i}: {{ min: 0.5, from: e.json#/m{i} }}") },
        { "sources", "data:\n" + Lines(3_500, i => $"  - {{ name: s{i}, owner: o }}") },
        {
            "waivers",
            "waivers:\n"
                + Lines(
                    800, i => $"  - {{ rule: data/sources/personal, scope: s{i}, owner: a, approved: b, reason: r, expires: 2027-01-01 }}")
                + "data:\n" + Lines(800, i => $"  - {{ name: s{i}, owner: o, quality: good }}")
        },
        { "duplicates", Lines(100_000, _ => "stage: mvp") },
        { "few empty lists", $"data: [{string.Join(",", Enumerable.Repeat("[]", 19_000))}]" },
        { "one value", $"project: {new string('x', 1_000_000)}" },
        { "empty lists", $"data: [{string.Join(",", Enumerable.Repeat("[]", 300_000))}]" },
        { "comments", Lines(500_000, _ => "#") },
        { "quotes", $"project: \"{string.Concat(Enumerable.Repeat("\\\"", 400_000))}\"" },
        { "colons", $"project: {string.Concat(Enumerable.Repeat(":a", 400_000))}" },
        { "brackets in keys", string.Concat(Enumerable.Repeat("{a}:", 200_000)) },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_megabyte_is_decided_in_seconds(string shape, string text)
    {
        using var product = new TestProduct("mlguard: v1\n" + (shape == "duplicates" ? "" : "stage: growth\n") + text);
        var watch = Stopwatch.StartNew();

        Assert.NotEmpty(product.Decide().Findings);

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(8), $"{shape}: {watch.Elapsed}");
    }

    [Fact]
    public void The_table_asks_as_many_rows_as_the_specification_counts()
    {
        // One more than the specification has: the code's own findings.
        Assert.Equal(19 + 1, RequirementTable.All.Count(row => row.RequiredFrom == RequiredFrom.Mvp));
        Assert.Equal(4, RequirementTable.All.Count(row => row.RequiredFrom == RequiredFrom.MvpWarning));
        Assert.Equal(RequirementTable.All.Length, RequirementTable.All.Select(row => row.Id).Distinct().Count());
    }

    private static string Lines(int count, Func<int, string> line) => string.Concat(Enumerable.Range(0, count).Select(i => line(i) + "\n"));
}
