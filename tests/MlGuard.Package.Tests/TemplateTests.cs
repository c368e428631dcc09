namespace MlGuard.Package.Tests;

/// <summary>What <c>dotnet new</c> writes is built as its user builds it.</summary>
public sealed class TemplateTests
{
    [Fact]
    public void A_new_service_earns_mvp_on_its_first_build_without_a_warning()
    {
        using var folder = new TemporaryFolder($"new {Guid.NewGuid():N}");
        Directory.CreateDirectory(folder.Path);
        var hive = Path.Combine(folder.Path, "hive");
        var package = Path.Combine(PackedPackage.RepositoryRoot, "src", "MlGuard.Templates", "templates", "mlguard-service");
        var installed = DotNet.Run(folder.Path, "new", "install", package, "--debug:custom-hive", hive);
        Assert.True(installed.ExitCode == 0, installed.Output);
        var written = DotNet.Run(
            folder.Path, "new", "mlguard-service", "-n", "Shop", "--mlguardVersion", PackedPackage.Version, "--debug:custom-hive", hive);
        Assert.True(written.ExitCode == 0, written.Output);

        var build = DotNet.Run(
            Path.Combine(folder.Path, "Shop"),
            ImmutableDictionary<string, string>.Empty.Add("RestoreAdditionalProjectSources", PackedPackage.Feed).Add("NuGetAudit", "false"),
            "build", "-t:MlGuardGate", "-warnaserror", "-tl:off");

        Assert.True(build.ExitCode == 0, build.Output);
        Assert.Contains("shop   declared mvp · earned mvp", build.Output, StringComparison.Ordinal);
        Assert.Contains("findings  0 open", build.Output, StringComparison.Ordinal);
    }
}
