namespace MlGuard.Tool;

/// <summary>A copy of a file that is about to be written over: what people have answered in it is theirs.</summary>
internal static class KeptCopy
{
    private const string Ending = ".bak";

    /// <summary>Copies a file beside itself, to a name that is free; null where git holds its text already, or nothing is there.</summary>
    public static string? Of(string path)
    {
        if (!File.Exists(path) || Git.Show(Path.GetDirectoryName(path)!, "HEAD", Path.GetFileName(path)) == File.ReadAllText(path))
            return null;
        var copy = path + Ending;
        for (var number = 2; File.Exists(copy); number++)
            copy = $"{path}{Ending}{number}";
        File.Copy(path, copy);
        return copy;
    }
}
