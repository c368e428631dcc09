using System.Reflection;

namespace MlGuard.Lifecycle.Tests;

/// <summary>A file of the repository that is made from the tables: a difference fails, and MLGUARD_UPDATE=1 rewrites it.</summary>
internal static class GeneratedFile
{
    private static readonly bool s_updates = Environment.GetEnvironmentVariable("MLGUARD_UPDATE") == "1";

    private static string Root { get; } = typeof(GeneratedFile).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(
        attribute => attribute.Key == "RepositoryRoot").Value!;

    public static string PathOf(string path) => Path.Combine(Root, path);

    public static void Matches(string path, string expected)
    {
        var full = PathOf(path);
        if (s_updates)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllText(full, expected);
        }

        Assert.True(File.Exists(full), $"{path} is missing. Run the tests with MLGUARD_UPDATE=1.");
        Assert.Equal(expected, File.ReadAllText(full).Replace("\r\n", "\n"));
    }

    /// <summary>The part between <c>&lt;!-- begin:name --&gt;</c> and <c>&lt;!-- end:name --&gt;</c>.</summary>
    public static void MatchesBetweenMarkers(string path, string name, string expected)
    {
        var text = File.ReadAllText(PathOf(path)).Replace("\r\n", "\n");
        var begin = $"<!-- begin:{name} -->\n";
        var from = text.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        var to = text.IndexOf($"<!-- end:{name} -->", StringComparison.Ordinal);
        Assert.True(from >= begin.Length && to >= from, $"{path} has no markers '{name}'.");
        Matches(path, text[..from] + expected + text[to..]);
    }
}
