using System.Xml;
using System.Xml.Linq;

namespace MlGuard.Tool.Commands;

/// <summary>A project and what a build left of it.</summary>
/// <param name="Path">Full path of the project file.</param>
/// <param name="Assembly">Full path of its newest assembly; null where nothing was built.</param>
/// <param name="IsTest">Whether it holds tests.</param>
/// <param name="Assets">What restore left; empty where it never ran.</param>
internal sealed record CompiledProject(string Path, string? Assembly, bool IsTest, string Assets)
{
    private static readonly string[] s_testPackages = ["Microsoft.NET.Test.Sdk", "xunit", "NUnit", "MSTest", "TUnit"];

    public bool IsRestored => Assets.Length > 0;

    /// <summary>When a build looked at it last, in UTC: what changed after that is not known to it.</summary>
    public DateTime Built { get; init; }

    public bool UsesMlGuard => Assets.Contains("\"MlGuard/", StringComparison.OrdinalIgnoreCase);

    public static CompiledProject Of(string path)
    {
        var folder = System.IO.Path.GetDirectoryName(path)!;
        var assets = System.IO.Path.Combine(folder, "obj", "project.assets.json");
        var text = File.ReadAllText(path);
        var assembly = Newest(System.IO.Path.Combine(folder, "obj"), NameIn(text) ?? System.IO.Path.GetFileNameWithoutExtension(path));
        return new(
            path, assembly,
            s_testPackages.Any(package => text.Contains($"\"{package}", StringComparison.OrdinalIgnoreCase))
                || text.Contains("<IsTestProject>true", StringComparison.OrdinalIgnoreCase),
            File.Exists(assets) ? File.ReadAllText(assets) : "")
            {
                // Both files keep their day where a build has nothing to do.
                Built = new[] { assets, assembly }.OfType<string>().Select(File.GetLastWriteTimeUtc).Max(),
            };
    }

    /// <summary>The assembly that the compiler wrote last, and none that is only its surface.</summary>
    private static string? Newest(string folder, string name) =>
        !Directory.Exists(folder)
            ? null
            : Directory.EnumerateFiles(folder, name + ".dll", SearchOption.AllDirectories)
                .Where(file => System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(file)) is not ("ref" or "refint"))
                .OrderByDescending(File.GetLastWriteTimeUtc).FirstOrDefault();

    private static string? NameIn(string project)
    {
        try
        {
            return XDocument.Parse(project).Descendants("AssemblyName").FirstOrDefault()?.Value is { Length: > 0 } name
                && !name.Contains('$')
                ? name
                : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
