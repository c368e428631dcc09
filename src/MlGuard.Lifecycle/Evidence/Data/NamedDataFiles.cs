namespace MlGuard.Lifecycle.Evidence.Data;

/// <summary>The names of data files that source code holds, found by their endings and without understanding the code.</summary>
internal static class NamedDataFiles
{
    private const int MaximumLength = 200;

    private static readonly ImmutableArray<string> s_endings = [".csv", ".tsv", ".txt", ".data"];

    private static readonly char[] s_edges = ['"', '/', '\\', '{', '}', '<', '>', '|', ':', '*', '?', '\r', '\n'];

    /// <summary>Whether a file of this name is looked at.</summary>
    public static bool IsDataFile(string path) => s_endings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>The texts that stand before a quote and end like a data file, without their folders.</summary>
    public static IEnumerable<string> In(string source)
    {
        foreach (var ending in s_endings)
        {
            for (var at = 0; (at = source.IndexOf(ending + "\"", at, StringComparison.OrdinalIgnoreCase)) >= 0; at += ending.Length)
            {
                if (at == 0)
                    continue;
                var first = Math.Max(0, at - MaximumLength);
                var start = source.LastIndexOfAny(s_edges, at - 1, at - first) + 1;
                if (start > first && start < at)
                    yield return source.Substring(start, at + ending.Length - start);
            }
        }
    }

    /// <summary>The texts with their folders, as far as they stand in one literal.</summary>
    public static IEnumerable<string> PathsIn(string source) => PathsIn(source, s_endings);

    /// <summary>The texts with their folders that end so, as far as they stand in one literal.</summary>
    public static IEnumerable<string> PathsIn(string source, ImmutableArray<string> endings)
    {
        foreach (var ending in endings)
        {
            for (var at = 0; (at = source.IndexOf(ending + "\"", at, StringComparison.OrdinalIgnoreCase)) >= 0; at += ending.Length)
            {
                var first = Math.Max(0, at - MaximumLength);
                if (at > 0 && source.LastIndexOfAny(['"', '}', '\n'], at - 1, at - first) is var start and >= 0)
                    yield return source.Substring(start + 1, at + ending.Length - start - 1).Replace("\\\\", "/").Replace('\\', '/');
            }
        }
    }
}
