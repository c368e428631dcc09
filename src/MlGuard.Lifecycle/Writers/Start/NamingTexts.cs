using MlGuard.Lifecycle.Evidence.Files;

namespace MlGuard.Lifecycle.Writers.Start;

/// <summary>The code, projects, settings, workflows and instructions of a product, as far as they name a file.</summary>
internal sealed class NamingTexts(string root, ImmutableArray<string> files)
{
    private const int LargestFile = 1 << 20;
    private const int MostRead = 1 << 24;

    private static readonly ImmutableHashSet<string> s_sources =
        ImmutableHashSet.Create(StringComparer.OrdinalIgnoreCase, ".cs", ".vb", ".fs", ".fsx");

    private static readonly ImmutableHashSet<string> s_naming = s_sources.Union(
    [
        ".json", ".xml", ".config", ".yml", ".yaml", ".toml", ".ini", ".mbconfig", ".dvc", ".py", ".ipynb", ".sh", ".ps1", ".sql",
    ]);

    /// <summary>What copies files, whether anything reads them or not.</summary>
    private static readonly ImmutableHashSet<string> s_projects =
        ImmutableHashSet.Create(StringComparer.OrdinalIgnoreCase, ".csproj", ".vbproj", ".fsproj", ".props", ".targets");

    /// <summary>How lines begin that only people read.</summary>
    private static readonly ImmutableArray<string> s_remarks = ["//", "#", "<!--"];

    private readonly Lazy<ImmutableArray<string>> _naming = new(() => Read(root, files.Where(IsNaming)));
    private readonly Lazy<ImmutableArray<string>> _mentioning = new(() => Read(root, files.Where(IsMentioning)));

    public static bool IsSource(string path) => s_sources.Contains(Path.GetExtension(path));

    /// <summary>
    /// Whether what reads files names this one, its numbered parts by their folder, or all files of its kind in its folder.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="source">The source that it is a part of.</param>
    public bool Name(string path, string source) => Hold(_naming.Value, path, source);

    /// <summary>Whether a project copies the file, or instructions tell of it, so that something may read it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="source">The source that it is a part of.</param>
    public bool Mention(string path, string source) => Hold(_mentioning.Value, path, source);

    private static bool Hold(ImmutableArray<string> texts, string path, string source)
    {
        var (file, folder) = (Path.GetFileName(path), Path.GetFileName(Path.GetDirectoryName(path)) ?? "");
        bool Any(string word) => texts.Any(text => Holds(text, word));
        return Any(file)
            || (source == folder && Any(folder))
            || (folder.Length > 0 && Any("*" + Path.GetExtension(path)) && Any(folder));
    }

    /// <summary>A name that is only the end of a longer one is another name.</summary>
    private static bool Holds(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0;
            at = text.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
            if (!IsPart(text, at - 1) && !IsPart(text, at + word.Length))
                return true;
        return false;
    }

    private static bool IsPart(string text, int at) =>
        at >= 0 && at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] is '_' or '-');

    private static ImmutableArray<string> Read(string root, IEnumerable<string> files)
    {
        var (folder, texts, read) = (new ProductFolder(root), ImmutableArray.CreateBuilder<string>(), 0);
        foreach (var path in files)
        {
            if (folder.Find(path).Read(LargestFile) is not { } bytes || (read += bytes.Length) > MostRead)
                continue;
            texts.Add(string.Join("\n", System.Text.Encoding.UTF8.GetString(bytes).Split('\n').Where(line => !IsRemark(line))));
        }

        return texts.ToImmutable();
    }

    /// <summary>The manifest names what was found before, and a file of data does not name itself.</summary>
    private static bool IsNaming(string path) =>
        s_naming.Contains(Path.GetExtension(path)) && Path.GetFileName(path) != "mlguard.yaml";

    /// <summary>A program that takes its files as arguments is told which in the text that says how to run it.</summary>
    private static bool IsMentioning(string path) =>
        s_projects.Contains(Path.GetExtension(path))
        || string.Equals(Path.GetFileName(path), "README.md", StringComparison.OrdinalIgnoreCase);

    private static bool IsRemark(string line) =>
        line.TrimStart() is var text && s_remarks.Any(start => text.StartsWith(start, StringComparison.Ordinal));
}
