using System.Text.RegularExpressions;

namespace MlGuard.Tool.Commands;

/// <summary>How a product that does not refer to MlGuard comes to do so.</summary>
internal static partial class FirstReference
{
    /// <summary>The error of a build in which no project has the target that was asked for.</summary>
    private const string UnknownTarget = "error MSB4057:";

    /// <summary>Whether a build could not do what was asked because no project of it refers to MlGuard.</summary>
    public static bool IsMissingFrom(string output) =>
        output.Split('\n').Any(line =>
            line.Contains(UnknownTarget, StringComparison.Ordinal) && line.Contains("\"MlGuard", StringComparison.Ordinal));

    /// <summary>What to add, and where: NuGet refuses a version beside a reference where versions are managed centrally.</summary>
    /// <param name="folder">Of the product.</param>
    public static string Remedy(string folder) => IsManagedCentrally(folder)
        ? "Add to Directory.Packages.props: <ItemGroup><GlobalPackageReference Include=\"MlGuard\" Version=\"...\" /></ItemGroup>"
        : "Add to Directory.Build.props: "
            + "<ItemGroup><PackageReference Include=\"MlGuard\" Version=\"...\" PrivateAssets=\"all\" /></ItemGroup>";

    private static bool IsManagedCentrally(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
            if (Path.Combine(at.FullName, "Directory.Packages.props") is var file && File.Exists(file))
                return Central().IsMatch(File.ReadAllText(file));
        return false;
    }

    [GeneratedRegex(
        "<ManagePackageVersionsCentrally>\\s*true\\s*<", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Central();
}
