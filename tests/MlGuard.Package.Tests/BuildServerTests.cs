namespace MlGuard.Package.Tests;

/// <summary>A gate that holds only where somebody knew a property holds nowhere: a build server is known by what it sets itself.</summary>
public sealed class BuildServerTests
{
    private static readonly string s_product = Path.Combine(
        PackedPackage.RepositoryRoot, "src", "MlGuard", "product", "MlGuard.Product.proj");

    public static TheoryData<string, string> Servers => new(
        DotNet.BuildServers.Select(name => (name, name.EndsWith("_URL", StringComparison.Ordinal) ? "https://builds" : "true"))
            .Concat([("CI", "1"), ("CI", "True"), ("TF_BUILD", "True"), ("TEAMCITY_VERSION", "2026.1")]));

    [Theory]
    [MemberData(nameof(Servers))]
    public void A_build_server_is_known_by_its_own_variable(string name, string value) => Assert.Equal(name, Seen((name, value)));

    [Fact]
    public void The_servers_own_name_comes_before_the_one_that_all_set() =>
        Assert.Equal("GITHUB_ACTIONS", Seen(("CI", "true"), ("GITHUB_ACTIONS", "true")));

    [Theory]
    [InlineData("CI", "false")]
    [InlineData("CI", "0")]
    [InlineData("CI", "")]
    [InlineData("CI_SERVER_OF_MINE", "true")]
    public void A_developers_machine_is_none(string name, string value) => Assert.Equal("", Seen((name, value)));

    [Fact]
    public void Saying_no_in_one_variable_does_not_hide_another() =>
        Assert.Equal("GITHUB_ACTIONS", Seen(("ContinuousIntegrationBuild", "false"), ("GITHUB_ACTIONS", "true")));

    [Fact]
    public void A_publish_on_a_build_server_fails_by_itself_and_says_why()
    {
        using var product = ProductTemplates.Earned();
        product.Build("Fraud.slnx", "-t:Restore");
        product.Write("Fraud.Tests/TrainPipelineTests.cs", "namespace Fraud.Tests; public class Nothing { }");

        var local = product.MSBuild("publish", "Fraud", "-o", product.PathOf("local"));
        var server = product.MSBuildOn("GITHUB_ACTIONS", "publish", "Fraud", "-o", product.PathOf("server"));
        product.Write(
            "mlguard.yaml",
            File.ReadAllText(product.PathOf("mlguard.yaml")).Replace("stage: mvp", "stage: growth", StringComparison.Ordinal));
        var claimed = product.MSBuildOn("CI", "publish", "Fraud", "-o", product.PathOf("claimed"));

        Assert.True(local.Succeeded, local.ToString());
        Assert.Contains("warn, because no build server is seen", local.Output, StringComparison.Ordinal);
        Assert.False(server.Succeeded, server.ToString());
        Assert.Contains("enforce, because GITHUB_ACTIONS is set", server.Output, StringComparison.Ordinal);
        Assert.Contains(server.OfMlGuard, finding => finding is { Code: "MLG9113", IsError: true });
        Assert.Contains(
            "\"modeReason\": \"GITHUB_ACTIONS is set\"", File.ReadAllText(product.PathOf(".mlguard/verdict.json")),
            StringComparison.Ordinal);
        Assert.False(claimed.Succeeded, claimed.ToString());
        Assert.Contains("gaps fail this build because CI is set", claimed.Output, StringComparison.Ordinal);
    }

    /// <summary>Asks the very project that decides, without building anything.</summary>
    private static string Seen(params (string Name, string Value)[] variables) =>
        DotNet.Run(
            PackedPackage.RepositoryRoot, variables.ToImmutableDictionary(pair => pair.Name, pair => pair.Value),
            "msbuild", s_product, $"-p:MlGuardManifest={Path.Combine(PackedPackage.RepositoryRoot, "mlguard.yaml")}",
            "-getProperty:_MlGuardBuildServer").Output.Trim();
}
