namespace MlGuard.Package.Tests;

/// <summary>A gate that holds only where somebody knew a property holds nowhere: a build server is known by what it sets itself.</summary>
public sealed class BuildServerTests
{
    private static readonly string s_product = Path.Combine(
        PackedPackage.RepositoryRoot, "src", "MlGuard", "product", "MlGuard.Product.proj");

    private static readonly string s_manifest = $"MlGuardManifest={Path.Combine(PackedPackage.RepositoryRoot, "mlguard.yaml")}";

    /// <summary>What is set, and whose name is seen.</summary>
    private static readonly ImmutableArray<(ImmutableArray<(string Name, string Value)> Variables, string Seen)> s_cases =
    [
        .. DotNet.BuildServers.Select(name => (name, name.EndsWith("_URL", StringComparison.Ordinal) ? "https://builds" : "true"))
            .Concat([("CI", "1"), ("CI", "True"), ("TF_BUILD", "True"), ("TEAMCITY_VERSION", "2026.1")])
            .Select(variable => (ImmutableArray.Create(variable), variable.Item1)),
        ([("CI", "false")], ""),
        ([("CI", "0")], ""),
        ([("CI", "")], ""),
        ([("CI_SERVER_OF_MINE", "true")], ""),
        ([("ContinuousIntegrationBuild", "false"), ("GITHUB_ACTIONS", "true")], "GITHUB_ACTIONS"),
    ];

    [Fact]
    public void A_build_server_is_known_by_its_own_variable_and_a_developers_machine_is_none()
    {
        using var folder = new TemporaryFolder(Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(folder.Path);
        File.WriteAllText(Path.Combine(folder.Path, "said.proj"), $"""
            <Project>
              <Import Project="{s_product}" />
              <Target Name="Say"><Message Importance="high" Text="case $(Case) sees '$(_MlGuardBuildServer)'" /></Target>
            </Project>
            """);
        var questions = s_cases.Select((asked, index) => $"""
                <MSBuild Projects="said.proj" Targets="Say" Properties="Case={index};{s_manifest};{Properties(asked.Variables)}" />
            """);
        File.WriteAllText(Path.Combine(folder.Path, "ask.proj"), $"""
            <Project>
              <Target Name="Ask">
            {string.Join("\n", questions)}
              </Target>
            </Project>
            """);

        var run = DotNet.Run(folder.Path, "msbuild", "ask.proj", "-t:Ask", "-tl:off");

        Assert.All(s_cases.Index(), asked => Assert.Contains(
            $"case {asked.Index} sees '{asked.Item.Seen}'", run.Output, StringComparison.Ordinal));
    }

    [Fact]
    public void The_environment_says_it_and_the_servers_own_name_comes_before_the_one_that_all_set()
    {
        var environment = ImmutableDictionary<string, string>.Empty.Add("CI", "true").Add("GITHUB_ACTIONS", "true");

        var run = DotNet.Run(
            PackedPackage.RepositoryRoot, environment, "msbuild", s_product, $"-p:{s_manifest}", "-getProperty:_MlGuardBuildServer");

        Assert.Equal("GITHUB_ACTIONS", run.Output.Trim());
    }

    [Fact]
    public void A_publish_on_a_build_server_fails_by_itself_and_says_why()
    {
        using var product = ProductTemplates.Earned();
        product.Build("Fraud.slnx", "-t:Restore");
        product.Write("Fraud.Tests/TrainPipelineTests.cs", "namespace Fraud.Tests; public class Nothing { }");

        var local = product.MSBuild("publish", "Fraud", "-o", product.PathOf("local"));
        var server = product.MSBuildOn("GITHUB_ACTIONS", "publish", "Fraud", "-o", product.PathOf("server"));
        var verdict = File.ReadAllText(product.PathOf(".mlguard/verdict.json"));
        product.Write(
            "mlguard.yaml",
            File.ReadAllText(product.PathOf("mlguard.yaml")).Replace("stage: mvp", "stage: growth", StringComparison.Ordinal));
        var claimed = product.MSBuildOn("CI", "publish", "Fraud", "-o", product.PathOf("claimed"));

        Assert.True(local.Succeeded, local.ToString());
        Assert.Contains("warn, because no build server is seen", local.Output, StringComparison.Ordinal);
        Assert.False(server.Succeeded, server.ToString());
        Assert.Contains("enforce, because GITHUB_ACTIONS is set", server.Output, StringComparison.Ordinal);
        Assert.Contains(server.OfMlGuard, finding => finding is { Code: "MLG9113", IsError: true });
        Assert.Contains("\"modeReason\": \"GITHUB_ACTIONS is set\"", verdict, StringComparison.Ordinal);
        Assert.False(claimed.Succeeded, claimed.ToString());
        Assert.Contains("gaps fail this build because CI is set", claimed.Output, StringComparison.Ordinal);
        Assert.Contains("declared growth", claimed.Output, StringComparison.Ordinal);
    }

    /// <summary>What the manifest lacks fails the build before the compiler; the verdict says it with all that the code lacks.</summary>
    [Fact]
    public void A_gap_that_is_found_before_the_compiler_leaves_the_verdict()
    {
        using var product = ProductTemplates.Earned();
        product.Write(
            "mlguard.yaml",
            File.ReadAllText(product.PathOf("mlguard.yaml")).Replace("  gain: 2.4M EUR/year\n", "", StringComparison.Ordinal));
        product.Build("Fraud.slnx", "-t:Restore");
        product.Write("Fraud.Tests/TrainPipelineTests.cs", "namespace Fraud.Tests; public class Nothing { }");

        var server = product.MSBuildOn("GITHUB_ACTIONS", "build", "Fraud.slnx", "-t:MlGuardGate");

        Assert.False(server.Succeeded, server.ToString());
        Assert.Contains("MlGuard lifecycle: fraud-detection", server.Output, StringComparison.Ordinal);
        Assert.Contains("enforce, because GITHUB_ACTIONS is set", server.Output, StringComparison.Ordinal);
        var verdict = File.ReadAllText(product.PathOf(".mlguard/verdict.json"));
        Assert.Contains("\"exitCode\": 1", verdict, StringComparison.Ordinal);
        // The gap of the manifest, once; the one of the code, which only the gate sees; and the stage. Nothing was left out.
        Assert.Single(server.OfMlGuard, finding => finding is { Code: "MLG9101", IsError: true });
        Assert.Single(server.OfMlGuard, finding => finding is { Code: "MLG9113", IsError: true });
        Assert.Single(server.OfMlGuard, finding => finding is { Code: "MLG9005", IsError: true });
        Assert.Contains("left out  none", server.Output, StringComparison.Ordinal);
        Assert.All(server.Findings, finding => Assert.StartsWith("MLG", finding.Code, StringComparison.Ordinal));
    }

    private static string Properties(ImmutableArray<(string Name, string Value)> variables) =>
        string.Join(';', variables.Select(variable => $"{variable.Name}={variable.Value}"));
}
