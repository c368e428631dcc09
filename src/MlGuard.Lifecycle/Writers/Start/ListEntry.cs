using MlGuard.Lifecycle.Decisions;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Text;
using MlGuard.Lifecycle.Writers.Promotion;

namespace MlGuard.Lifecycle.Writers.Start;

/// <summary>Adds an entry to a list of the manifest, such as a waiver.</summary>
internal static class ListEntry
{
    /// <summary>The manifest with the entry; null when the list stands in brackets or the manifest cannot be read.</summary>
    public static string? Append(string text, string list, IEnumerable<(string Key, string Value)> values)
    {
        var loaded = LoadedManifest.Of(text, new ProductFolder(Path.GetTempPath()));
        if (loaded.Manifest is not { } manifest || !loaded.Faults.IsEmpty)
            return null;
        var lines = new ManifestText(text);
        if (manifest.Root.Find(list) is not { } entry)
            return $"{text.TrimEnd()}{lines.LineEnd}{list}:{lines.LineEnd}{Item(values, "  ").Replace("\n", lines.LineEnd)}{lines.LineEnd}";
        if (entry.Value is not ListNode { Items.IsEmpty: false } items || lines.IsFlow(items))
            return null;
        var indent = new string(' ', Math.Max(0, items.Span.Column - 1));
        return Edit.Apply(
            text,
            [Edit.Insert(list, lines.EndOfLine(lines.LastLine(entry)), lines.LineEnd + Item(values, indent).Replace("\n", lines.LineEnd))]);
    }

    /// <summary>The entry as YAML, without a line end.</summary>
    public static string Item(IEnumerable<(string Key, string Value)> values, string indent) =>
        indent + "- " + string.Join("\n" + indent + "  ", values.Select(pair => $"{pair.Key}: {Manifest.ExampleText.OnLine(pair.Value)}"));
}
