using System.Text.Json;

namespace MlGuard.Package.Tests;

/// <summary>A build that gates asks the compiler for its findings; another build does not pay for them.</summary>
public sealed class CodeFindingTests
{
    [Fact]
    public void The_compilers_own_findings_reach_the_verdict_where_somebody_gates()
    {
        using var product = ProductTemplates.Earned();
        product.Write("Fraud/Reader.cs", ProductTemplates.CsvWithTabs);

        var build = product.Build("Fraud.slnx");
        Assert.True(build.Succeeded, build.ToString());
        Assert.Empty(Directory.EnumerateFiles(product.PathOf("."), "*.mlguard.sarif", SearchOption.AllDirectories));

        var gate = product.Build("Fraud.slnx", "-t:MlGuardGate");
        Assert.True(gate.Succeeded, gate.ToString());
        Assert.Matches("findings +[1-9][0-9]* open", gate.Output);
        var finding = Finding(product);
        Assert.Equal(
            ("Fraud/Reader.cs", 7, true),
            (finding.GetProperty("file").GetString(), finding.GetProperty("line").GetInt32(), finding.GetProperty("open").GetBoolean()));

        var blind = product.Build("Fraud.slnx", "-t:MlGuardGate", "-p:RunAnalyzers=false");
        Assert.Contains("unseen: Fraud/Fraud.csproj (the build skips analyzers)", blind.Output, StringComparison.Ordinal);
        Assert.Single(blind.OfMlGuard, found => found.Code == "MLG9116");
    }

    /// <summary>A project has one log, and its own stays its own.</summary>
    [Fact]
    public void A_log_that_a_project_asks_for_itself_is_read_where_it_is()
    {
        using var product = ProductTemplates.Earned();
        product.Write("Fraud/Reader.cs", ProductTemplates.CsvWithTabs);
        product.Write("Fraud/Directory.Build.props", """
            <Project>
              <Import Project="../Directory.Build.props" />
              <PropertyGroup><ErrorLog>own.sarif</ErrorLog></PropertyGroup>
            </Project>
            """);

        var gate = product.Build("Fraud.slnx", "-t:MlGuardGate");

        Assert.True(gate.Succeeded, gate.ToString());
        Assert.True(File.Exists(product.PathOf("Fraud/own.sarif")));
        Assert.Equal("Fraud/Reader.cs", Finding(product).GetProperty("file").GetString());
    }

    /// <summary>The one about the file that is read with tabs.</summary>
    private static JsonElement Finding(Product product) =>
        JsonDocument.Parse(File.ReadAllText(product.PathOf(".mlguard/verdict.json"))).RootElement.GetProperty("code")[0]
            .GetProperty("findings").EnumerateArray().Single(finding => finding.GetProperty("rule").GetString() == "MLG1001");
}
