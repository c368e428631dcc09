using MlGuard.Lifecycle.Api;

namespace MlGuard.Build;

/// <summary>
/// The projects and programs below a manifest that nobody handed to the gate. Whoever takes a project off the list, or puts it where
/// builds do not look, has it named.
/// </summary>
internal static class ProjectSearch
{
    private const int MaxSourceBytes = 1 << 20;

    private static readonly ImmutableHashSet<string> s_endings =
        ImmutableHashSet.Create(StringComparer.OrdinalIgnoreCase, ".csproj", ".fsproj", ".vbproj");

    private static readonly ImmutableHashSet<string> s_unread =
        ImmutableHashSet.Create(StringComparer.OrdinalIgnoreCase, ".git", ".mlguard");

    private static readonly ImmutableHashSet<string> s_excluded =
        ImmutableHashSet.Create(StringComparer.OrdinalIgnoreCase, "bin", "obj", "node_modules");

    /// <summary>What a project or program names that serves or trains.</summary>
    private static readonly ImmutableArray<string> s_learning =
    [
        "Microsoft.ML", "TorchSharp", "Microsoft.SemanticKernel", "Microsoft.Extensions.AI", "Microsoft.Agents", "OpenAI", "LLamaSharp",
        "Microsoft.NET.Sdk.Web",
    ];

    /// <param name="root">The manifest's folder.</param>
    /// <param name="known">Full paths of the projects that the gate was handed.</param>
    /// <returns>Those that serve or train, of which the gate has to know.</returns>
    public static ImmutableArray<MissingProject> LeftOut(string root, IEnumerable<string> known)
    {
        var handed = new HashSet<string>(known, StringComparer.OrdinalIgnoreCase);
        return
        [
            .. Files(new DirectoryInfo(root), [.. handed.Select(Path.GetDirectoryName)], isRoot: true, isCompiled: false)
                .Where(file => !handed.Contains(file.FullName) && Learns(file))
                .Select(file => file.FullName.Substring(root.Length).TrimStart('/', '\\').Replace('\\', '/'))
                .OrderBy(name => name, StringComparer.Ordinal)
                .Select(name => new MissingProject(
                    name, "it serves or trains, and was left out of what the gate looks at",
                    "Build it with the product, or give it a manifest of its own.")),
        ];
    }

    /// <summary>A folder with a manifest that says something is another product; an empty file claims nothing.</summary>
    /// <remarks>
    /// What lies beside a project is compiled with it, and so no program of its own: thousands of files need not be opened.
    /// </remarks>
    private static IEnumerable<FileInfo> Files(DirectoryInfo folder, ImmutableHashSet<string?> projects, bool isRoot, bool isCompiled)
    {
        isCompiled = (isCompiled && !s_excluded.Contains(folder.Name)) || projects.Contains(folder.FullName);
        if (!isRoot && (IsOtherProduct(folder, "mlguard.yaml") || IsOtherProduct(folder, "mlguard.yml")))
            yield break;
        foreach (var file in folder.EnumerateFiles())
            if (s_endings.Contains(file.Extension) || (!isCompiled && file.Extension == ".cs" && IsProgram(file)))
                yield return file;
        foreach (var below in folder.EnumerateDirectories())
            if (!s_unread.Contains(below.Name) && (below.Attributes & FileAttributes.ReparsePoint) == 0)
                foreach (var file in Files(below, projects, isRoot: false, isCompiled))
                    yield return file;
    }

    private static bool IsOtherProduct(DirectoryInfo folder, string name) =>
        new FileInfo(Path.Combine(folder.FullName, name)) is { Exists: true } manifest
        && File.ReadLines(manifest.FullName).Take(200).Any(line => line.StartsWith("mlguard:", StringComparison.Ordinal));

    /// <summary>A file that the SDK runs by itself, with its packages in lines that begin with <c>#:</c>.</summary>
    private static bool IsProgram(FileInfo file) =>
        file.Length is > 0 and <= MaxSourceBytes
        && File.ReadLines(file.FullName).Take(40).Any(line => line.StartsWith("#:sdk", StringComparison.Ordinal)
            || line.StartsWith("#:package", StringComparison.Ordinal));

    private static bool Learns(FileInfo file) =>
        file.Length <= MaxSourceBytes
        && File.ReadAllText(file.FullName) is var text
        && s_learning.Any(name => text.IndexOf(name, StringComparison.OrdinalIgnoreCase) >= 0);
}
