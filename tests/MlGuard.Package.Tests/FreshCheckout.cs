namespace MlGuard.Package.Tests;

/// <summary>This repository as a newcomer has it who just cloned it: sources alone, nothing built, nothing packed.</summary>
internal sealed class FreshCheckout : IDisposable
{
    private static readonly string[] s_folders = ["src", "samples", "docs"];

    private readonly TemporaryFolder _folder = new($"clone {Guid.NewGuid():N}");
    private int _builds;

    public FreshCheckout()
    {
        var root = PackedPackage.RepositoryRoot;
        var files = Directory.EnumerateFiles(root)
            .Concat(s_folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*", SearchOption.AllDirectories)));
        foreach (var file in files.Where(SampleCopy.IsSource))
            _folder.Take(file, Path.GetRelativePath(root, file));
    }

    public BuildResult Build(params ReadOnlySpan<string> arguments)
    {
        var log = Path.Combine(_folder.Path, $"log{_builds++}.binlog");
        return new BuildResult(DotNet.Run(_folder.Path, ["build", .. arguments, $"-bl:{log}"]), log);
    }

    /// <summary>Any other command of dotnet.</summary>
    public DotNetRun Run(params ReadOnlySpan<string> arguments) => DotNet.Run(_folder.Path, arguments);

    public string PathOf(string path) => Path.Combine(_folder.Path, path);

    public void Dispose() => _folder.Dispose();
}
