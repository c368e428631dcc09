namespace MlGuard.Package.Tests;

/// <summary>A sample in a folder of its own, so that a test may change it; it consumes the package that is already packed.</summary>
internal sealed class SampleCopy : IDisposable
{
    private readonly string _root = Path.Combine(Path.GetTempPath(), "MlGuard Tests", Guid.NewGuid().ToString("N"));
    private readonly string _name;
    private int _builds;

    public SampleCopy(string samples, string name)
    {
        _name = name;
        foreach (var file in Directory.EnumerateFiles(samples).Concat(Directory.EnumerateFiles(Path.Combine(samples, name), "*", SearchOption.AllDirectories)).Where(IsSource))
            Copy(file, Path.Combine("samples", Path.GetRelativePath(samples, file)));
        Copy(PackedPackage.File, Path.Combine("artifacts", "feed", Path.GetFileName(PackedPackage.File)));
        File.WriteAllText(
            Path.Combine(_root, "artifacts", "feed", "MlGuard.Version.props"),
            $"<Project><PropertyGroup><MlGuardVersion>{PackedPackage.Version}</MlGuardVersion></PropertyGroup></Project>");
    }

    public string Folder => Path.Combine(_root, "samples");

    public BuildResult Build(params string[] arguments)
    {
        var log = Path.Combine(_root, $"log{_builds++}.binlog");
        return new BuildResult(DotNet.Run(Folder, ["build", _name, "-p:MlGuardPackBeforeRestore=false", $"-bl:{log}", .. arguments]), log);
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(_root, recursive: true);
        }
        catch (IOException)
        {
            // A compiler server may still hold a file; the temporary folder is the system's to empty.
        }
    }

    private static bool IsSource(string file) =>
        !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or ".mlguard");

    private void Copy(string file, string target)
    {
        var full = Path.Combine(_root, target);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.Copy(file, full);
    }
}
