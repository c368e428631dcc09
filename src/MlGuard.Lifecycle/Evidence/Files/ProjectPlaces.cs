namespace MlGuard.Lifecycle.Evidence.Files;

/// <summary>Where the files of a project may stand that its code names.</summary>
internal static class ProjectPlaces
{
    private const long MaximumSourceBytes = 4 << 20;

    /// <summary>Whether the source is there, and no longer than anything that somebody wrote.</summary>
    public static bool IsSource(string source) => new FileInfo(source) is { Exists: true, Length: <= MaximumSourceBytes };

    /// <summary>Paths are meant from the project's folder, or from its output, which lies below it.</summary>
    public static IEnumerable<string> Of(string path, string projectDirectory)
    {
        var below = path;
        while (below.StartsWith("../", StringComparison.Ordinal) || below.StartsWith("./", StringComparison.Ordinal))
            below = below.Substring(below.IndexOf('/') + 1);
        return below.Length == 0 || below.IndexOfAny(Path.GetInvalidPathChars()) >= 0 || below.Contains(':') || below[0] == '/'
            ? []
            : [Path.GetFullPath(Path.Combine(projectDirectory, below))];
    }

    /// <summary>Whether the path stays in the project's folder, and no link on the way leads out.</summary>
    public static bool IsBelow(string path, string projectDirectory)
    {
        var root = projectDirectory.TrimEnd('/', '\\');
        if (!path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            return false;
        for (var folder = new FileInfo(path).Directory; folder is not null && folder.FullName.Length > root.Length; folder = folder.Parent)
        {
            if (folder.Exists && (folder.Attributes & FileAttributes.ReparsePoint) != 0)
                return false;
        }

        return true;
    }
}
