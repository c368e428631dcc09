using MlGuard.Lifecycle.Writers.Reports;

namespace MlGuard.Tool;

/// <summary>The verdict that a command reads: one that is named, or the last of the product.</summary>
internal static class LastVerdict
{
    public const string Place = ".mlguard/verdict.json";

    /// <summary>The verdict with its text; null, and said, when there is none that can be read.</summary>
    public static (string Text, VerdictDocument Verdict)? Read(Terminal terminal, ProductPlace product, string? named)
    {
        var path = named ?? Path.Combine(product.Folder, Place);
        if (!File.Exists(path))
        {
            terminal.Bad(named is null
                ? "There is no verdict yet, so there is nothing to write. Run 'mlguard check'."
                : $"'{named}' is not there. Name a verdict.json that a gate wrote.");
            return null;
        }

        var text = File.ReadAllText(path);
        var (verdict, fault) = VerdictFile.Read(text);
        if (verdict is null)
        {
            terminal.Bad($"'{product.Relative(path)}' {fault!.Text}. Run 'mlguard check' to have it decided anew.");
            return null;
        }

        if (named is null && product.Manifest is { } manifest && File.GetLastWriteTimeUtc(manifest) > File.GetLastWriteTimeUtc(path))
            terminal.Warn($"The verdict of {verdict.Day} is older than {Path.GetFileName(manifest)}. 'mlguard check' decides anew.");
        return (text, verdict);
    }

    /// <summary>The texts of the verdicts in a folder, or of one file.</summary>
    public static IEnumerable<string> Earlier(string? place)
    {
        if (place is null)
            return [];
        if (File.Exists(place))
            return [File.ReadAllText(place)];
        return Directory.Exists(place)
            ? Directory.EnumerateFiles(place, "*.json").Order(StringComparer.Ordinal).Select(File.ReadAllText)
            : [];
    }
}
