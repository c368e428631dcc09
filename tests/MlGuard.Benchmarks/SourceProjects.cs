using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MlGuard.Benchmarks;

/// <summary>
/// The projects below a folder, compiled without a build: each folder with a project file and the sources nearest to it, against the
/// framework and the libraries that this program refers to. Most calls bind.
/// </summary>
internal static partial class SourceProjects
{
    private const string Usings = """
        global using System; global using System.IO; global using System.Linq; global using System.Collections.Generic;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    private const string WebUsings = """
        global using Microsoft.AspNetCore.Builder; global using Microsoft.AspNetCore.Hosting; global using Microsoft.AspNetCore.Http;
        global using Microsoft.AspNetCore.Routing; global using Microsoft.Extensions.Configuration; global using Microsoft.Extensions.Hosting;
        global using Microsoft.Extensions.DependencyInjection; global using Microsoft.Extensions.Logging;
        """;

    public static ImmutableArray<CSharpCompilation> In(string folder)
    {
        var projects = Directory.EnumerateFiles(folder, "*.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .DistinctBy(Path.GetDirectoryName).ToDictionary(file => Path.GetDirectoryName(file)!, File.ReadAllText);
        return
        [
            .. Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
                .GroupBy(file => NearestOf(Path.GetDirectoryName(file), projects))
                .Where(project => project.Key is not null)
                .Select(project => Subject.Compile(
                    Path.GetFileName(project.Key!), OutputKind.ConsoleApplication,
                    project.Select(file => (file, File.ReadAllText(file))).Append(("Usings.cs", UsingsOf(projects[project.Key!]))))),
        ];
    }

    private static string? NearestOf(string? folder, Dictionary<string, string> projects)
    {
        while (folder is not null && !projects.ContainsKey(folder))
            folder = Path.GetDirectoryName(folder);
        return folder;
    }

    private static string UsingsOf(string project) =>
        (ImplicitUsings().IsMatch(project) ? Usings : "")
        + (ImplicitUsings().IsMatch(project) && project.Contains("Sdk.Web", StringComparison.Ordinal) ? WebUsings : "");

    [GeneratedRegex("<ImplicitUsings>(enable|true)<", RegexOptions.IgnoreCase)]
    private static partial Regex ImplicitUsings();
}
