namespace MlGuard.Package.Tests;

/// <summary>A sample in a folder of its own, so that a test may change it; it consumes the package that is already packed.</summary>
internal sealed class SampleCopy : IDisposable
{
    private readonly TemporaryFolder _root = new(Guid.NewGuid().ToString("N"));
    private readonly string _name;
    private int _builds;

    public SampleCopy(string samples, string name)
    {
        _name = name;
        foreach (var file in Directory.EnumerateFiles(samples)
            .Concat(Directory.EnumerateFiles(Path.Combine(samples, name), "*", SearchOption.AllDirectories)).Where(IsSource))
            _root.Take(file, Path.Combine("samples", Path.GetRelativePath(samples, file)));
        _root.Take(PackedPackage.File, Path.Combine("artifacts", "feed", Path.GetFileName(PackedPackage.File)));
        File.WriteAllText(
            Path.Combine(_root.Path, "artifacts", "feed", "MlGuard.Version.props"),
            $"<Project><PropertyGroup><MlGuardVersion>{PackedPackage.Version}</MlGuardVersion></PropertyGroup></Project>");
    }

    public string Folder => Path.Combine(_root.Path, "samples");

    public BuildResult Build(params string[] arguments)
    {
        var log = Path.Combine(_root.Path, $"log{_builds++}.binlog");
        return new BuildResult(DotNet.Run(Folder, ["build", _name, "-p:MlGuardPackBeforeRestore=false", $"-bl:{log}", .. arguments]), log);
    }

    /// <summary>Changes a file of the sample.</summary>
    public void Edit(string path, Func<string, string> change)
    {
        var full = Path.Combine(Folder, _name, path);
        File.WriteAllText(full, change(File.ReadAllText(full)));
    }

    public void Dispose() => _root.Dispose();

    internal static bool IsSource(string file) =>
        !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or ".mlguard");
}
