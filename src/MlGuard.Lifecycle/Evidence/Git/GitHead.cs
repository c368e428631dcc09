namespace MlGuard.Lifecycle.Evidence.Git;

/// <summary>The commit that is checked out around a folder, read off git's own files: no process is started.</summary>
internal static class GitHead
{
    private const int LongestFile = 1 << 20;
    private const int LengthOfHash = 40;
    private const string Reference = "ref: ";

    /// <summary>The commit's hash; empty when there is no repository, or no commit in it.</summary>
    public static string Commit(string folder)
    {
        try
        {
            for (var directory = new DirectoryInfo(folder); directory is not null; directory = directory.Parent)
                if (GitIndex.HomeOf(Path.Combine(directory.FullName, ".git")) is { } home)
                    return CommitIn(home);
            return "";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException
            or NotSupportedException)
        {
            return "";
        }
    }

    private static string CommitIn(string home)
    {
        var head = Text(Path.Combine(home, "HEAD"));
        if (!head.StartsWith(Reference, StringComparison.Ordinal))
            return Hash(head);
        var name = head.Substring(Reference.Length);
        var common = Text(Path.Combine(home, "commondir")) is { Length: > 0 } shared ? Path.Combine(home, shared) : home;
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
