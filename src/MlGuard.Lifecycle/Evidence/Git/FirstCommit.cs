using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace MlGuard.Lifecycle.Evidence.Git;

/// <summary>
/// The day of a repository's first commit, read off git's own objects: no process is started. Not known in a shallow clone, nor where git
/// has packed the way to it.
/// </summary>
internal static class FirstCommit
{
    private const int MaxCommits = 20_000;
    private const int MaxBytes = 64 << 10;
    private const int LengthOfHash = 40;

    /// <summary>Fourteen hours ahead is the first place where a day begins.</summary>
    private const int FurthestOffset = 1400;

    public static DateTime? DayIn(string folder)
    {
        var commit = GitReferences.Commit(folder);
        return commit.Length == 0 ? null : GitReferences.Of(folder, home => Walk(GitReferences.CommonOf(home), commit));
    }

    private static DateTime? Walk(string common, string commit)
    {
        if (File.Exists(Path.Combine(common, "shallow")))
            return null;
        for (var step = 0; step < MaxCommits; step++)
        {
            if (Read(common, commit) is not { } text)
                return null;
            if (Field(text, "parent ") is not { } parent)
                return Day(Field(text, "committer "));
            commit = parent;
        }

        return null;
    }

    private static string? Field(string commit, string name)
    {
        foreach (var line in commit.Split('\n').TakeWhile(line => line.Length > 0))
            if (line.StartsWith(name, StringComparison.Ordinal))
                return line.Substring(name.Length).Trim();
        return null;
    }

    /// <summary>A committer ends in seconds since 1970 and an offset, which makes the day that the committer's calendar showed.</summary>
    private static DateTime? Day(string? committer)
    {
        var parts = (committer ?? "").Split(' ');
        return parts.Length > 1
            && long.TryParse(parts[parts.Length - 2], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds is > 0 and < 4_000_000_000
            ? DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime.Add(Offset(parts[parts.Length - 1])).Date
            : null;
    }

    /// <summary>Hours and minutes, as in <c>-0730</c>; none where it says something else.</summary>
    private static TimeSpan Offset(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        && Math.Abs(number) <= FurthestOffset
            ? new(number / 100, number % 100, 0)
            : TimeSpan.Zero;

    /// <summary>A loose object is a zlib stream: two bytes of head, then its kind, its length and itself.</summary>
    private static string? Read(string common, string hash)
    {
        if (hash.Length != LengthOfHash)
            return null;
        var path = Path.Combine(common, "objects", hash.Substring(0, 2), hash.Substring(2));
        if (!File.Exists(path))
            return null;
        using var file = File.OpenRead(path);
        if (file.ReadByte() < 0 || file.ReadByte() < 0)
            return null;
        try
        {
            using var inflated = new DeflateStream(file, CompressionMode.Decompress);
            var (bytes, length) = (new byte[MaxBytes], 0);
            while (length < bytes.Length && inflated.Read(bytes, length, bytes.Length - length) is var read and > 0)
                length += read;
            var text = Encoding.UTF8.GetString(bytes, 0, length);
            return text.StartsWith("commit ", StringComparison.Ordinal) ? text.Substring(1 + text.IndexOf('\0')) : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
