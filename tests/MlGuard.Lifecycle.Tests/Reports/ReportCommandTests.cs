using MlGuard.Lifecycle.Tests.Products;
using MlGuard.Tool;
using Spectre.Console;

namespace MlGuard.Lifecycle.Tests.Reports;

/// <summary>The commands that read verdicts and manifests, on folders without a build.</summary>
public sealed class ReportCommandTests
{
    [Fact]
    public void A_report_and_an_export_are_written_from_the_last_verdict()
    {
        using var product = Product("growth");

        Assert.Equal(0, Run("report", "--folder", product.Root).Code);
        Assert.Contains("Growth is declared and earned", File.ReadAllText(Path.Combine(product.Root, ".mlguard/reports/report.html")));
        Assert.Equal(0, Run("export", "sarif", "--folder", product.Root, "-o", Path.Combine(product.Root, "out/a.sarif")).Code);
        Assert.Empty(OfficialSchemas.OfSarif(File.ReadAllText(Path.Combine(product.Root, "out/a.sarif"))));
        Assert.Equal(0, Run("export", "all", "--folder", product.Root, "-o", Path.Combine(product.Root, "all")).Code);
        Assert.Equal(10, Directory.GetFiles(Path.Combine(product.Root, "all")).Length);
    }

    [Fact]
    public void What_is_not_there_or_says_nothing_is_said()
    {
        using var product = new TestProduct("mlguard: v1\n");

        Assert.Contains("There is no verdict yet", Run("report", "--folder", product.Root).Said);
        product.Write(".mlguard/verdict.json", "{}");
        Assert.Contains("is no verdict of MlGuard", Run("report", "--folder", product.Root).Said);
        product.Write(".mlguard/verdict.json", SampleVerdicts.Text("growth"));
        Assert.Contains("says nothing of this product", Run("export", "annex-iv", "--folder", product.Root).Said);
    }

    [Fact]
    public void A_difference_ends_as_it_is_asked_to()
    {
        using var product = Product("growth");
        var old = Path.Combine(product.Root, "old.json");
        File.WriteAllText(old, SampleVerdicts.Text("growth").Replace("\"value\": 0.66", "\"value\": 0.9"));

        var (code, said) = Run("diff", old, "--folder", product.Root, "--exit-code");
        Assert.Equal((1, true), (code, said.Contains("- metric recallAt1pctFpr: from 0.9 to 0.66", StringComparison.Ordinal)));
        Assert.Equal(0, Run("diff", old, "--folder", product.Root).Code);
        Assert.StartsWith("{", Run("diff", old, "--folder", product.Root, "--format", "json").Said);
        Assert.Contains(
            "as a revision of git it holds no .mlguard/verdict.json", Run("diff", "no-such-revision", "--folder", product.Root).Said);
        Assert.Contains("as a revision of git it holds no", Run("diff", "--folder", product.Root, "--", "--output=x").Said);
    }

    [Fact]
    public void A_portfolio_ranks_by_what_is_worth_while_and_names_what_is_blocked()
    {
        using var product = Product("growth");
        var manifest = File.ReadAllText(product.Manifest);
        product.Write("b/mlguard.yaml", manifest.Replace("2.4M", "9M").Replace("project: fraud-detection", "project: better"))
            .Write("c/mlguard.yaml", manifest.Replace("verdict: go,", "verdict: no-go,").Replace("project: fraud-", "project: stopped-"))
            .Write("d/mlguard.yaml", "mlguard: [\n")
            .Write("e/obj/mlguard.yaml", "mlguard: v1\n");

        var said = Run("portfolio", product.Root).Said;

        var lines = said.Split('\n');
        Assert.StartsWith("Product", lines[0]);
        Assert.StartsWith("better", lines[1]);
        Assert.StartsWith("fraud-detection", lines[2]);
        Assert.Matches("^stopped-detection .*not feasible", lines[3]);
        Assert.Contains("the manifest cannot be read", lines[4]);
        Assert.Contains("\"score\": 1.03", Run("portfolio", product.Root, "--format", "json").Said);
        Assert.Equal(0, Run("portfolio", product.Root, "--format", "html", "-o", Path.Combine(product.Root, "p.html")).Code);
        Assert.Contains("Gain a year against cost, in EUR", File.ReadAllText(Path.Combine(product.Root, "p.html")));
        Assert.Contains("No mlguard.yaml stands", Run("portfolio", Path.Combine(product.Root, "e")).Said);
    }

    private static TestProduct Product(string name)
    {
        var product = new TestProduct(TestProduct.Example(name));
        return product.Write(".mlguard/verdict.json", SampleVerdicts.Text(name));
    }

    private static (int Code, string Said) Run(params string[] arguments)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new()
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = 10_000;
        var code = Program.Root(new Terminal(console, canAsk: false)).Parse(arguments).Invoke();
        return (code, text.ToString());
    }
}
