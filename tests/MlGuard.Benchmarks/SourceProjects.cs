using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MlGuard.Benchmarks;

/// <summary>
/// The projects below a folder, compiled without a build: each folder with a project file and the sources nearest to it, against the
/// framework and those libraries of this program that its project file names, or one that it refers to. Most calls bind.
/// </summary>
internal sealed partial class SourceProjects
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

    /// <summary>How the assemblies of a library begin, and what a project file that refers to it names.</summary>
    private static readonly ImmutableArray<(string Assemblies, string Packages)> s_libraries =
    [
        ("Microsoft.ML.OnnxRuntime", "OnnxRuntime|OnnxTransformer"),
        ("Microsoft.ML", @"Microsoft\.ML(?!\.OnnxRuntime|\.Tokenizers)"),
        ("TorchSharp", "TorchSharp"),
        ("Microsoft.SemanticKernel", "SemanticKernel"),
        ("Microsoft.Extensions.AI", @"SemanticKernel|Extensions\.AI"),
        ("OpenAI", @"SemanticKernel|Extensions\.AI\.OpenAI|""(Azure\.AI\.)?OpenAI"),
    ];

    private readonly Dictionary<string, string> _projects;

    private SourceProjects(string folder) =>
        _projects = Directory.EnumerateFiles(folder, "*.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .DistinctBy(Path.GetDirectoryName).ToDictionary(file => Path.GetDirectoryName(Path.GetFullPath(file))!, File.ReadAllText);

    public static ImmutableArray<CSharpCompilation> In(string folder)
    {
        var projects = new SourceProjects(folder);
        return
        [
            .. Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
                .GroupBy(file => projects.NearestOf(Path.GetDirectoryName(Path.GetFullPath(file))))
                .Where(project => project.Key is not null)
                .Select(project => projects.Compile(project.Key!, project)),
        ];
    }

    private CSharpCompilation Compile(string folder, IEnumerable<string> files)
    {
        var named = string.Concat(WithReferencesOf(folder, []));
        return Subject.Compile(
            Path.GetFileName(folder), OutputKind.ConsoleApplication,
            files.Select(file => (file, File.ReadAllText(file))).Append(("Usings.cs", UsingsOf(_projects[folder]))),
            assembly => s_libraries.FirstOrDefault(library => assembly.StartsWith(library.Assemblies, StringComparison.Ordinal))
                is not { Packages: { } packages } || Regex.IsMatch(named, packages));
    }

    private IEnumerable<string> WithReferencesOf(string folder, HashSet<string> seen) =>
        seen.Add(folder) && _projects.TryGetValue(folder, out var text)
        ? ProjectReference().Matches(text).SelectMany(reference => WithReferencesOf(
                Path.GetDirectoryName(Path.GetFullPath(Path.Combine(folder, reference.Groups[1].Value.Replace('\\', '/'))))!, seen))
            .Prepend(text)
        : [];

    private string? NearestOf(string? folder)
    {
        while (folder is not null && !_projects.ContainsKey(folder))
            folder = Path.GetDirectoryName(folder);
        return folder;
    }

    private static string UsingsOf(string project) =>
        (ImplicitUsings().IsMatch(project) ? Usings : "")
        + (ImplicitUsings().IsMatch(project) && project.Contains("Sdk.Web", StringComparison.Ordinal) ? WebUsings : "");

    [GeneratedRegex("<ImplicitUsings>(enable|true)<", RegexOptions.IgnoreCase)]
    private static partial Regex ImplicitUsings();

    [GeneratedRegex("<ProjectReference\\s+Include=\"([^\"]+)\"", RegexOptions.IgnoreCase)]
    private static partial Regex ProjectReference();
}
