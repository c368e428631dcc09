namespace MlGuard.Package.Tests;

/// <summary>A folder of a test's own below the temporary one, gone when the test ends.</summary>
internal sealed class TemporaryFolder(string name) : IDisposable
{
    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "MlGuard Tests", name);

    /// <summary>Copies a file to a place below this folder.</summary>
    public void Take(string file, string place)
    {
        var full = System.IO.Path.Combine(Path, place);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full)!);
        File.Copy(file, full);
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A compiler server may still hold a file; the temporary folder is the system's to empty.
        }
    }
}
