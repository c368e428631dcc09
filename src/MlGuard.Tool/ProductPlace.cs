namespace MlGuard.Tool;

/// <summary>Where the product stands that a command is about.</summary>
/// <param name="Folder">Full path of its folder.</param>
/// <param name="Manifest">Full path of its manifest; null where there is none yet.</param>
internal sealed record ProductPlace(string Folder, string? Manifest)
{
    private static readonly string[] s_manifests = ["mlguard.yaml", "mlguard.yml"];
    private static readonly string[] s_solutions = ["*.slnx", "*.sln"];
    private static readonly string[] s_projects = ["*.csproj", "*.fsproj", "*.vbproj"];
    private static readonly string[] s_code = ["*.cs", "*.fs", "*.vb", .. s_projects];
    private static readonly string[] s_unread = ["bin", "obj", "node_modules", ".git", ".mlguard"];

    private static readonly EnumerationOptions s_readable =
        new() { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.System, MatchType = MatchType.Win32 };

    /// <summary>The product around a folder: the nearest manifest at it or above it.</summary>
    public static ProductPlace Around(string folder)
    {
        for (var at = new DirectoryInfo(Path.GetFullPath(folder)); at is not null; at = at.Parent)
            if (s_manifests.Select(name => Path.Combine(at.FullName, name)).FirstOrDefault(File.Exists) is { } manifest)
                return new(at.FullName, manifest);
        return new(Path.GetFullPath(folder), null);
    }

    /// <summary>What a build of the product names: its only solution, or its only project; null when there are several.</summary>
    public string? BuildFile
    {
        get
        {
            var solutions = Here(s_solutions);
            if (solutions.Count > 0)
                return solutions.Count == 1 ? solutions[0] : null;
            var projects = Here(s_projects);
            if (projects.Count == 0)
                projects = [.. Projects()];
            return projects.Count == 1 ? projects[0] : null;
        }
    }

    /// <summary>Why <see cref="BuildFile"/> is null.</summary>
    public string Unclear => (Here(s_solutions).Count, Projects().Any()) switch
    {
        ( > 1 and var solutions, _) => $"{solutions} solutions stand in {Folder}, so nothing says which is meant.",
        (_, true) => $"No solution stands in {Folder}, and several projects do, so nothing says what is built together.",
        _ => $"Neither a solution nor a project stands in {Folder}.",
    };

    /// <summary>Full paths of the projects below the folder.</summary>
    public IEnumerable<string> Projects() =>
        Below(new DirectoryInfo(Folder), s_projects).Select(file => file.FullName).OrderBy(path => path, StringComparer.Ordinal);

    /// <summary>When code below the folder was changed last, in UTC; null where there is none.</summary>
    public DateTime? CodeChanged() =>
        Below(new DirectoryInfo(Folder), s_code).Select(file => (DateTime?)file.LastWriteTimeUtc).Max();

    public string Relative(string path) => Path.GetRelativePath(Folder, path).Replace('\\', '/');

    private List<string> Here(string[] patterns) => [.. patterns.SelectMany(pattern => Directory.EnumerateFiles(Folder, pattern)).Order()];

    /// <summary>What may not be read holds none of the product's projects.</summary>
    private static IEnumerable<FileInfo> Below(DirectoryInfo folder, string[] patterns) =>
        patterns.SelectMany(pattern => folder.EnumerateFiles(pattern, s_readable)).Concat(
            folder.EnumerateDirectories("*", s_readable)
                .Where(below => !s_unread.Contains(below.Name) && !below.Attributes.HasFlag(FileAttributes.ReparsePoint))
                .SelectMany(below => Below(below, patterns)));
}
