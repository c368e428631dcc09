namespace MlGuard.Lifecycle.Evidence.Git;

/// <summary>What git calls by name in the repository around a folder, read off git's own files: no process is started.</summary>
internal static class GitReferences
{
    private const int LongestFile = 1 << 20;
    private const int LengthOfHash = 40;
    private const int MaxTags = 10_000;
    private const string Reference = "ref: ";
    private const string TagPrefix = "refs/tags/";

    /// <summary>The hash of the commit that is checked out; empty when there is no repository, or no commit in it.</summary>
    public static string Commit(string folder) => Of(folder, CommitIn) ?? "";

    /// <summary>The names of the tags; none when there is no repository.</summary>
    public static ImmutableArray<string> Tags(string folder) =>
        Of(folder, home => (ImmutableArray<string>?)[.. TagsIn(CommonOf(home)).Take(MaxTags)]) ?? [];

    internal static T? Of<T>(string folder, Func<string, T> read)
    {
        try
        {
            for (var directory = new DirectoryInfo(folder); directory is not null; directory = directory.Parent)
                if (GitIndex.HomeOf(Path.Combine(directory.FullName, ".git")) is { } home)
                    return read(home);
            return default;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException
            or NotSupportedException)
        {
            return default;
        }
    }

    private static IEnumerable<string> TagsIn(string common)
    {
        foreach (var line in Text(Path.Combine(common, "packed-refs")).Split('\n'))
            if (line.IndexOf(' ' + TagPrefix, StringComparison.Ordinal) is var at and > 0)
                yield return line.Substring(at + 1 + TagPrefix.Length).Trim();
        var loose = Path.Combine(common, "refs", "tags");
        if (Directory.Exists(loose))
            foreach (var file in Directory.EnumerateFiles(loose, "*", SearchOption.AllDirectories))
                yield return file.Substring(loose.Length + 1).Replace('\\', '/');
    }

    /// <summary>What linked work trees share.</summary>
    internal static string CommonOf(string home) =>
        Text(Path.Combine(home, "commondir")) is { Length: > 0 } shared ? Path.Combine(home, shared) : home;

    private static string CommitIn(string home)
    {
        var head = Text(Path.Combine(home, "HEAD"));
        if (!head.StartsWith(Reference, StringComparison.Ordinal))
            return Hash(head);
        var name = head.Substring(Reference.Length);
        var common = CommonOf(home);
        return new[] { home, common }.Select(place => Hash(Text(Path.Combine(place, name)))).FirstOrDefault(hash => hash.Length > 0)
            ?? Packed(Text(Path.Combine(common, "packed-refs")), name);
    }

    private static string Packed(string references, string name) =>
        references.Split('\n').Where(line => line.EndsWith(" " + name, StringComparison.Ordinal))
            .Select(line => Hash(line.Split(' ')[0])).FirstOrDefault() ?? "";

    private static string Hash(string text) =>
        text.Length >= LengthOfHash && text.All(Uri.IsHexDigit) ? text.ToLowerInvariant() : "";

    private static string Text(string path) =>
        new FileInfo(path) is { Exists: true, Length: <= LongestFile } ? File.ReadAllText(path).Trim() : "";
}
