using System.Text.RegularExpressions;

namespace MlGuard.Tool.Commands;

/// <summary>The files that can bring a package into a project: its own, and those that the build reads from the folders above.</summary>
internal static partial class ReferringFiles
{
    private const int MostFolders = 32;

    private static readonly string[] s_shared = ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"];

    /// <summary>The first that names MlGuard and was written after a moment; null where none was.</summary>
    public static string? NamingSince(string project, DateTime moment) =>
        Of(project).FirstOrDefault(file => File.GetLastWriteTimeUtc(file) > moment && Reference().IsMatch(File.ReadAllText(file)));

    private static IEnumerable<string> Of(string project)
    {
        yield return project;
        var folder = Path.GetDirectoryName(project);
        for (var step = 0; step < MostFolders && folder is not null; step++, folder = Path.GetDirectoryName(folder))
            foreach (var file in s_shared.Select(name => Path.Combine(folder, name)).Where(File.Exists))
                yield return file;
    }

    [GeneratedRegex("Include\\s*=\\s*[\"']MlGuard[\"']", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Reference();
}
