using System.Text.RegularExpressions;

namespace MlGuard.Lifecycle.Product;

/// <summary>
/// The assemblies of the product's projects that another of its projects refers to: who calls a library stands in the product, so what goes
/// wrong in it is said where it is called.
/// </summary>
internal static class CalledProjects
{
    private const int MaxBytes = 1 << 20;

    private static readonly Regex s_reference = new(
        @"<ProjectReference\s[^>]{0,400}?Include\s{0,9}=\s{0,9}""([^""]{1,400})""", RegexOptions.CultureInvariant);
    private static readonly Regex s_assembly = new("<AssemblyName>([^<$]{1,200})</AssemblyName>", RegexOptions.CultureInvariant);

    private static readonly ImmutableArray<string> s_testing =
        ["Microsoft.NET.Test.Sdk", "Microsoft.Testing.Platform", "xunit", "NUnit", "MSTest"];

    /// <param name="projects">Full paths of the product's project files.</param>
    /// <returns>Simple names, sorted; tests do not count as callers.</returns>
    public static ImmutableArray<string> AssembliesOf(IEnumerable<string> projects)
    {
        var texts = projects.Where(IsReadable).Distinct(StringComparer.OrdinalIgnoreCase)
            .ToDictionary(path => path, File.ReadAllText, StringComparer.OrdinalIgnoreCase);
        return
        [
            .. texts.Where(project => !IsTest(project.Value)).SelectMany(project => ReferredBy(project.Key, project.Value))
                .Select(path => AssemblyOf(path, texts.TryGetValue(path, out var text) ? text : ""))
                .Distinct(StringComparer.Ordinal).OrderBy(name => name, StringComparer.Ordinal),
        ];
    }

    private static bool IsReadable(string path) => new FileInfo(path) is { Exists: true, Length: <= MaxBytes };

    private static bool IsTest(string text) => s_testing.Any(name => text.IndexOf(name, StringComparison.OrdinalIgnoreCase) >= 0);

    private static IEnumerable<string> ReferredBy(string project, string text) =>
        from Match match in s_reference.Matches(text)
        from path in match.Groups[1].Value.Split(';')
        where path.IndexOfAny(['$', '*', '%']) < 0 && path.Trim().Length > 0
        select Path.GetFullPath(Path.Combine(Path.GetDirectoryName(project)!, path.Trim().Replace('\\', Path.DirectorySeparatorChar)));

    private static string AssemblyOf(string project, string text) =>
        s_assembly.Match(text) is { Success: true } match ? match.Groups[1].Value.Trim() : Path.GetFileNameWithoutExtension(project);
}
