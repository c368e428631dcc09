namespace MlGuard.Package.Tests;

/// <summary>
/// A product in a folder of its own that consumes the packed package, as a user's does. Its path has spaces and letters beyond ASCII.
/// </summary>
internal sealed class Product : IDisposable
{
    private readonly TemporaryFolder _root = new($"Größe é {Guid.NewGuid():N}");
    private int _builds;

    public Product()
    {
        Write("Directory.Build.props", $"""
            <Project>
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <NuGetAudit>false</NuGetAudit>
                <MlGuardToday>2026-11-23</MlGuardToday>
                <RestoreAdditionalProjectSources>{PackedPackage.Feed}</RestoreAdditionalProjectSources>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="MlGuard" Version="{PackedPackage.Version}" PrivateAssets="all" />
              </ItemGroup>
            </Project>
            """);
    }

    public string Folder => _root.Path;

    public string Write(string path, string text)
    {
        var full = PathOf(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        return full;
    }

    public string PathOf(string path) => Path.Combine(Folder, path);

    public BuildResult Build(params ReadOnlySpan<string> arguments) => MSBuild(["build", .. arguments]);

    public BuildResult MSBuild(params ReadOnlySpan<string> arguments) => MSBuildOn("", arguments);

    /// <summary>Builds where <paramref name="server"/> is set, as a build server sets it.</summary>
    public BuildResult MSBuildOn(string server, params ReadOnlySpan<string> arguments)
    {
        var log = PathOf($"log{_builds++}.binlog");
        var environment = server.Length == 0
            ? ImmutableDictionary<string, string>.Empty
            : ImmutableDictionary<string, string>.Empty.Add(server, "true");
        var run = DotNet.Run(Folder, environment, [.. arguments, $"-bl:{log}"]);
        return new BuildResult(run, log);
    }

    public void Dispose() => _root.Dispose();
}
