using MlGuard.Analyzers.Tests.Infrastructure;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Tests.Catalogue;

/// <summary>What the README says of the rules is made from the catalogue: a difference fails, and MLGUARD_UPDATE=1 rewrites it.</summary>
public class ReadmeTests
{
    private const string Begin = "<!-- begin:rules -->\n";
    private const string End = "<!-- end:rules -->";

    [Fact]
    public void The_table_of_rules_is_what_the_catalogue_says()
    {
        var path = Path.Combine(Repository.Root, "README.md");
        var text = File.ReadAllText(path).Replace("\r\n", "\n", StringComparison.Ordinal);
        var from = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var to = text.IndexOf(End, StringComparison.Ordinal);
        Assert.InRange(from, Begin.Length, to);

        var expected = text[..from] + Table() + text[to..];
        if (Environment.GetEnvironmentVariable("MLGUARD_UPDATE") == "1")
            File.WriteAllText(path, expected);
        Assert.Equal(expected, File.ReadAllText(path).Replace("\r\n", "\n", StringComparison.Ordinal));
    }

    private static string Table()
    {
        var lines = CodeRules.All.OrderBy(rule => rule.Id, StringComparer.Ordinal)
            .Select(rule =>
                $"| [{rule.Id}](docs/rules/{rule.Id}.md) | {rule.Title} | {rule.Tier} | "
                    + $"{(CatalogueTests.HasFix(rule.Id) ? "yes" : "")} |\n");
        return """

            | rule | finds | tier | fix |
            |---|---|---|---|

            """ + string.Concat(lines) + "\n";
    }
}
