using System.Text;

namespace MlGuard.Lifecycle.Evidence.Git;

/// <summary>The paths that git tracks, read off its index (gitformat-index, versions 2 to 4).</summary>
internal sealed class GitIndex
{
    private const int MaxBytes = 256 << 20;
    private const int MaxEntries = 2_000_000;
    private const int LongestPath = 4096;
    private const int HeaderLength = 12;
    private const int FixedEntryLength = 62;
    private const ushort Extended = 0x4000;

    private readonly HashSet<string> _paths;
    private readonly HashSet<string> _folders;

    private GitIndex(HashSet<string> paths)
    {
        _paths = paths;
        _folders = new(paths.SelectMany(Folders), StringComparer.Ordinal);
    }

    public IEnumerable<string> Paths => _paths;

    /// <summary>Whether a file is tracked, or anything in a folder. From the repository's root, with forward slashes.</summary>
    public bool Tracks(string path) => _paths.Contains(path) || _folders.Contains(path.TrimEnd('/'));

    /// <summary>
    /// The index of the repository around a folder, null when it cannot be read; nothing when there is no repository, or nothing in it yet.
    /// A linked work tree names the folder of its own.
    /// </summary>
    public static (GitIndex? Index, string Root, string File)? Around(string folder)
    {
        for (var directory = new DirectoryInfo(folder); directory is not null; directory = directory.Parent)
        {
            var git = Path.Combine(directory.FullName, ".git");
            if (HomeOf(git) is not { } home)
                continue;
            var file = Path.Combine(home, "index");
            return File.Exists(file) ? (Load(file), directory.FullName, file) : null;
        }

        return null;
    }

    public static GitIndex? Read(byte[] bytes)
    {
        if (bytes.Length < HeaderLength || Encoding.ASCII.GetString(bytes, 0, 4) != "DIRC")
            return null;
        var (version, count) = (Number(bytes, 4), Number(bytes, 8));
        if (version is < 2 or > 4 || count is < 0 or > MaxEntries)
            return null;
        var paths = new HashSet<string>(StringComparer.Ordinal);
        var (at, previous) = (HeaderLength, "");
        for (var i = 0; i < count; i++)
        {
            if (at + FixedEntryLength > bytes.Length)
                return null;
            var flags = (bytes[at + 60] << 8) | bytes[at + 61];
            var name = at + FixedEntryLength + (version > 2 && (flags & Extended) != 0 ? 2 : 0);
            var strip = version == 4 ? Variable(bytes, ref name) : 0;
            var end = name >= bytes.Length ? -1 : Array.IndexOf(bytes, (byte)0, name);
            if (end < 0 || end - name > LongestPath || strip > previous.Length || previous.Length > LongestPath)
                return null;
            previous = (version == 4 ? previous.Substring(0, previous.Length - strip) : "")
                + Encoding.UTF8.GetString(bytes, name, end - name);
            paths.Add(previous);
            at = version == 4 ? end + 1 : at + (((end - at) / 8) + 1) * 8;
        }

        return new(paths);
    }

    /// <summary>Where git keeps what belongs to a work tree, from its <c>.git</c>; null when there is none.</summary>
    public static string? HomeOf(string git)
    {
        if (Directory.Exists(git))
            return git;
        return File.Exists(git) ? LinkedHome(git) : null;
    }

    private static string? LinkedHome(string file)
    {
        try
        {
            var text = new FileInfo(file).Length < 4096 ? File.ReadAllText(file).Trim() : "";
            return text.StartsWith("gitdir: ", StringComparison.Ordinal)
                ? Path.Combine(Path.GetDirectoryName(file)!, text.Substring("gitdir: ".Length))
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    private static GitIndex? Load(string file)
    {
        try
        {
            return new FileInfo(file) is { Exists: true, Length: <= MaxBytes } ? Read(File.ReadAllBytes(file)) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Folders(string path)
    {
        for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
            yield return path.Substring(0, slash);
    }

    private static int Number(byte[] bytes, int at) => (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];

    /// <summary>Version 4 writes how much of the path before is cut off in git's offset encoding.</summary>
    private static int Variable(byte[] bytes, ref int at)
    {
        long value = 0;
        for (var step = 0; at < bytes.Length && step < 5; step++)
        {
            var next = bytes[at++];
            value = ((step == 0 ? value : value + 1) << 7) | (next & 0x7Fu);
            if ((next & 0x80) == 0)
                return (int)Math.Min(value, int.MaxValue);
        }

        return int.MaxValue;
    }
}
