using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Evidence.Files;

/// <summary>
/// The product's folder, the only place that a manifest may point into, and <c>.github</c> of the repository around it, since its host
/// reads no other. Remembers which files were asked for.
/// </summary>
internal sealed class ProductFolder(string root)
{
    private const int MaxListed = 2_000;

    private static readonly StringComparer s_byPath = StringComparer.Ordinal;

    private readonly SortedSet<string> _asked = new(s_byPath);

    private readonly Dictionary<string, string?> _links = new(s_byPath);

    private readonly string? _repository = RepositoryAround(Path.GetFullPath(root));

    public string Root { get; } = Path.GetFullPath(root);

    /// <summary>Where the product stands in its repository, with a slash at the end; empty at its root and without one.</summary>
    public string PlaceInRepository => _repository is null ? "" : Root.Substring(_repository.Length).Replace('\\', '/').Trim('/') + "/";

    /// <summary>Full paths of every file that an answer depended on, existing or not.</summary>
    public ImmutableArray<string> Asked => [.. _asked];

    /// <summary>The file or folder that a manifest names, or why it may not be looked at. The answer depends on it from now on.</summary>
    public ProductFile Find(string path)
    {
        if (Within(path).Full is { } full)
            _asked.Add(full);
        return Locate(path);
    }

    /// <summary>A file beside those that the manifest names, on which an answer depends from now on.</summary>
    public void DependsOn(string full) => _asked.Add(full);

    /// <summary>Where the file would be, or why it may not be looked at. For files that are not read now.</summary>
    public ProductFile Locate(string path)
    {
        var (full, problem) = Within(path);
        return full is not null && LinkOn(full, IsOwn(full) ? Root : _repository!) is { } link
            ? new(path, null, $"goes through the symbolic link '{Quoted.Short(link)}', which is not followed")
            : new(path, full, problem);
    }

    /// <summary>Files right in a folder of the product whose names end so, relative to the product, in order.</summary>
    public ImmutableArray<string> List(string path, params string[] endings)
    {
        try
        {
            return Find(path) is { FullPath: { } full } && Directory.Exists(full)
                ? [
                    .. Directory.EnumerateFiles(full).Take(MaxListed)
                        .Where(file => endings.Any(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
                        .Select(file => path == "." ? Path.GetFileName(file) : $"{path.TrimEnd('/')}/{Path.GetFileName(file)}")
                        .OrderBy(file => file, StringComparer.Ordinal),
                ]
                : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Folders right in a folder of the product, relative to the product, in order; links are not followed.</summary>
    public ImmutableArray<string> Folders(string path)
    {
        try
        {
            return Find(path) is { FullPath: { } full } && Directory.Exists(full)
                ? [
                    .. Directory.EnumerateDirectories(full).Take(MaxListed)
                        .Select(folder => $"{path.TrimEnd('/')}/{Path.GetFileName(folder)}").Where(folder => Locate(folder).Fault is null)
                        .OrderBy(folder => folder, StringComparer.Ordinal),
                ]
                : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private (string? Full, string? Problem) Within(string path)
    {
        if (LexicalProblem(path) is { } problem)
            return (null, problem);
        var full = Path.GetFullPath(Path.Combine(Root, NewestOf(path.Replace('\\', '/'))));
        if (!IsOwn(full))
            return (null, "leads out of the product's folder");
        return OfRepository(path, full) is { } shared ? (shared, null) : (full, null);
    }

    /// <summary>
    /// The file that was written last of those that a path with one <c>*</c> in place of a folder means: a test run names the folder of its
    /// coverage anew each time. As it is where nothing is there.
    /// </summary>
    private string NewestOf(string path)
    {
        var star = path.IndexOf("/*/", StringComparison.Ordinal);
        if (star < 0 || path.IndexOf('*', star + 2) >= 0 || path.Split('/').Contains(".."))
            return path;
        var (before, after) = (path.Substring(0, star), path.Substring(star + 3));
        return Folders(before).Select(folder => $"{folder}/{after}").Where(file => File.Exists(Path.Combine(Root, file)))
            .OrderByDescending(file => File.GetLastWriteTimeUtc(Path.Combine(Root, file))).ThenBy(file => file, StringComparer.Ordinal)
            .FirstOrDefault() ?? path;
    }

    /// <summary>The repository's own <c>.github</c>, or its CODEOWNERS, where the product has none.</summary>
    private string? OfRepository(string path, string own)
    {
        if (_repository is null
            || !(path == ".github" || path == "CODEOWNERS" || path.StartsWith(".github/", StringComparison.Ordinal))
            || File.Exists(own)
            || Directory.Exists(own))
            return null;
        var shared = Path.GetFullPath(Path.Combine(_repository, path));
        return (path == "CODEOWNERS" || IsWithin(shared, Path.Combine(_repository, ".github")))
            && (File.Exists(shared) || Directory.Exists(shared))
            ? shared
            : null;
    }

    /// <summary>Whether it is the product's folder, or in it.</summary>
    private bool IsOwn(string full) => IsWithin(full, Root) || full == Root.TrimEnd(Path.DirectorySeparatorChar);

    private static bool IsWithin(string full, string folder) =>
        full.StartsWith(folder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>The folder above the product that git keeps; null when the product is at its root, or in none.</summary>
    private static string? RepositoryAround(string root)
    {
        if (HasGit(root))
            return null;
        for (var folder = Path.GetDirectoryName(root); folder is not null; folder = Path.GetDirectoryName(folder))
            if (HasGit(folder))
                return folder;
        return null;
    }

    private static bool HasGit(string folder) =>
        Directory.Exists(Path.Combine(folder, ".git")) || File.Exists(Path.Combine(folder, ".git"));

    /// <summary>A path relative to the product's folder, with forward slashes, from one that may be absolute.</summary>
    public string Relative(string path)
    {
        var full = Path.IsPathRooted(path) ? path : Path.Combine(Root, path);
        return full.StartsWith(Root, StringComparison.Ordinal)
            ? full.Substring(Root.Length).Replace('\\', '/').TrimStart('/')
            : path.Replace('\\', '/');
    }

    private static string? LexicalProblem(string path)
    {
        if (path.Trim().Length == 0 || path.Any(char.IsControl))
            return "is no path";
        if (path[0] is '/' or '\\' or '~' || path.IndexOf(':') >= 0)
            return "is not relative to the product's folder";
        return path.Length > 1024 ? "is too long" : null;
    }

    /// <summary>The first link on the way down. A link can lead anywhere, and where it leads is not the repository's to say.</summary>
    private string? LinkOn(string full, string from)
    {
        if (full.Length <= from.Length)
            return null;
        if (_links.TryGetValue(full, out var known))
            return known;
        return _links[full] = LinkOn(Path.GetDirectoryName(full)!, from) ?? (IsLink(full) ? Path.GetFileName(full) : null);
    }

    private static bool IsLink(string full)
    {
        try
        {
            var file = new FileInfo(full);
            return (int)file.Attributes != -1 && (file.Attributes & FileAttributes.ReparsePoint) != 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException
            or ArgumentException)
        {
            return false;
        }
    }
}
