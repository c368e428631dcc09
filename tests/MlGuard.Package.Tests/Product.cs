namespace MlGuard.Package.Tests;

/// <summary>
/// A product in a folder of its own that consumes the packed package, as a user's does. Its path has spaces and letters beyond ASCII.
/// </summary>
internal sealed class Product : IDisposable
{
    private static readonly ImmutableHashSet<string> s_code = [".cs", ".md", ".yaml", ".yml", ".csv"];

    /// <summary>A node that a build starts beside its server is cold, and costs more than a small product gains by it.</summary>
    private const string OneNode = "-m:1";

    private readonly TemporaryFolder _root = new($"Größe é {Guid.NewGuid():N}");
    private readonly HashSet<string> _restored = new(StringComparer.Ordinal);
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
                <EnableNETAnalyzers>false</EnableNETAnalyzers>
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
        // What else is written changes no package.
        if (!s_code.Contains(Path.GetExtension(path)))
            _restored.Clear();
        return full;
    }

    /// <summary>Writes a project with its sources: pairs of a file's name and its text.</summary>
    public void WriteProject(string name, ProjectFile project, params ReadOnlySpan<(string File, string Text)> sources)
    {
        Write($"{name}/{name}.csproj", project.ToString());
        foreach (var (file, text) in sources)
            Write($"{name}/{file}", text);
    }

    /// <summary>Writes <c>NAME.slnx</c> over projects of <see cref="WriteProject"/>, named here.</summary>
    public void WriteSolution(string name, params IEnumerable<string> projects) => Write(
        $"{name}.slnx",
        $"<Solution>{string.Concat(projects.Select(project => $"""<Project Path="{project}/{project}.csproj" />"""))}</Solution>");

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
        ReadOnlySpan<string> restore = IsRestored(arguments) ? ["--no-restore"] : [];
        ReadOnlySpan<string> nodes = IsParallel(arguments) ? [] : [OneNode];
        var run = DotNet.Run(Folder, environment, [.. arguments, .. restore, .. nodes, $"-bl:{log}"]);
        if (run.ExitCode == 0 && arguments is ["build" or "publish", var target, ..])
            _restored.Add(target);
        return new BuildResult(run, log);
    }

    /// <summary>A second restore finds nothing to do, and takes as long as a small build.</summary>
    private bool IsRestored(ReadOnlySpan<string> arguments) =>
        arguments is ["build" or "publish", var target, ..]
            && (_restored.Contains(target) || _restored.Any(known => known.EndsWith(".slnx", StringComparison.Ordinal)));

    private static bool IsParallel(ReadOnlySpan<string> arguments)
    {
        foreach (var argument in arguments)
            if (argument == "-graph" || argument.StartsWith("-m", StringComparison.Ordinal))
                return true;
        return false;
    }

    public void Dispose() => _root.Dispose();
}
